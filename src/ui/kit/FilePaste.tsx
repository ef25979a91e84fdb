/** A text that may be chosen as a file or pasted: the value is the file's text either way. */
import type { JSX } from 'solid-js'
import { FileField } from './FileField.tsx'
import { Multiline } from './Multiline.tsx'

interface FilePasteProps {
  readonly id: string
  readonly name?: string | undefined
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly optional?: boolean | undefined
  readonly value: string
  readonly onText: (text: string) => void
}

export default function FilePaste(props: FilePasteProps): JSX.Element {
  return (
    <div class="fields">
      <FileField
        id={props.id}
        name={props.name}
        label={props.label}
        hint={props.hint}
        error={props.error}
        optional={props.optional}
        onFile={(file) => void file.text().then(props.onText)}
      />
      <Multiline
        id={`${props.id}-text`}
        name={props.name}
        label={`${props.label}, pasted`}
        error={props.error}
        optional={props.optional}
        value={props.value}
        onInput={props.onText}
      />
    </div>
  )
}
