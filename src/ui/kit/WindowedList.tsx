/** A list of thousands of which only those in view are drawn, in whatever scrolls around it: a box, or the page. */
import { createVirtualizer, createWindowVirtualizer } from '@tanstack/solid-virtual'
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  mergeProps,
  onCleanup,
  onMount,
  Show,
  untrack,
} from 'solid-js'
import { Dynamic } from 'solid-js/web'

export interface WindowedListProps {
  readonly ids: readonly string[]
  /** Draws one `li`; it is to be told when that is made, with its place as `data-index`. */
  readonly row: (id: string, place: number, onMade: (made: HTMLElement) => void) => JSX.Element
  /** What a usual row is high, in pixels; drawn ones are measured. */
  readonly estimate: number
  readonly ordered?: boolean
  readonly class?: string
  readonly label?: string
}

export function WindowedList(props: WindowedListProps): JSX.Element {
  const [list, setList] = createSignal<HTMLElement>()
  const [scroller, setScroller] = createSignal<Element | Window>()
  onMount(() => {
    // At another width another part of the page scrolls.
    const look = () => setScroller(scrollerOf(list()))
    look()
    addEventListener('resize', look)
    onCleanup(() => removeEventListener('resize', look))
  })
  return (
    <Dynamic
      component={props.ordered ? 'ol' : 'ul'}
      class={props.class}
      aria-label={props.label}
      ref={setList}
    >
      <Show when={scroller()} keyed>
        {(around) => <Drawn {...props} list={list()} scroller={around} />}
      </Show>
    </Dynamic>
  )
}

/** The nearest part that scrolls; the window where there is none. */
function scrollerOf(list: HTMLElement | undefined): Element | Window {
  for (let part = list?.parentElement; part && part !== document.body; part = part.parentElement)
    if (['auto', 'scroll'].includes(getComputedStyle(part).overflowY)) return part
  return window
}

interface DrawnProps extends WindowedListProps {
  readonly list: HTMLElement | undefined
  readonly scroller: Element | Window
}

function Drawn(props: DrawnProps): JSX.Element {
  const [above, setAbove] = createSignal(0)
  const places = createMemo(() => new Map(props.ids.map((id, place) => [id, place])))
  const rows = createRows(props, above)
  onMount(() => {
    const measure = () => setAbove(offsetIn(props))
    measure()
    // What stands above the list comes late, and grows.
    const watch = new ResizeObserver(measure)
    watch.observe(document.body)
    onCleanup(() => watch.disconnect())
  })
  /** Ids are equal where they are equal: a row that stays in view stays in the page. */
  const drawn = createMemo(() =>
    rows.getVirtualItems().flatMap(({ index }) => props.ids[index] ?? []),
  )
  createEffect(() => {
    const items = rows.getVirtualItems()
    const before = (items[0]?.start ?? above()) - above()
    const after = rows.getTotalSize() + above() - (items.at(-1)?.end ?? above())
    const pixels = [before, after].map((size) => `${Math.max(0, size)}px`)
    props.list?.style.setProperty('padding-block', pixels.join(' '))
  })
  const measured = (made: HTMLElement) => queueMicrotask(() => rows.measureElement(made))
  return <For each={drawn()}>{(id) => props.row(id, places().get(id) ?? 0, measured)}</For>
}

/** @param above pixels from the scroller's beginning to the list's */
function createRows(props: DrawnProps, above: () => number) {
  const options = {
    get count() {
      return props.ids.length
    },
    get scrollMargin() {
      return above()
    },
    estimateSize: () => props.estimate,
    getItemKey: (place: number) => props.ids[place] ?? place,
    overscan: 8,
  }
  // Under one `Drawn` the scroller stays the same: the list is drawn anew for another.
  const scroller = untrack(() => props.scroller)
  const boxed = mergeProps(options, {
    getScrollElement: () => (scroller instanceof Element ? scroller : null),
  })
  const rows =
    scroller instanceof Element
      ? createVirtualizer<Element, HTMLElement>(boxed)
      : createWindowVirtualizer<HTMLElement>(options)
  // The browser holds what is in view where it is; setting the offset as well would stop a smooth scroll.
  rows.shouldAdjustScrollPositionOnItemSizeChange = () => false
  return rows
}

function offsetIn({ list, scroller }: DrawnProps): number {
  const top = list?.getBoundingClientRect().top ?? 0
  return scroller instanceof Element
    ? top - scroller.getBoundingClientRect().top + scroller.scrollTop
    : top + scroller.scrollY
}
