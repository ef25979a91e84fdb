/** Chooses which part of the page a narrow screen shows. */
import { For, type JSX, Show } from 'solid-js'

export interface Part {
  readonly id: string
  readonly label: string
  /** A count or a word, said after the label. */
  readonly note?: string | number | undefined
}

export interface SegmentNavProps {
  /** Names the group: `Parts of the walk`. */
  label: string
  parts: readonly Part[]
  current: string
  onSelect: (id: string) => void
}

export function SegmentNav(props: SegmentNavProps): JSX.Element {
  return (
    <nav class="segment-nav" aria-label={props.label}>
      <For each={props.parts}>
        {(part) => (
          <button
            type="button"
            aria-current={part.id === props.current ? 'true' : undefined}
            onClick={() => props.onSelect(part.id)}
          >
            {part.label}
            <Show when={part.note !== undefined}>
              <span class="count">{part.note}</span>
            </Show>
          </button>
        )}
      </For>
    </nav>
  )
}
