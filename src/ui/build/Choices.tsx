/** One of several, as radio buttons in a line that wraps. */
import { createUniqueId, For, type JSX } from 'solid-js'

interface ChoicesProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly onSelect: (value: T) => void
}

export function Choices<T extends string>(props: ChoicesProps<T>): JSX.Element {
  const name = createUniqueId()
  return (
    <fieldset class="choices">
      <legend class="visually-hidden">{props.label}</legend>
      <For each={props.options}>
        {(option) => (
          <label>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === props.value}
              onChange={() => props.onSelect(option.value)}
            />
            {option.label}
          </label>
        )}
      </For>
    </fieldset>
  )
}
