/** One session on disk: its record, its row in the list, its large bodies; read and written together. */
import type { Session } from '../core/session.ts'
import { sealedKey } from './care.ts'
import { parseSession } from './session-schema.ts'
import { bodyKey, putTogether, sameBodies, takenApart } from './sessions-bodies.ts'
import { summaryOf } from './sessions-summary.ts'
import { keysOf, settled, store } from './store.ts'
import { rowKey } from './summary.ts'

export const recordKey = (id: string) => `record:${id}`
/** Where the summaries were before they were kept in the list's order. */
export const oldRowKey = (id: string) => `summary:${id}`
/** Every key that signs for a walk. */
export const ringOf = (id: string) => keysOf(`key:${id}:`)
export const bodiesOf = (id: string) => keysOf(bodyKey(id, ''))

/** As it lies there. */
export interface Found {
  readonly record: unknown
  /** By exchange. */
  readonly bodies: ReadonlyMap<string, unknown>
}

/** Every key of ours is text. */
export const textOfKey = (key: IDBValidKey): string => (typeof key === 'string' ? key : '')

export const nothing: Found = { record: undefined, bodies: new Map() }

export async function readFound(id: string): Promise<Found> {
  const [record, keys, bodies] = await store('readonly', (db) =>
    Promise.all([
      settled<unknown>(db.get(recordKey(id))),
      settled(db.getAllKeys(bodiesOf(id))),
      settled<unknown[]>(db.getAll(bodiesOf(id))),
    ]),
  )
  const start = bodyKey(id, '').length
  return {
    record,
    bodies: new Map(keys.map((key, at) => [textOfKey(key).slice(start), bodies[at]])),
  }
}

export const sessionIn = ({ record, bodies }: Found): Session | undefined =>
  parseSession(putTogether(record, bodies))

/** Of a record, whatever it is: `undefined` where it does not say. */
export function rowKeyOf(record: unknown): string | undefined {
  if (typeof record !== 'object' || record === null) return undefined
  const { id, pinned, updatedAt }: Partial<Record<string, unknown>> = { ...record }
  return typeof id === 'string' && typeof updatedAt === 'number'
    ? rowKey({ id, updatedAt, ...(pinned === true ? { pinned } : {}) })
    : undefined
}

/** Puts all of a session, and takes away what it no longer has of what was found. */
export function putSession(db: IDBObjectStore, session: Session, found: Found): void {
  const { id } = session
  const { record, apart } = takenApart(session)
  const row = rowKey(session)
  const before = rowKeyOf(found.record)
  if (before !== undefined && before !== row) db.delete(before)
  db.delete(oldRowKey(id))
  db.put(summaryOf(session), row)
  db.put(record, recordKey(id))
  for (const [exchange, bodies] of apart)
    if (!sameBodies(found.bodies.get(exchange), bodies)) db.put(bodies, bodyKey(id, exchange))
  for (const exchange of found.bodies.keys())
    if (!apart.has(exchange)) db.delete(bodyKey(id, exchange))
}

/** Every place where something of a session lies. */
export function deleteSession(db: IDBObjectStore, id: string, record: unknown): void {
  const row = rowKeyOf(record)
  if (row !== undefined) db.delete(row)
  for (const key of [recordKey(id), oldRowKey(id), sealedKey(id)]) db.delete(key)
  db.delete(bodiesOf(id))
  db.delete(ringOf(id))
}

/** Records are plain data of up to some ten kilobytes: comparing their text is cheaper than a lost change. */
export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
