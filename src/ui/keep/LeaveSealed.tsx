/** The whole walk, secrets and all, under a passphrase of its own. There is no way to have it open. */
import { createSignal, type JSX, Show } from 'solid-js'
import { problemOf } from '../../core/problem.ts'
import { Button } from '../kit/Button.tsx'
import { announce } from '../kit/LiveRegion.tsx'
import ProblemView from '../ProblemView.tsx'
import { useServices } from '../services.ts'
import type { Walk } from '../walk.ts'
import { isReady, NewPassphrase, nothingTyped } from './NewPassphrase.tsx'
import { createTry } from './PassphraseDialog.tsx'
import { saveFile } from './save-file.ts'

export function LeaveSealed(props: { walk: Walk }): JSX.Element {
  const services = useServices()
  const [typed, setTyped] = createSignal(nothingTyped)
  const [saved, setSaved] = createSignal<string>()
  const ready = () => isReady(typed())
  async function seal() {
    const session = props.walk.session()
    try {
      const { sealFull } = await import('../../trace/leave/full.ts')
      const text = await sealFull(session, typed().first)
      const day = new Date(services.now()).toISOString().slice(0, 10)
      const name = `${session.vendor}-${session.flow}-${day}-sealed.grantwalk.json`
      saveFile(name, 'application/json', text)
      setSaved(name)
      return undefined
    } catch (thrown) {
      return problemOf(thrown)
    }
  }
  const attempt = createTry(seal, () => {
    setTyped(nothingTyped)
    announce(`Saved ${saved() ?? ''}`)
  })
  return (
    <div class="leave-sealed">
      <p>
        Whoever has the file and the passphrase has your secrets. Send the two by different ways. A
        lost passphrase cannot be recovered, by you or by us.
      </p>
      <NewPassphrase typed={typed()} onType={setTyped} onEnter={() => ready() && attempt.go()} />
      <div class="actions">
        <Button
          variant="primary"
          disabled={!ready()}
          busy={attempt.busy() ? 'Deriving the key' : undefined}
          onClick={attempt.go}
        >
          Seal and save
        </Button>
        <Show when={saved()}>
          {(name) => <span class="quiet">Saved as {name()}. Open it from the first page.</span>}
        </Show>
      </div>
      <Show when={attempt.problem()}>
        {(problem) => (
          <div role="alert">
            <ProblemView problem={problem()} level={2} />
          </div>
        )}
      </Show>
    </div>
  )
}
