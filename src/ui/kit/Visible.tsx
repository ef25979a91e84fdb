/** A text from elsewhere, shown as text: what would hide or reorder it is written out and marked. */
import { For, type JSX, Show } from 'solid-js'
import { hides, visibleParts } from './visible.ts'

export function Visible(props: { text: string }): JSX.Element {
  return (
    <Show when={hides(props.text)} fallback={props.text}>
      <For each={visibleParts(props.text)}>
        {(part) => (
          <Show when={part.escaped} fallback={part.text}>
            <span class="tone-escape">{part.text}</span>
          </Show>
        )}
      </For>
    </Show>
  )
}
