/** Asks for another name of a walk. */
import { createEffect, createSignal, createUniqueId, type JSX } from 'solid-js'
import { Button } from './kit/Button.tsx'
import { Dialog } from './kit/Dialog.tsx'
import { TextField } from './kit/TextField.tsx'

interface SessionNameProps {
  /** The name now; `undefined` while nothing is being renamed. */
  readonly name: string | undefined
  readonly onRename: (name: string) => void
  readonly onClose: () => void
}

export function SessionName(props: SessionNameProps): JSX.Element {
  const id = createUniqueId()
  const [name, setName] = createSignal('')
  createEffect(() => setName(props.name ?? ''))
  const given = () => name().trim()
  const rename = () => {
    if (given() === '') return
    props.onRename(given())
    props.onClose()
  }
  return (
    <Dialog
      open={props.name !== undefined}
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
