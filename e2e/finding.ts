/** Walks by the hundred, written straight into the browser's storage as Grantwalk writes them itself. */
import type { Page } from '@playwright/test'
import type { Grantwalk } from './process.ts'

/** Runs in the page. Every third was refused, every fifth is AMM's, every tenth has a tag, one is pinned. */
async function writeWalks(count: number): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const open = indexedDB.open('grantwalk')
    open.addEventListener('error', () => reject(new Error('no database')))
    open.addEventListener('success', () => resolve(open.result))
  })
  const transaction = db.transaction('sessions', 'readwrite')
  const store = transaction.objectStore('sessions')
  const begun = 1_700_000_000_000
  for (let at = 0; at < count; at += 1) {
    const id = `seeded-${at}`
    const updatedAt = begun + at * 60_000
    const isAmm = at % 5 === 0
    const record = {
      ...{ version: 2, id, name: `Seeded walk ${at}`, target: 'sandbox' },
      ...{ vendor: isAmm ? 'amm' : 'adobe', flow: isAmm ? 'password' : 'dcr' },
      ...{ createdAt: begun, updatedAt, values: {}, exchanges: [] },
      ...(at % 10 === 0 ? { tags: ['customer'] } : {}),
      ...(at === 7 ? { pinned: true } : {}),
    }
    const { values: _values, exchanges: _exchanges, ...summary } = record
    const row = {
      ...summary,
      exchanges: 1,
      last: at % 3 === 0 ? 'refused' : 'accepted',
      statuses: [at % 3 === 0 ? 400 : 200],
      hosts: [isAmm ? 'amm.example' : 'adobe.example'],
      problems: at % 3 === 0 ? 'invalid_grant Bad credentials' : undefined,
    }
    const order = String(9e15 - updatedAt).padStart(16, '0')
    store.put(record, `record:${id}`)
    store.put(row, `row:${at === 7 ? 0 : 1}${order}:${id}`)
  }
  await new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(new Error('not written')))
  })
  db.close()
}

/** Opens home with so many walks in it. */
export async function seedWalks(page: Page, grantwalk: Grantwalk, count: number): Promise<void> {
  await page.goto(grantwalk.link)
  await page.getByText('No walks yet').waitFor()
  await page.evaluate(writeWalks, count)
  await page.reload()
}
