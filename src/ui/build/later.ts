/** A value that is loaded for another. Unlike a resource it never puts the screen behind a fallback. */
import { type Accessor, createEffect, createSignal, untrack } from 'solid-js'

export interface Later<T> {
  readonly value: Accessor<T | undefined>
  readonly reload: () => Promise<void>
}

/** Keeps the value of before until the next is there; forgets it when there is nothing to load for. */
export function createLater<S, T>(
  source: Accessor<S | undefined>,
  load: (from: S) => Promise<T>,
): Later<T> {
  const [value, setValue] = createSignal<T>()
  let turn = 0
  async function go(from: S | undefined): Promise<void> {
    turn += 1
    const mine = turn
    const made = from === undefined ? undefined : await load(from)
    // A slower one of before must not come after.
    if (mine === turn) setValue(() => made)
  }
  createEffect(() => {
    const from = source()
    untrack(() => void go(from))
  })
  return { value, reload: () => go(untrack(source)) }
}
