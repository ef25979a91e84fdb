/** A file from the person's machine. It is read by whoever asked; nothing is uploaded. */
import { createSignal, type JSX, Show, splitProps } from 'solid-js'
import { describedBy, Field, type FieldProps } from './Field.tsx'
import { bytes } from './format.ts'
import { Visible } from './Visible.tsx'

export interface FileFieldProps extends FieldProps {
  /** As the HTML attribute: `.json,application/json`. */
  accept?: string | undefined
  onFile: (file: File) => void
  disabled?: boolean | undefined
}

export function FileField(props: FileFieldProps): JSX.Element {
  const [chosen, setChosen] = createSignal<File>()
  const [, frame] = splitProps(props, ['accept', 'onFile'])
  const choose = (input: HTMLInputElement) => {
    const file = input.files?.[0]
    if (!file) return
    setChosen(file)
    props.onFile(file)
    // The same file can be chosen again after it was mended on disk.
    input.value = ''
  }
  return (
    <Field {...frame}>
      <input
        id={props.id}
        class="input"
        type="file"
        accept={props.accept}
        disabled={props.disabled}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={describedBy(props)}
        onChange={(event) => choose(event.currentTarget)}
      />
      <Show when={chosen()}>
        {(file) => (
          <span class="quiet">
            <Visible text={file().name} /> · {bytes(file().size)}
          </span>
        )}
      </Show>
    </Field>
  )
}
