/** What may come a frame later: what matters most is drawn without it, and waits for nothing. */
import { createSignal, type JSX, onCleanup, onMount, type ParentProps, Show } from 'solid-js'

export function Later(props: ParentProps): JSX.Element {
  const [drawn, setDrawn] = createSignal(false)
  onMount(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    // The frame is painted first; a timer set in it comes after.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setDrawn(true))
    })
    onCleanup(() => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    })
  })
  return <Show when={drawn()}>{props.children}</Show>
}
