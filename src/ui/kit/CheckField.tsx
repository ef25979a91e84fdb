/** Yes or no. */
import { type JSX, Show } from 'solid-js'

export interface CheckFieldProps {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
  hint?: string | undefined
  disabled?: boolean | undefined
}

export function CheckField(props: CheckFieldProps): JSX.Element {
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>
        {props.label}
        <Show when={props.hint}>
          <span class="choice-hint">{props.hint}</span>
        </Show>
      </span>
    </label>
  )
}
