/** Seals and opens records under the vault's key, with an index under seal that knows the newest of each (T89). */
import { type Problem, Refusal } from '../core/problem.ts'
import { damaged, openText, sealText } from '../core/vault/aes.ts'
import type { Opened } from '../core/vault/lock.ts'
import { type Put, revisionOf, type Sealed } from './care.ts'
import { settled, store } from './store.ts'
import { indexKey, placeOf, readIndex, readSealed } from './vault-records.ts'

export interface OpenedText {
  readonly text?: string
  readonly revision: number
  readonly problem?: Problem
}

const record: Problem = {
  ...damaged,
  means: 'What was sealed has been changed since, or stands where another record belongs.',
  remedy:
    'The walk goes on without it: fill in its secrets once more, and they are sealed anew. If you did not change the browser’s files, someone else may have.',
}

const rolledBack: Problem = {
  ...record,
  code: 'rolled_back',
  means: 'What was sealed is not its newest version: an older one was put in its place.',
}

/** Of one moment: two reads could fall before and after a write of another tab. */
export const read = (...keys: readonly string[]): Promise<readonly unknown[]> =>
  store('readonly', (db) => Promise.all(keys.map((key) => settled<unknown>(db.get(key)))))

async function openRecord(opened: Opened, key: string, data: unknown): Promise<string> {
  const sealed = readSealed(data)
  if (sealed === undefined) throw new Refusal(record)
  try {
    return await openText(opened.key, sealed, placeOf(opened.lock.id, key, sealed.revision))
  } catch {
    throw new Refusal(record)
  }
}

async function sealRecord(opened: Opened, key: string, text: string, revision: number) {
  const box = await sealText(opened.key, text, placeOf(opened.lock.id, key, revision))
  return { version: 1, revision, ...box }
}

/** `undefined` when there is one that cannot be opened. */
async function openIndex(
  opened: Opened,
  key: string,
  data: unknown,
): Promise<ReadonlyMap<string, number> | undefined> {
  if (data === undefined) return new Map()
  return openRecord(opened, key, data).then(readIndex, () => undefined)
}

export async function unsealText(opened: Opened, key: string): Promise<OpenedText> {
  const part = indexKey(key)
  const [data, indexed] = await read(key, part)
  const revision = revisionOf(data)
  if (data === undefined) return { revision }
  try {
    const text = await openRecord(opened, key, data)
    const index = await openIndex(opened, part, indexed)
    if (index?.get(key) !== revision) throw new Refusal(rolledBack)
    return { text, revision }
  } catch (thrown) {
    if (thrown instanceof Refusal) return { revision, problem: thrown.problem }
    throw thrown
  }
}

/**
 * What cannot be opened is replaced. A part of the index that cannot be opened begins anew: its other records
 * stay marked until they are written.
 */
export async function sealTextAt(
  opened: Opened,
  key: string,
  text: string,
  revision: number,
): Promise<Sealed> {
  const part = indexKey(key)
  const [indexed] = await read(part)
  const index = (await openIndex(opened, part, indexed)) ?? new Map<string, number>()
  const next = Math.max(index.get(key) ?? 0, revision) + 1
  const after = revisionOf(indexed)
  const rows = JSON.stringify([...new Map([...index, [key, next]])])
  const puts: Put[] = [
    { key, value: await sealRecord(opened, key, text, next), after: revision },
    { key: part, value: await sealRecord(opened, part, rows, after + 1), after },
  ]
  return { puts }
}

/** Writes all of it, or nothing when another tab was faster. */
export async function putAll({ puts }: Sealed): Promise<boolean> {
  let fits = true
  await store('readwrite', (db) => {
    for (const { key, after } of puts) {
      const request: IDBRequest<unknown> = db.get(key)
      request.addEventListener('success', () => {
        fits &&= revisionOf(request.result) === after
        // The last answer decides: requests of one transaction are answered in order.
        if (fits && key === puts.at(-1)?.key) for (const put of puts) db.put(put.value, put.key)
      })
    }
    return settled(db.transaction)
  })
  return fits
}
