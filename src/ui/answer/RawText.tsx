/** A long text in blocks that the browser lays out only when they come into view. */
import { createMemo, createSignal, For, type JSX, onCleanup, onMount } from 'solid-js'
import { Visible } from '../kit/Visible.tsx'
import { blocksOf } from './blocks.ts'

export function RawText(props: {
  text: string
  label: string
  /** Lines scroll sideways instead of wrapping. */
  columns?: boolean
}): JSX.Element {
  const blocks = createMemo(() => blocksOf(props.text))
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
