/** One line of text. Protocol values are never corrected, capitalised or remembered by the browser (T101). */
import { type JSX, Show, splitProps } from 'solid-js'
import { Button } from './Button.tsx'
import { createReveal } from './clock.ts'
import { describedBy, Field, type FieldProps } from './Field.tsx'

export interface TextFieldProps extends FieldProps {
  value: string
  onInput: (value: string) => void
  onChange?: ((value: string) => void) | undefined
  /** `password` is masked, with a button to reveal. */
  kind?: 'text' | 'url' | 'number' | 'search' | 'password' | undefined
  /** Set in the wire's voice. */
  mono?: boolean | undefined
  /** Shown greyed while empty. Never the only hint. */
  example?: string | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  onEnter?: (() => void) | undefined
}

export function TextField(props: TextFieldProps): JSX.Element {
  const [shown, toggle] = createReveal()
  const secret = () => props.kind === 'password'
  // `text` with an input mode, not type=url or number: the browser must not judge or alter what a person tests.
  const mode = () => (props.kind === 'number' ? 'numeric' : props.kind === 'url' ? 'url' : 'text')
  const [, frame] = splitProps(props, ['value', 'onInput'])
  return (
    <Field {...frame}>
      <input
        id={props.id}
        class="input"
        classList={{ mono: props.mono || secret() }}
        type={secret() && !shown() ? 'password' : props.kind === 'search' ? 'search' : 'text'}
        inputMode={mode()}
        value={props.value}
        placeholder={props.example}
        disabled={props.disabled}
        readOnly={props.readOnly}
        required={!props.optional}
        autocomplete={secret() ? 'new-password' : 'off'}
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={describedBy(props)}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onChange={(event) => props.onChange?.(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && props.onEnter?.()}
      />
      <Show when={secret()}>
        <Button
          variant="quiet"
          icon={shown() ? 'hide' : 'eye'}
          label={`${shown() ? 'Hide' : 'Reveal'} ${props.label}`}
          pressed={shown()}
          onClick={toggle}
        />
      </Show>
    </Field>
  )
}
