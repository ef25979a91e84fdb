/** Another passphrase for the same vault. */
import { createSignal, createUniqueId, type JSX } from 'solid-js'
import { announce } from '../kit/LiveRegion.tsx'
import { TextField } from '../kit/TextField.tsx'
import { useServices } from '../services.ts'
import { isReady, NewPassphrase, nothingTyped } from './NewPassphrase.tsx'
import { createTry, PassphraseDialog } from './PassphraseDialog.tsx'

export function ChangeDialog(props: { onClose: () => void }): JSX.Element {
  const { keep } = useServices()
  const id = createUniqueId()
  const [before, setBefore] = createSignal('')
  const [typed, setTyped] = createSignal(nothingTyped)
  const ready = () => before() !== '' && isReady(typed())
  const attempt = createTry(
    async () => (await keep.vault()).change(before(), typed().first),
    () => {
      announce('The passphrase is changed')
      props.onClose()
    },
  )
  return (
    <PassphraseDialog
      title="Change the passphrase"
      verb="Change"
      ready={ready()}
      problem={attempt.problem()}
      busy={attempt.busy()}
      onGo={attempt.go}
      onClose={() => props.onClose()}
    >
      <TextField
        id={id}
        kind="password"
        label="Passphrase now"
        value={before()}
        onInput={setBefore}
      />
      <NewPassphrase typed={typed()} onType={setTyped} onEnter={() => ready() && attempt.go()} />
      <p class="quiet">
        A copy of the files that someone made before still opens with the old one.
      </p>
    </PassphraseDialog>
  )
}
