/** How much room is used, and how all of it is given back. */
import type { Message, Used } from './sessions.ts'
import { settled, store } from './store.ts'

/** Where a browser has nothing to ask, as WebKitGTK has not, or does not answer, the page goes on without. */
const asked = <T>(ask: () => Promise<T>, otherwise: T): Promise<T> =>
  Promise.resolve()
    .then(ask)
    .catch(() => otherwise)

export async function usedRoom(): Promise<Used> {
  const [estimate, persisted] = await Promise.all([
    asked<StorageEstimate>(() => navigator.storage.estimate(), {}),
    asked(() => navigator.storage.persisted(), false),
  ])
  const { usage, quota } = estimate
  return {
    ...(usage === undefined ? {} : { bytes: usage }),
    ...(quota === undefined ? {} : { quota }),
    persisted,
  }
}

export const askToPersist = (): Promise<boolean> => asked(() => navigator.storage.persist(), false)

/** What opens the relay is no record of the person's: without it the page could not go on. */
const KEPT = 'grantwalk:key'

/** Of this tab. */
export function wipeTab(): void {
  const key = sessionStorage.getItem(KEPT)
  sessionStorage.clear()
  if (key !== null) sessionStorage.setItem(KEPT, key)
}

/** Records are cleared rather than the database deleted: that would wait for every other tab to close. */
export async function wipeAll(tell: (message: Message) => void): Promise<void> {
  await store('readwrite', (db) => {
    db.clear()
    return settled(db.transaction)
  })
  wipeTab()
  localStorage.clear()
  for (const name of await asked(() => caches.keys(), [])) await caches.delete(name)
  tell({ type: 'wiped' })
}
