/** A line to search with. Nothing is required of it, so it does not say that it is optional either. */
import type { JSX } from 'solid-js'
import { Field } from '../kit/Field.tsx'

interface SearchFieldProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onInput: (value: string) => void
  /** Shown greyed while empty. */
  readonly example?: string
}

export function SearchField(props: SearchFieldProps): JSX.Element {
  return (
    <Field id={props.id} label={props.label}>
      <input
        id={props.id}
        class="input"
        type="search"
        value={props.value}
        placeholder={props.example}
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </Field>
  )
}
