/** Everything about kept sessions but the list: loaded with the first walk that is opened. */
import { forkAt } from '../core/fork.ts'
import { originAfter } from '../core/origin.ts'
import type { Session } from '../core/session.ts'
import { type Care, sealedKey } from './care.ts'
import { copyKeys } from './key-ring.ts'
import { parseSession } from './session-schema.ts'
import type { Identity, Keeping, Message, Removed } from './sessions.ts'
import { discardDamaged, listDamaged, textOfDamaged } from './sessions-damaged.ts'
import { bodiesOf, deleteSession, recordKey, ringOf, rowKeyOf, textOfKey } from './sessions-disk.ts'
import { createRecords } from './sessions-records.ts'
import { repairRows } from './sessions-repair.ts'
import { askToPersist, usedRoom, wipeAll, wipeTab } from './sessions-room.ts'
import { refusalOf, writeAll } from './sessions-writing.ts'
import type { TabBox } from './tab-box.ts'
import { createTabCopies } from './tab-copies.ts'

type Entry = readonly [key: string, value: unknown]

/** Takes a session off the disk, and gives what was there. */
async function takeOff(id: string): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  await writeAll((db, then) => {
    const take = (key: string) =>
      then<unknown>(db.get(key), (value) => {
        if (value !== undefined) entries.push([key, value])
      })
    take(sealedKey(id))
    then(db.getAllKeys(ringOf(id)), (keys) => {
      for (const key of keys) take(textOfKey(key))
    })
    then(db.getAllKeys(bodiesOf(id)), (keys) => {
      for (const key of keys) take(textOfKey(key))
      then<unknown>(db.get(recordKey(id)), (record) => {
        if (record === undefined) return
        entries.push([recordKey(id), record])
        const row = rowKeyOf(record)
        if (row === undefined) return deleteSession(db, id, record)
        then<unknown>(db.get(row), (value) => {
          if (value !== undefined) entries.push([row, value])
          deleteSession(db, id, record)
        })
      })
    })
  })
  return entries
}

export function createKeeping(care: Care, box: TabBox, send: (message: Message) => void): Keeping {
  const copies = createTabCopies(sessionStorage, care, box)
  const tell = (id: string) => send({ type: 'changed', id })
  const records = createRecords(care, copies, tell)

  async function copied(
    id: string,
    how: (session: Session) => Session | Promise<Session>,
  ): Promise<Session | undefined> {
    const session = await records.load(id)
    if (session === undefined) return undefined
    const copy = await how(session)
    await records.create(copy)
    return copy
  }

  async function remove(id: string): Promise<Removed | undefined> {
    const copy = copies.get(id, parseSession)
    const entries = await takeOff(id).catch((thrown: unknown) => {
      throw refusalOf(thrown)
    })
    // A row whose record is gone: the list is made whole from the records, and has none for it.
    if (!entries.some(([key]) => key === recordKey(id))) await repairRows([id])
    records.drop(id)
    copies.remove(id)
    tell(id)
    return entries.length === 0 ? undefined : { id, entries, ...(copy && { copy }) }
  }

  async function restore({ id, entries, copy }: Removed): Promise<void> {
    await writeAll((db) => {
      for (const [key, value] of entries) db.put(value, key)
    }).catch((thrown: unknown) => {
      throw refusalOf(thrown)
    })
    const sealed = entries.some(([key]) => key === sealedKey(id))
    if (copy !== undefined) copies.set(copy, sealed)
    tell(id)
  }

  return {
    load: records.load,
    create: records.create,
    change: records.change,
    remove,
    restore,
    async fork(id, flow, step, as) {
      const fork = await copied(id, (session) => forkAt(session, flow, step, as))
      if (fork !== undefined) await copyKeys(id, fork.id)
      return fork
    },
    duplicate: (id, as) =>
      copied(id, async (session) => duplicateOf(await care.strip(session), as)),
    damaged: listDamaged,
    damagedText: textOfDamaged,
    discard: async (id) => {
      await discardDamaged(id)
      tell(id)
    },
    used: usedRoom,
    persist: askToPersist,
    wipe: () => wipeAll(send),
    repair: repairRows,
    leaveWiped() {
      wipeTab()
      location.reload()
    },
  }
}

/** It waits for no answer: two walks that wait for the same one could not be told apart. */
function duplicateOf(stripped: Session, { id, at }: Identity): Session {
  const { pending: _pending, pinned: _pinned, ...rest } = stripped
  return {
    ...rest,
    ...{ id, createdAt: at, updatedAt: at, name: `${stripped.name} (copy)` },
    origin: originAfter(stripped, `A copy of “${stripped.name}” without its secrets.`),
  }
}
