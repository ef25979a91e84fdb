/** A list of thousands of walks, of which only those in view are drawn; the page scrolls, not a box in it. */
import { createWindowVirtualizer } from '@tanstack/solid-virtual'
import { createMemo, createSignal, For, type JSX, onCleanup, onMount } from 'solid-js'

/** Of a row on one line; the others are measured. */
const ROW = 62

interface SearchRowsProps {
  readonly ids: readonly string[]
  readonly row: (id: string, place: number, onMade: (made: HTMLElement) => void) => JSX.Element
}

export default function SearchRows(props: SearchRowsProps): JSX.Element {
  const [above, setAbove] = createSignal(0)
  let list: HTMLUListElement | undefined
  const places = createMemo(() => new Map(props.ids.map((id, place) => [id, place])))
  const virtual = createWindowVirtualizer({
    get count() {
      return props.ids.length
    },
    get scrollMargin() {
      return above()
    },
    estimateSize: () => ROW,
    getItemKey: (place) => props.ids[place] ?? place,
    overscan: 8,
  })
  onMount(() => {
    const measure = () => setAbove((list?.getBoundingClientRect().top ?? 0) + scrollY)
    measure()
    // What stands above the list comes late, and grows.
    const watch = new ResizeObserver(measure)
    watch.observe(document.body)
    onCleanup(() => watch.disconnect())
  })
  /** Ids are equal where they are equal: a row that stays in view stays in the page. */
  const drawn = createMemo(() =>
    virtual.getVirtualItems().flatMap(({ index }) => props.ids[index] ?? []),
  )
  const before = () => (virtual.getVirtualItems()[0]?.start ?? above()) - above()
  const after = () =>
    virtual.getTotalSize() + above() - (virtual.getVirtualItems().at(-1)?.end ?? above())
  const measured = (made: HTMLElement) => queueMicrotask(() => virtual.measureElement(made))
  return (
    <ul
      class="list"
      ref={(made) => {
        list = made
      }}
      style={{ 'padding-block': `${Math.max(0, before())}px ${Math.max(0, after())}px` }}
    >
      <For each={drawn()}>{(id) => props.row(id, places().get(id) ?? 0, measured)}</For>
    </ul>
  )
}
