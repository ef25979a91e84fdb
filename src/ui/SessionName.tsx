/** Asks for another name of a walk. */
import { createSignal, createUniqueId, type JSX, untrack } from 'solid-js'
import { Button } from './kit/Button.tsx'
import { Dialog } from './kit/Dialog.tsx'
import { TextField } from './kit/TextField.tsx'

interface SessionNameProps {
  /** The name now. */
  readonly name: string
  /** Closes it when that is done, and says so where it could not be. */
  readonly onRename: (name: string) => void
  readonly onClose: () => void
}

export default function SessionName(props: SessionNameProps): JSX.Element {
  const id = createUniqueId()
  const [name, setName] = createSignal(untrack(() => props.name))
  const given = () => name().trim()
  const rename = () => {
    if (given() !== '') props.onRename(given())
  }
  return (
    <Dialog
      open
      title="Rename this walk"
      onClose={() => props.onClose()}
      actions={
        <Button variant="primary" onClick={rename} disabled={given() === ''}>
          Rename
        </Button>
      }
    >
      <TextField id={id} label="Name" value={name()} onInput={setName} onEnter={rename} />
    </Dialog>
  )
}
