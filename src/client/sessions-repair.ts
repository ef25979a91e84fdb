/** Makes the list's rows whole: from where an older Grantwalk kept them, or from the records themselves. */

import { setAside } from './sessions-damaged.ts'
import { oldRowKey, readFound, rowKeyOf, sessionIn, textOfKey } from './sessions-disk.ts'
import { summaryOf } from './sessions-summary.ts'
import { writeAll } from './sessions-writing.ts'
import { keysOf, settled, store } from './store.ts'
import { isNewer, isSummary, rowKey } from './summary.ts'

/** A row's key ends with the id: `row:`, one digit, sixteen digits, a colon. */
const ID_AT = 'row:'.length + 1 + 16 + 1

interface Rows {
  /** Ids with a row that can be shown. */
  readonly good: ReadonlySet<string>
  /** Keys of rows that are none, by id. */
  readonly bad: ReadonlyMap<string, string>
  readonly records: readonly string[]
}

async function readRows(doubted: readonly string[]): Promise<Rows> {
  const [keys, rows, records] = await store('readonly', (db) =>
    Promise.all([
      settled(db.getAllKeys(keysOf('row:'))),
      settled<unknown[]>(db.getAll(keysOf('row:'))),
      settled(db.getAllKeys(keysOf('record:'))),
    ]),
  )
  const good = new Set<string>()
  const bad = new Map<string, string>()
  keys.map(textOfKey).forEach((key, at) => {
    const id = key.slice(ID_AT)
    const row = rows[at]
    const isRight = isNewer(row) || (isSummary(row) && rowKey(row) === key)
    if (isRight && !doubted.includes(id)) good.add(id)
    else bad.set(id, key)
  })
  return { good, bad, records: records.map((key) => textOfKey(key).slice('record:'.length)) }
}

/** Summaries of version 1 tell enough to be listed; what they lack comes with the next save. */
const moveOldRows = (): Promise<void> =>
  writeAll((db, then) => {
    then<unknown[]>(db.getAll(keysOf('summary:')), (old) => {
      for (const row of old) if (isSummary(row)) db.put(row, rowKey(row))
      db.delete(keysOf('summary:'))
    })
  })

/** The record says what its row should be; a row without a record is none. */
async function repairRow(id: string, key: string | undefined): Promise<void> {
  const found = await readFound(id)
  const session = sessionIn(found)
  const newer = isNewer(found.record)
  if (found.record !== undefined && session === undefined && !newer) await setAside(id, found)
  await writeAll((db) => {
    if (key !== undefined) db.delete(key)
    db.delete(oldRowKey(id))
    if (session !== undefined) db.put(summaryOf(session), rowKey(session))
    // Enough to be named by.
    else if (newer) db.put(found.record, rowKeyOf(found.record) ?? `row:1${'9'.repeat(16)}:${id}`)
  })
}

/** @param doubted ids whose rows look right, and have no record behind them */
export async function repairRows(doubted: readonly string[] = []): Promise<void> {
  await moveOldRows()
  const { good, bad, records } = await readRows(doubted)
  const lost = records.filter((id) => !good.has(id) && !bad.has(id))
  for (const [id, key] of bad) await repairRow(id, key)
  for (const id of lost) await repairRow(id, undefined)
}
