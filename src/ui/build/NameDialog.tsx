/** Asks how a request is to be called, and in which folder it goes. */
import { createSignal, For, type JSX, untrack } from 'solid-js'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { TextField } from '../kit/TextField.tsx'
import { useShelf } from './shelf.ts'

interface NameDialogProps {
  readonly title: string
  readonly action: string
  readonly name: string
  readonly folder: string
  readonly onName: (name: string, folder: string) => void
  readonly onClose: () => void
}

export default function NameDialog(props: NameDialogProps): JSX.Element {
  const shelf = useShelf()
  // Typed over from here on; the dialog opens anew for another request.
  const [name, setName] = createSignal(untrack(() => props.name))
  const [folder, setFolder] = createSignal(untrack(() => props.folder))
  const [tried, setTried] = createSignal(false)
  const folders = () => [...new Set((shelf.saved() ?? []).flatMap((saved) => saved.folder ?? []))]
  const take = () => {
    setTried(true)
    if (name().trim() === '') return
    props.onName(name().trim(), folder().trim())
    props.onClose()
  }
  return (
    <Dialog
      open
      title={props.title}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button variant="primary" onClick={take}>
            {props.action}
          </Button>
          <Button onClick={() => props.onClose()}>Cancel</Button>
        </>
      }
    >
      <TextField
        id="request-name"
        label="Name of the request"
        value={name()}
        onInput={setName}
        onEnter={take}
        error={tried() && name().trim() === '' ? 'Give it a name.' : undefined}
      />
      <div class="field">
        <label class="field-label" for="request-folder">
          Folder<span class="quiet"> (optional)</span>
        </label>
        <input
          id="request-folder"
          class="input"
          list="request-folders"
          value={folder()}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => setFolder(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && take()}
        />
        <datalist id="request-folders">
          <For each={folders()}>{(one) => <option value={one} />}</For>
        </datalist>
      </div>
    </Dialog>
  )
}
