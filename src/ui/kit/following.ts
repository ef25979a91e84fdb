/** What may come a frame later: what matters most is drawn without it, and waits for nothing. */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'

/** The value once the frame that first shows it is on its way to the screen; until then the one before. */
export function createFollowing<T>(value: Accessor<T>): Accessor<T | undefined> {
  const [following, follow] = createSignal<T>()
  createEffect(() => {
    const now = value()
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => follow(() => now))
    })
    onCleanup(() => cancelAnimationFrame(frame))
  })
  return following
}
