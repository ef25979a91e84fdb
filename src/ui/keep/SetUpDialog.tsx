/** Sets the vault up. It says before anything else that nobody can bring a passphrase back. */
import { createSignal, type JSX } from 'solid-js'
import { CheckField } from '../kit/CheckField.tsx'
import { useServices } from '../services.ts'
import { isReady, NewPassphrase, nothingTyped } from './NewPassphrase.tsx'
import { createTry, PassphraseDialog } from './PassphraseDialog.tsx'

export function SetUpDialog(props: { onDone: () => void; onClose: () => void }): JSX.Element {
  const { keep } = useServices()
  const [typed, setTyped] = createSignal(nothingTyped)
  const [known, setKnown] = createSignal(false)
  const ready = () => known() && isReady(typed())
  const attempt = createTry(
    async () => (await keep.vault()).setUp(typed().first),
    () => props.onDone(),
  )
  return (
    <PassphraseDialog
      title="Set up the vault"
      verb="Set up"
      ready={ready()}
      problem={attempt.problem()}
      busy={attempt.busy()}
      onGo={attempt.go}
      onClose={() => props.onClose()}
    >
      <p>
        The passphrase is kept nowhere. If it is lost, what is sealed is lost: there is no way to
        recover it, for you or for us.
      </p>
      <NewPassphrase typed={typed()} onType={setTyped} onEnter={() => ready() && attempt.go()} />
      <CheckField
        label="I know that a lost passphrase cannot be recovered"
        checked={known()}
        onChange={setKnown}
      />
    </PassphraseDialog>
  )
}
