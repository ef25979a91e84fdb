/** A long text in blocks that the browser lays out only when they come into view. */
import { createEffect, createMemo, createSignal, For, type JSX, onCleanup, onMount } from 'solid-js'
import { Visible } from '../kit/Visible.tsx'
import { blocksOf } from './blocks.ts'

/** Blocks drawn in one turn. */
const STEP = 16

export function RawText(props: {
  text: string
  label: string
  /** Lines scroll sideways instead of wrapping. */
  columns?: boolean
}): JSX.Element {
  const all = createMemo(() => blocksOf(props.text))
  const [count, setCount] = createSignal(STEP)
  const blocks = createMemo(() => all().slice(0, count()))
  // A few at a time: each has to be looked through for signs that hide.
  createEffect(() => {
    if (count() >= all().length) return
    const wait = setTimeout(() => setCount(count() + STEP), 0)
    onCleanup(() => clearTimeout(wait))
  })
  const [scrolls, setScrolls] = createSignal(false)
  let box: HTMLPreElement | undefined
  onMount(() => {
    const watch = new ResizeObserver(() => {
      if (!box) return
      setScrolls(box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
    })
    if (box) watch.observe(box)
    if (box?.firstElementChild) watch.observe(box.firstElementChild)
    onCleanup(() => watch.disconnect())
  })
  return (
    <div class="code">
      <pre
        class="answer-raw"
        classList={{ wraps: !props.columns }}
        ref={(made) => {
          box = made
        }}
        tabindex={scrolls() ? 0 : undefined}
        role={scrolls() ? 'group' : undefined}
        aria-label={scrolls() ? props.label : undefined}
      >
        <code>
          <For each={blocks()}>
            {(block) => (
              <span class="raw-block">
                <Visible text={block} />
              </span>
            )}
          </For>
        </code>
      </pre>
    </div>
  )
}
