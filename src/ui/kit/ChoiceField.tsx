/** One of a few: radio buttons up to four, a native select beyond. */
import { For, type JSX, Show } from 'solid-js'
import { describedBy, Field, type FieldProps } from './Field.tsx'

export interface Option {
  readonly value: string
  readonly label: string
  readonly hint?: string | undefined
  readonly disabled?: boolean | undefined
}

export interface ChoiceFieldProps extends FieldProps {
  value: string
  options: readonly Option[]
  onSelect: (value: string) => void
  disabled?: boolean | undefined
}

export function ChoiceField(props: ChoiceFieldProps): JSX.Element {
  // A select shows one option, so it says what that one is.
  const hint = () => props.options.find(({ value }) => value === props.value)?.hint ?? props.hint
  return (
    <Show when={props.options.length > 4} fallback={<Radios {...props} />}>
      <Field {...props} hint={hint()}>
        <select
          id={props.id}
          class="input"
          disabled={props.disabled}
          aria-invalid={props.error ? 'true' : undefined}
          aria-describedby={describedBy({ ...props, hint: hint() })}
          onChange={(event) => props.onSelect(event.currentTarget.value)}
        >
          <For each={props.options}>
            {(option) => (
              <option
                value={option.value}
                disabled={option.disabled}
                selected={option.value === props.value}
              >
                {option.label}
              </option>
            )}
          </For>
        </select>
      </Field>
    </Show>
  )
}

function Radios(props: ChoiceFieldProps): JSX.Element {
  return (
    <Field {...props} group>
      <For each={props.options}>
        {(option, index) => (
          <label class="choice">
            <input
              type="radio"
              id={index() === 0 ? props.id : undefined}
              name={props.id}
              value={option.value}
              checked={option.value === props.value}
              disabled={props.disabled || option.disabled}
              onChange={() => props.onSelect(option.value)}
            />
            <span>
              {option.label}
              <Show when={option.hint}>
                <span class="choice-hint">{option.hint}</span>
              </Show>
            </span>
          </label>
        )}
      </For>
    </Field>
  )
}
