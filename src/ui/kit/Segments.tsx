/** Draws runs of text with their tones; linked runs light up with what they came from. */
import { For, type JSX, Show } from 'solid-js'
import type { Segment } from './segment.ts'
import { Visible } from './Visible.tsx'

export interface SegmentsProps {
  segments: readonly Segment[]
  /** The link that is lit now. */
  lit?: string | undefined
  /** A linked run is under the pointer or focused; `undefined` when it is left. */
  onLit?: ((link: string | undefined) => void) | undefined
  /** A linked run was chosen: go to what it came from. */
  onGo?: ((link: string) => void) | undefined
}

export function Segments(props: SegmentsProps): JSX.Element {
  return (
    <For each={props.segments}>
      {(segment) => (
        <Show
          when={segment.link}
          fallback={
            <Show when={segment.tone} fallback={<Visible text={segment.text} />}>
              <span class={`tone-${segment.tone}`}>
                <Visible text={segment.text} />
              </span>
            </Show>
          }
        >
          {(link) => <Linked {...props} segment={segment} link={link()} />}
        </Show>
      )}
    </For>
  )
}

/** A span and not a button, because a button cannot break across lines. */
function Linked(props: Omit<SegmentsProps, 'segments'> & { segment: Segment; link: string }) {
  const go = () => props.onGo?.(props.link)
  return (
    <span
      class={`linked tone-${props.segment.tone ?? 'plain'}`}
      classList={{ lit: props.lit === props.link }}
      role={props.onGo ? 'link' : undefined}
      tabindex={props.onGo ? 0 : undefined}
      onMouseEnter={() => props.onLit?.(props.link)}
      onMouseLeave={() => props.onLit?.(undefined)}
      onFocusIn={() => props.onLit?.(props.link)}
      onFocusOut={() => props.onLit?.(undefined)}
      onClick={go}
      onKeyDown={(event) => event.key === 'Enter' && go()}
    >
      <Visible text={props.segment.text} />
    </span>
  )
}
