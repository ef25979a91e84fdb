/** What is large is read and drawn in turns of their own: a click in between is heard. What is small comes at once. */
import { type Accessor, createComputed, createSignal, onCleanup } from 'solid-js'

/** Characters from which a text is large. */
export const LARGE = 64 * 1024

/**
 * @param first stands until the work is done
 * @returns what came of the newest source
 */
export function createTurned<Source, Value>(
  source: Accessor<Source>,
  isLarge: (source: Source) => boolean,
  work: (source: Source) => Value,
  first: Value,
): Accessor<Value> {
  const [value, setValue] = createSignal(first)
  createComputed(() => {
    const now = source()
    if (!isLarge(now)) {
      setValue(() => work(now))
      return
    }
    setValue(() => first)
    let turn = setTimeout(() => {
      const came = work(now)
      // Drawing it is a turn, too.
      turn = setTimeout(() => setValue(() => came), 0)
    }, 0)
    onCleanup(() => clearTimeout(turn))
  })
  return value
}
