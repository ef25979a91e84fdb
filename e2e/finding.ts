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

/** Runs in the page. One walk whose API was asked over and over. */
async function writeLong(count: number): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const open = indexedDB.open('grantwalk')
    open.addEventListener('error', () => reject(new Error('no database')))
    open.addEventListener('success', () => resolve(open.result))
  })
  const store = db.transaction('sessions', 'readwrite').objectStore('sessions')
  const at = 1_700_000_000_000
  const sent = { method: 'GET', url: 'https://amm.example/groups', headers: [] }
  const body = { encoding: 'utf8', data: '' }
  const response = { status: 200, statusText: 'OK', httpVersion: '1.1', headers: [], body }
  store.put(
    {
      ...{ version: 2, id: 'long', name: 'A long walk', vendor: 'amm', flow: 'password' },
      ...{ target: 'sandbox', createdAt: at, updatedAt: at + 1, values: {} },
      exchanges: Array.from({ length: count }, (_, n) => ({
        ...{ id: `x${n}`, step: 'list_groups', route: 'relay', startedAt: at, endedAt: at + n },
        ...{ built: sent, sent },
        outcome: { kind: 'accepted', response, gained: {}, findings: [] },
      })),
    },
    'record:long',
  )
  await new Promise((resolve) => store.transaction.addEventListener('complete', resolve))
  db.close()
}

/** Opens a walk of so many exchanges. */
export async function openLongWalk(page: Page, grantwalk: Grantwalk, count: number): Promise<void> {
  await page.goto(grantwalk.link)
  await page.getByText('No walks yet').waitFor()
  await page.evaluate(writeLong, count)
  await page.goto(`${grantwalk.origin}/walk/long`)
}
