/** One transaction that is written whole or not at all, and why the browser would not (T93). */
import { type Problem, Refusal } from '../core/problem.ts'
import { settled, store } from './store.ts'

/** Goes on with what a request found, inside its transaction. */
export type Then = <T>(request: IDBRequest<T>, next: (found: T) => void) => void

/** Whatever is thrown on the way undoes all of it. */
export async function writeAll(how: (db: IDBObjectStore, then: Then) => void): Promise<void> {
  let thrown: unknown
  try {
    await store('readwrite', (db) => {
      const guarded = (work: () => void) => {
        try {
          work()
        } catch (error) {
          thrown = error
          db.transaction.abort()
        }
      }
      guarded(() =>
        how(db, (request, next) =>
          request.addEventListener('success', () => guarded(() => next(request.result))),
        ),
      )
      return settled(db.transaction)
    })
  } catch (error) {
    throw thrown ?? error
  }
}

const full: Problem = {
  kind: 'limit_reached',
  code: 'storage_full',
  means: 'This was not kept: the browser has no room left for Grantwalk.',
  remedy:
    'Save the walk as a file, then delete walks you no longer need or make room on the disk. Until this page is closed nothing is lost.',
}

const refused: Problem = {
  kind: 'limit_reached',
  code: 'storage_refused',
  means: 'This was not kept: the browser refuses its storage to this page, as private windows do.',
  remedy:
    'Save the walk as a file, or go on in an ordinary window. Until this page is closed nothing is lost.',
}

export function refusalOf(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown
  const isFull = thrown instanceof Error && thrown.name === 'QuotaExceededError'
  return new Refusal(isFull ? full : refused)
}
