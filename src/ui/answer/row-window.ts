/** Which of many rows of one height are in view: it costs the same for ten of them and for a million. */
import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js'

/** Rows drawn above and below those in view. */
const AROUND = 12

export interface RowWindow {
  /** Takes the scrolling box. */
  readonly attach: (box: HTMLElement) => void
  readonly rows: Accessor<readonly number[]>
  /** Scrolls no further than needed. */
  readonly show: (row: number) => void
}

/** @param height of one row, in pixels */
export function createRowWindow(count: Accessor<number>, height: number): RowWindow {
  const [top, setTop] = createSignal(0)
  const [view, setView] = createSignal(480)
  let box: HTMLElement | undefined
  const from = createMemo(() => Math.max(0, Math.floor(top() / height) - AROUND))
  const to = createMemo(() => Math.min(count(), Math.ceil((top() + view()) / height) + AROUND))
  const watch = new ResizeObserver(() => setView(box?.clientHeight ?? 0))
  onCleanup(() => watch.disconnect())
  return {
    attach(made) {
      box = made
      made.addEventListener('scroll', () => setTop(made.scrollTop), { passive: true })
      watch.observe(made)
    },
    rows: createMemo(() =>
      Array.from({ length: Math.max(0, to() - from()) }, (_none, at) => from() + at),
    ),
    show(row) {
      if (box === undefined) return
      const [above, below] = [row * height, (row + 1) * height - box.clientHeight]
      if (box.scrollTop > above) box.scrollTop = above
      else if (box.scrollTop < below) box.scrollTop = below
      setTop(box.scrollTop)
    },
  }
}
