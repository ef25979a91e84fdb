/** Loads, creates and changes sessions: crypto outside the transaction, the check that nobody was faster inside. */
import { type Problem, Refusal } from '../core/problem.ts'
import type { Session } from '../core/session.ts'
import { type Care, revisionOf, sealedKey, type Unsealed } from './care.ts'
import { parseSession } from './session-schema.ts'
import type { How } from './sessions.ts'
import { setAside } from './sessions-damaged.ts'
import {
  type Found,
  isSame,
  nothing,
  putSession,
  readFound,
  recordKey,
  sessionIn,
} from './sessions-disk.ts'
import { refusalOf, writeAll } from './sessions-writing.ts'
import { isNewer } from './summary.ts'
import { merged, type TabCopies } from './tab-copies.ts'

/** What could not be written: the changes in their order, on top of what is stored, or of what never was. */
interface Unwritten {
  readonly base?: Session
  readonly hows: readonly How[]
}

interface Whole {
  readonly session: Session
  readonly unsealed: Unsealed | undefined
}

/** Two tabs that write at the same moment; more than a few times in a row does not happen. */
const MOST_TRIES = 20

const taken: Problem = {
  kind: 'bad_input',
  code: 'already_kept',
  means: 'There is a walk with this id already, so this one was not kept.',
  remedy: 'Open the one that is there, or delete it first.',
}

const contended: Problem = {
  kind: 'limit_reached',
  code: 'storage_busy',
  means: 'Another tab writes to this walk without a pause, so this was not kept yet.',
  remedy: 'Close the other tab, and go on: it is kept with the next step.',
}

/** What was typed while the vault was locked is newer than what is in it; else the vault knows best. */
const byTime = (mine: Session | undefined, sealed: Session | undefined): number =>
  (mine?.updatedAt ?? 0) - (sealed?.updatedAt ?? 0)

export function createRecords(care: Care, copies: TabCopies, tell: (id: string) => void) {
  const unwritten = new Map<string, Unwritten>()
  const turns = new Map<string, Promise<unknown>>()

  /** Changes of one walk are made in the order they were asked for. */
  function inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const mine = (turns.get(id) ?? Promise.resolve()).then(work, work)
    const quiet = mine.catch(() => undefined)
    turns.set(id, quiet)
    void quiet.then(() => turns.get(id) === quiet && turns.delete(id))
    return mine
  }

  async function wholeOf(record: Session): Promise<Whole> {
    const unsealed = care.holdsSecrets(record) ? await care.unseal?.(record.id) : undefined
    const [older, newer] = [copies.get(record.id, parseSession), unsealed?.session].toSorted(byTime)
    return { session: merged(older, merged(newer, record)), unsealed }
  }

  /** `false` when somebody was faster than what was found. */
  async function write(next: Session, found: Found, unsealed?: Unsealed): Promise<boolean> {
    const live = care.holdsSecrets(next)
    const mode = care.mode()
    const sealed =
      live && mode === 'vault' ? await care.seal?.(next, unsealed?.revision ?? 0) : undefined
    const record = live && mode !== 'unprotected' ? await care.strip(next) : next
    let first = true
    await writeAll((db, then) => {
      for (const { key, after } of sealed?.puts ?? [])
        then<unknown>(db.get(key), (there) => {
          first &&= revisionOf(there) === after
        })
      then<unknown>(db.get(recordKey(next.id)), (there) => {
        first &&= isSame(there, found.record)
        if (!first) return
        putSession(db, record, found)
        for (const { key, value } of sealed?.puts ?? []) db.put(value, key)
        if (mode !== 'vault' && unsealed?.session !== undefined) db.delete(sealedKey(next.id))
      })
    })
    if (first) copies.set(next, sealed !== undefined)
    return first
  }

  async function apply(id: string, hows: readonly How[]): Promise<Session | undefined> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const found = await readFound(id)
      const record = found.record === undefined ? unwritten.get(id)?.base : sessionIn(found)
      if (record === undefined) {
        if (found.record === undefined) copies.remove(id)
        return undefined
      }
      const { session, unsealed } = await wholeOf(record)
      const next = hows.reduce((state, how) => how(state), session)
      if (await write(next, found, unsealed)) return next
    }
    throw new Refusal(contended)
  }

  async function load(id: string): Promise<Session | undefined> {
    const waiting = unwritten.get(id)
    const found = await readFound(id).catch((thrown: unknown) => {
      if (waiting?.base === undefined) throw refusalOf(thrown)
      return nothing
    })
    const stored = sessionIn(found)
    if (found.record !== undefined && stored === undefined) {
      if (!isNewer(found.record)) await setAside(id, found)
      return undefined
    }
    const record = stored ?? waiting?.base
    if (record === undefined) {
      // Deleted in another tab: this one forgets it too.
      copies.remove(id)
      return undefined
    }
    const { session } = await wholeOf(record)
    return (waiting?.hows ?? []).reduce((state, how) => how(state), session)
  }

  async function create(session: Session): Promise<void> {
    try {
      if (!(await write(session, nothing))) throw new Refusal(taken)
    } catch (thrown) {
      const refusal = refusalOf(thrown)
      if (refusal.problem !== taken) {
        unwritten.set(session.id, { base: session, hows: [] })
        copies.set(session)
      }
      throw refusal
    }
    tell(session.id)
  }

  async function change(id: string, how: How): Promise<Session | undefined> {
    const before = unwritten.get(id)
    const hows = [...(before?.hows ?? []), how]
    try {
      const next = await apply(id, hows)
      unwritten.delete(id)
      tell(id)
      return next
    } catch (thrown) {
      unwritten.set(id, { ...before, hows })
      throw refusalOf(thrown)
    }
  }

  return {
    load: (id: string) => inTurn(id, () => load(id)),
    create: (session: Session) => inTurn(session.id, () => create(session)),
    change: (id: string, how: How) => inTurn(id, () => change(id, how)),
    /** Of a walk that is deleted, and is not to come back with what was left to write. */
    drop: (id: string) => unwritten.delete(id),
  }
}
