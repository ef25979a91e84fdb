/** Long work in short turns, so that no task holds the page up; what is small is done at once. */
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'

/** Milliseconds of one turn. */
const TURN = 12

/** Runs a generator to its end, with a pause after each turn. `undefined` when it was told to stop. */
export async function inTurns<T>(
  work: Generator<undefined, T>,
  stopped: () => boolean,
): Promise<T | undefined> {
  for (;;) {
    const done = oneTurn(work)
    if (done !== undefined) return done.value
    await new Promise<void>((resolve) => setTimeout(resolve, 0))
    if (stopped()) return undefined
  }
}

function oneTurn<T>(work: Generator<undefined, T>): { readonly value: T } | undefined {
  const until = performance.now() + TURN
  for (;;) {
    const { done, value } = work.next()
    if (done === true) return { value }
    if (performance.now() > until) return undefined
  }
}

/** The newest result; `undefined` until there is one for what is asked now. */
export function createSliced<S, T>(
  source: Accessor<S>,
  start: (from: S) => Generator<undefined, T>,
): Accessor<T | undefined> {
  const [result, setResult] = createSignal<{ readonly value: T }>()
  createEffect(
    on(source, (from) => {
      let stopped = false
      onCleanup(() => {
        stopped = true
      })
      const work = start(from)
      const first = oneTurn(work)
      setResult(first)
      if (first !== undefined) return
      const rest = async () => {
        const value = await inTurns(work, () => stopped)
        if (value !== undefined && !stopped) setResult({ value })
      }
      void rest()
    }),
  )
  return () => result()?.value
}
