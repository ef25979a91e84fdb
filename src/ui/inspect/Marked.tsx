/** A text of a token: hidden characters written out, and letters that pass for others named. */
import { createMemo, For, type JSX, Show } from 'solid-js'
import { Visible } from '../kit/Visible.tsx'
import { confusableParts } from './confusable.ts'

export function Marked(props: { text: string }): JSX.Element {
  const parts = createMemo(() => confusableParts(props.text))
  return (
    <For each={parts()}>
      {(part) => (
        <Show when={part.code} fallback={<Visible text={part.text} />}>
          {(code) => (
            <span class="confusable" title={`Looks like another letter: ${code()}`}>
              {part.text}
              <span class="confusable-code">{code()}</span>
            </span>
          )}
        </Show>
      )}
    </For>
  )
}
