/** A sealed file asks for its passphrase. */
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { Button } from '../kit/Button.tsx'
import { Notice } from '../kit/Notice.tsx'
import { TextField } from '../kit/TextField.tsx'
import { useServices } from '../services.ts'
import { type Recognised, unseal } from './arrive-reading.ts'
import { createTry } from './PassphraseDialog.tsx'

export function ArrivePassphrase(props: {
  text: string
  onOpened: (arrival: Recognised) => void
}): JSX.Element {
  const services = useServices()
  const id = createUniqueId()
  const [passphrase, setPassphrase] = createSignal('')
  const attempt = createTry(
    async () => {
      const arrival = await unseal(props.text, passphrase(), services)
      if (arrival.kind === 'problem') return arrival.problem
      props.onOpened(arrival)
      return undefined
    },
    () => setPassphrase(''),
  )
  const ready = () => passphrase() !== ''
  return (
    <div class="arrive-part leave-sealed">
      <h2>A sealed walk</h2>
      <TextField
        id={id}
        kind="password"
        label="Passphrase of this file"
        value={passphrase()}
        onInput={setPassphrase}
        onEnter={() => ready() && attempt.go()}
      />
      <div class="actions">
        <Button
          variant="primary"
          disabled={!ready()}
          busy={attempt.busy() ? 'Deriving the key' : undefined}
          onClick={attempt.go}
        >
          Open it
        </Button>
      </div>
      <Show when={attempt.problem()}>
        {(problem) => (
          <Notice tone="danger" title={problem().means} live="alert">
            <p>{problem().remedy}</p>
          </Notice>
        )}
      </Show>
    </div>
  )
}
