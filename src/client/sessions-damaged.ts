/** Records that cannot be read: set aside under their own key, named, and never destroyed unasked. */
import { sealedKey } from './care.ts'
import type { Damaged } from './sessions.ts'
import { deleteSession, type Found, recordKey, textOfKey } from './sessions-disk.ts'
import { refusalOf, type Then, writeAll } from './sessions-writing.ts'
import { keysOf, settled, store } from './store.ts'
import { isNewer } from './summary.ts'

const damagedKey = (id: string) => `damaged:${id}`

/** It leaves the list, so that the rest goes on. Where that cannot be written it stays as it was. */
export async function setAside(id: string, { record, bodies }: Found): Promise<void> {
  const write = writeAll((db, then) =>
    then<unknown>(db.get(sealedKey(id)), (sealed) => {
      db.put({ id, ...named(record), record, bodies: [...bodies], sealed }, damagedKey(id))
      deleteSession(db, id, record)
      deleteRows(db, then, id)
    }),
  )
  await write.catch(() => undefined)
}

/** Where the record does not say, or a later Grantwalk has another order for its list. */
function deleteRows(db: IDBObjectStore, then: Then, id: string): void {
  then(db.getAllKeys(keysOf('row:')), (keys) => {
    for (const key of keys) if (textOfKey(key).endsWith(`:${id}`)) db.delete(key)
  })
}

const named = (data: unknown): { readonly name?: string } =>
  typeof data === 'object' && data !== null && 'name' in data && typeof data.name === 'string'
    ? { name: data.name }
    : {}

const idOf = (data: unknown): string =>
  typeof data === 'object' && data !== null && 'id' in data ? String(data.id) : ''

export async function listDamaged(): Promise<readonly Damaged[]> {
  const [aside, rows] = await store('readonly', (db) =>
    Promise.all([
      settled<unknown[]>(db.getAll(keysOf('damaged:'))),
      settled<unknown[]>(db.getAll(keysOf('row:'))),
    ]),
  )
  const told = (data: unknown, why: Damaged['why']): Damaged => ({
    ...{ id: idOf(data), why },
    ...named(data),
  })
  return [
    ...aside.map((one) => told(one, 'unreadable')),
    ...rows.filter(isNewer).map((one) => told(one, 'newer')),
  ]
}

export async function textOfDamaged(id: string): Promise<string | undefined> {
  const [aside, record] = await store('readonly', (db) =>
    Promise.all([
      settled<unknown>(db.get(damagedKey(id))),
      settled<unknown>(db.get(recordKey(id))),
    ]),
  )
  const data = aside ?? record
  return data === undefined ? undefined : JSON.stringify(data, undefined, 2)
}

/** Removes what was set aside under this id, or a record that is newer; a good one stays. */
export const discardDamaged = (id: string): Promise<void> =>
  writeAll((db, then) => {
    db.delete(damagedKey(id))
    then<unknown>(db.get(recordKey(id)), (record) => {
      if (!isNewer(record)) return
      deleteSession(db, id, record)
      deleteRows(db, then, id)
    })
  }).catch((thrown: unknown) => {
    throw refusalOf(thrown)
  })
