/** A token as it travels, in its coloured segments. What opens something stays covered when it came from a walk. */
import { createMemo, For, type JSX, Show } from 'solid-js'
import { Button } from '../kit/Button.tsx'
import { CodeBlock } from '../kit/CodeBlock.tsx'
import { createReveal } from '../kit/clock.ts'
import { bytes } from '../kit/format.ts'
import type { Segment } from '../kit/segment.ts'

export interface RawTokenProps {
  readonly label: string
  readonly text: string
  /** The segments between the dots, and what each is. */
  readonly parts: readonly (readonly [name: string, text: string])[]
  /** The last segment is covered until revealed. */
  readonly covered: boolean
}

const tones = ['token-1', 'token-2', 'token-3'] as const
const dots = '••••••••'

export function RawToken(props: RawTokenProps): JSX.Element {
  const [shown, toggle] = createReveal()
  const hidden = () => props.covered && !shown()
  const segments = createMemo((): readonly Segment[] =>
    props.parts.flatMap(([, text], index) => {
      const isLast = index === props.parts.length - 1
      const segment: Segment = {
        text: hidden() && isLast ? dots : text,
        tone: tones[index % tones.length],
      }
      return index === 0 ? [segment] : [{ text: '.', tone: 'strong' } as const, segment]
    }),
  )
  return (
    <div class="token-raw">
      <CodeBlock
        label={props.label}
        content={segments()}
        copy={props.text}
        limit={8000}
        tools={
          <Show when={props.covered}>
            <Button
              variant="quiet"
              icon={shown() ? 'hide' : 'eye'}
              label={`${shown() ? 'Hide' : 'Reveal'} the last segment`}
              onClick={toggle}
            />
          </Show>
        }
      />
      <ul class="token-key" aria-label="The segments">
        <For each={props.parts}>
          {([name, text], index) => (
            <li>
              <span class={`token-dot tone-${tones[index() % tones.length]}`} aria-hidden="true" />
              {name} <span class="quiet">{bytes(text.length)}</span>
            </li>
          )}
        </For>
      </ul>
    </div>
  )
}
