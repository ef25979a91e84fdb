/** Runs tasks one after the other, in the order they came. */

export function oneAtATime(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return function queue<T>(task: () => Promise<T>): Promise<T> {
    const next = last.then(task, task)
    last = next.catch(() => undefined)
    return next
  }
}
