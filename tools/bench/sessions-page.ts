/** What the bench of kept sessions does inside the page, with the project's own code and with one key for everything. */

import { summaryOf } from '../../src/client/sessions-summary.ts'
import { rowKey } from '../../src/client/summary.ts'
import type { Session } from '../../src/core/session.ts'

/** As much of src/client/sessions.ts as is measured. */
interface Kept {
  list(page?: { readonly limit: number }): Promise<readonly unknown[]>
  load(id: string): Promise<Session | undefined>
  change(id: string, how: (session: Session) => Session): Promise<Session | undefined>
}

const EXCHANGES = 8
const BODY = 2_080

const idOf = (at: number) => `bench-${String(at).padStart(6, '0')}`

/** 20 KB as JSON: eight calls of an API, the last of them refused. */
export function sessionAt(at: number): Session {
  const updatedAt = 1_700_000_000_000 + at * 60_000
  const request = { method: 'GET', url: 'https://api.vendor.example/v1/things', headers: [] }
  const response = { status: 200, statusText: 'OK', httpVersion: '1.1', headers: [] }
  const body = {
    encoding: 'utf8',
    data: `{"at":${at},"row":"${'row '.repeat(BODY / 4)}"}`,
  } as const
  return {
    ...{ version: 2, id: idOf(at), name: `Walk ${at}`, vendor: 'amm', flow: 'password' },
    ...{ target: 'sandbox', createdAt: updatedAt, updatedAt, values: { client_id: `c${at}` } },
    exchanges: Array.from({ length: EXCHANGES }, (_, n) => ({
      ...{ id: `x${n}`, step: 'list', route: 'relay', startedAt: updatedAt, endedAt: updatedAt },
      ...{ built: request, sent: request },
      outcome: { kind: 'accepted', response: { ...response, body }, gained: {}, findings: [] },
    })),
  }
}

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(new Error(String(request.error))))
  })

const over = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(new Error(String(transaction.error))))
  })

async function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name)
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore('sessions'))
  return asked(request)
}

/** As saving them one by one leaves the disk. */
export async function seed(from: number, to: number): Promise<void> {
  const db = await open('grantwalk')
  for (let start = from; start < to; start += 500) {
    const transaction = db.transaction('sessions', 'readwrite')
    const store = transaction.objectStore('sessions')
    for (let at = start; at < Math.min(to, start + 500); at += 1) {
      const session = sessionAt(at)
      store.put(session, `record:${session.id}`)
      store.put(summaryOf(session), rowKey(session))
    }
    await over(transaction)
  }
  db.close()
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

export const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN

async function many(times: number, work: (n: number) => Promise<unknown>): Promise<number> {
  const taken: number[] = []
  for (let n = 0; n < times; n += 1) taken.push(await timed(() => work(n)))
  return median(taken)
}

const typed = (session: Session): Session => ({
  ...session,
  updatedAt: session.updatedAt + 1,
  values: { ...session.values, typed: `${session.updatedAt}` },
})

export interface Times {
  readonly page: number
  readonly list: number
  readonly open: number
  readonly save: number
}

/** @param count how many there are; what is opened and saved is spread over all of them */
export async function measure(kept: Kept, count: number): Promise<Times> {
  const some = (n: number) => idOf((n * 7919) % count)
  await kept.load(some(0)) // what is lazy has come
  return {
    page: await many(9, () => kept.list({ limit: 50 })),
    list: await many(7, () => kept.list()),
    open: await many(31, (n) => kept.load(some(n))),
    save: await many(31, (n) => kept.change(some(n), typed)),
  }
}

/** The same three with every session under one key, as a store that is not thought about would be. */
export async function measureNaive(count: number): Promise<Omit<Times, 'page' | 'open'>> {
  const db = await open('bench-naive')
  const read = async () => {
    const request: IDBRequest<unknown> = db
      .transaction('sessions')
      .objectStore('sessions')
      .get('all')
    return (await asked(request)) as readonly Session[]
  }
  const write = async (all: readonly Session[]) => {
    const transaction = db.transaction('sessions', 'readwrite')
    transaction.objectStore('sessions').put(all, 'all')
    await over(transaction)
  }
  await write(Array.from({ length: count }, (_, at) => sessionAt(at)))
  const times = {
    list: await many(5, async () => (await read()).map(summaryOf)),
    save: await many(5, async (n) => {
      const all = await read()
      await write(all.map((session, at) => (at === n ? typed(session) : session)))
    }),
  }
  db.close()
  indexedDB.deleteDatabase('bench-naive')
  return times
}
