/** Opens the vault in this tab. */
import { createSignal, createUniqueId, type JSX } from 'solid-js'
import { TextField } from '../kit/TextField.tsx'
import { useServices } from '../services.ts'
import { createTry, PassphraseDialog } from './PassphraseDialog.tsx'

export default function UnlockDialog(props: {
  onDone: () => void
  onClose: () => void
}): JSX.Element {
  const { keep } = useServices()
  const id = createUniqueId()
  const [passphrase, setPassphrase] = createSignal('')
  const ready = () => passphrase() !== ''
  const attempt = createTry(
    async () => (await keep.vault()).unlock(passphrase()),
    () => props.onDone(),
  )
  return (
    <PassphraseDialog
      title="Unlock the vault"
      verb="Unlock"
      ready={ready()}
      problem={attempt.problem()}
      busy={attempt.busy()}
      onGo={attempt.go}
      onClose={() => props.onClose()}
    >
      <TextField
        id={id}
        kind="password"
        label="Passphrase"
        hint="It opens the vault in this tab, until it is locked or the page is loaded anew."
        value={passphrase()}
        onInput={setPassphrase}
        onEnter={() => ready() && attempt.go()}
      />
    </PassphraseDialog>
  )
}
