/** A text from elsewhere, shown as text: what would hide or reorder it is written out and marked. */
import { For, type JSX, Show } from 'solid-js'
import { visibleParts } from './visible.ts'

export function Visible(props: { text: string }): JSX.Element {
  return (
    <For each={visibleParts(props.text)}>
      {(part) => (
        <Show when={part.escaped} fallback={part.text}>
          <span class="tone-escape">{part.text}</span>
        </Show>
      )}
    </For>
  )
}
