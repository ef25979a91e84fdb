/** Views of one thing, one at a time. Arrow keys move, Home and End jump; one Tab stop (ARIA APG, tabs). */
import { createUniqueId, For, type JSX } from 'solid-js'
import type { Part } from './SegmentNav.tsx'

export interface TabsProps {
  /** Names the group: `Response`. */
  label: string
  tabs: readonly Part[]
  current: string
  onSelect: (id: string) => void
  /** Draws the chosen tab. */
  children: (id: string) => JSX.Element
}

export function Tabs(props: TabsProps): JSX.Element {
  const base = createUniqueId()
  let list: HTMLDivElement | undefined
  function move(event: KeyboardEvent) {
    const count = props.tabs.length
    const at = props.tabs.findIndex((tab) => tab.id === props.current)
    const to: Record<string, number> = {
      ArrowRight: (at + 1) % count,
      ArrowLeft: (at + count - 1) % count,
      Home: 0,
      End: count - 1,
    }
    const index = to[event.key]
    const tab = index === undefined ? undefined : props.tabs[index]
    if (index === undefined || !tab) return
    event.preventDefault()
    props.onSelect(tab.id)
    list?.querySelectorAll('button')[index]?.focus()
  }
  return (
    <div class="tabs">
      <div
        class="tab-list"
        role="tablist"
        aria-label={props.label}
        ref={(made) => {
          list = made
        }}
        onKeyDown={move}
      >
        <For each={props.tabs}>
          {(tab) => (
            <button
              type="button"
              role="tab"
              id={`${base}-${tab.id}`}
              aria-selected={tab.id === props.current}
              aria-controls={tab.id === props.current ? `${base}-panel` : undefined}
              tabindex={tab.id === props.current ? 0 : -1}
              onClick={() => props.onSelect(tab.id)}
            >
              {tab.label}
              {tab.note === undefined ? undefined : <span class="count">{tab.note}</span>}
            </button>
          )}
        </For>
      </div>
      <div id={`${base}-panel`} role="tabpanel" aria-labelledby={`${base}-${props.current}`}>
        {props.children(props.current)}
      </div>
    </div>
  )
}
