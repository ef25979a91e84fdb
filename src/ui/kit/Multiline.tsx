/** Text of several lines: a body, a statement, something pasted. */
import { type JSX, splitProps } from 'solid-js'
import { describedBy, Field, type FieldProps } from './Field.tsx'

export interface MultilineProps extends FieldProps {
  value: string
  onInput: (value: string) => void
  rows?: number | undefined
  /** Words instead of wire text. */
  prose?: boolean | undefined
  example?: string | undefined
  disabled?: boolean | undefined
}

export function Multiline(props: MultilineProps): JSX.Element {
  const [, frame] = splitProps(props, ['value', 'onInput'])
  return (
    <Field {...frame}>
      <textarea
        id={props.id}
        class="input"
        classList={{ mono: !props.prose }}
        rows={props.rows ?? 4}
        value={props.value}
        placeholder={props.example}
        disabled={props.disabled}
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck={props.prose ?? false}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={describedBy(props)}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </Field>
  )
}
