/** What a promise came to, kept until the next one has come. Unlike a resource it never makes the screen wait. */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'

/** Begins anew whenever `source` changes; what an older beginning comes to is then dropped. */
export function createSettled<Source, Value>(
  source: Accessor<Source>,
  work: (source: Source) => Promise<Value>,
): Accessor<Value | undefined> {
  const [value, setValue] = createSignal<Value>()
  createEffect(() => {
    const now = source()
    let dropped = false
    onCleanup(() => {
      dropped = true
    })
    const keep = async () => {
      const came = await work(now)
      if (!dropped) setValue(() => came)
    }
    void keep()
  })
  return value
}
