/** Tags and a note: a person's own words to find a walk by. They stay on this device until it is exported. */
import { createEffect, createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { createSettled } from '../inspect/settled.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Multiline } from '../kit/Multiline.tsx'
import { TextField } from '../kit/TextField.tsx'
import { useServices } from '../services.ts'
import { readTags } from './tags.ts'

interface TagsDialogProps {
  readonly id: string
  readonly onSave: (tags: readonly string[], note: string) => void
  readonly onClose: () => void
}

/** Longer ones are a document, and belong where documents are kept. */
const LONGEST = 10_000

export function TagsDialog(props: TagsDialogProps): JSX.Element {
  const id = createUniqueId()
  const { sessions } = useServices()
  const [tags, setTags] = createSignal('')
  const [note, setNote] = createSignal('')
  // The list knows only the beginning of a note.
  const session = createSettled(
    () => props.id,
    (walk) => sessions.load(walk).then((found) => ({ found })),
  )
  createEffect(() => {
    const found = session()?.found
    setTags((found?.tags ?? []).join(', '))
    setNote(found?.note ?? '')
  })
  const tooLong = () =>
    note().length > LONGEST
      ? `At most ${LONGEST} characters; this has ${note().length}.`
      : undefined
  return (
    <Dialog
      open
      title="Tags and note"
      onClose={() => props.onClose()}
      actions={
        <Button
          variant="primary"
          disabled={session() === undefined || tooLong() !== undefined}
          onClick={() => props.onSave(readTags(tags()), note().trim())}
        >
          Save
        </Button>
      }
    >
      <Show when={session()} fallback={<p class="quiet">Reading the walk…</p>}>
        <TextField
          id={`${id}-tags`}
          label="Tags"
          optional
          value={tags()}
          onInput={setTags}
          hint="Separated by commas. The list finds them as tag:word."
        />
        <Multiline
          id={`${id}-note`}
          label="Note"
          optional
          prose
          rows={6}
          value={note()}
          onInput={setNote}
          error={tooLong()}
          hint="Kept as plain text with the walk. Do not write secrets here: a note is never covered."
        />
      </Show>
    </Dialog>
  )
}
