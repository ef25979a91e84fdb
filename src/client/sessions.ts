/** Keeps sessions, one record and one summary each, and tells the other tabs. */
import type { Session } from '../core/session.ts'
import { keysOf, settled, store } from './store.ts'
import { isSummary, type Summary, summaryOf } from './summary.ts'
import { createTabCopies, merged } from './tab-copies.ts'

export interface Sessions {
  /** `undefined` when there is none, or when what is stored cannot be read. */
  load(id: string): Promise<Session | undefined>
  /** Keeps a walk that is new. */
  create(session: Session): Promise<void>
  /**
   * Reads, changes and writes in one transaction, so that two tabs on one walk lose nothing.
   * `undefined` when the walk was deleted meanwhile; rejects when the browser refuses its storage.
   */
  change(id: string, how: (session: Session) => Session): Promise<Session | undefined>
  /** Newest first. Records that cannot be read are left alone and left out. */
  list(): Promise<readonly Summary[]>
  remove(id: string): Promise<void>
  /** Calls back with the id of a session another tab changed or removed; returns how to stop. */
  watch(changed: (id: string) => void): () => void
}

/** Wanted when a walk opens, not by the list. */
const schema = () => import('./session-schema.ts')

const recordKey = (id: string) => `record:${id}`
const summaryKey = (id: string) => `summary:${id}`

/** What of a session must stay in the tab. */
export interface Care {
  /** Whether it may hold a secret that opens something real. */
  readonly holdsSecrets: (session: Session) => boolean
  /** What may be written to disk of such a session: everything but its secrets. */
  readonly strip: (session: Session) => Session
}

export function createSessions({ holdsSecrets, strip }: Care): Sessions {
  const channel = new BroadcastChannel('grantwalk:sessions')
  const copies = createTabCopies(sessionStorage, holdsSecrets)
  const tell = (id: string) => channel.postMessage({ type: 'changed', id })

  /** Record and summary are two keys of one store, so that one transaction writes both. */
  function write(db: IDBObjectStore, session: Session): void {
    const record = holdsSecrets(session) ? strip(session) : session
    db.put(record, recordKey(session.id))
    db.put(summaryOf(record), summaryKey(session.id))
  }

  return {
    async load(id) {
      const { parseSession } = await schema()
      const stored = parseSession(
        await store('readonly', (db) => settled<unknown>(db.get(recordKey(id)))),
      )
      // Deleted in another tab: this one forgets it too.
      if (stored === undefined) copies.remove(id)
      return stored === undefined ? undefined : merged(copies.get(id, parseSession), stored)
    },
    async create(session) {
      await store('readwrite', (db) => {
        write(db, session)
        return settled(db.transaction)
      })
      copies.set(session)
      tell(session.id)
    },
    async change(id, how) {
      const { parseSession } = await schema() // before the transaction: it would end while waiting
      let next: Session | undefined
      await store('readwrite', (db) => {
        const request: IDBRequest<unknown> = db.get(recordKey(id))
        request.addEventListener('success', () => {
          const stored = parseSession(request.result)
          if (stored === undefined) return
          next = how(merged(copies.get(id, parseSession), stored))
          write(db, next)
        })
        return settled(db.transaction)
      })
      if (next === undefined) copies.remove(id)
      else copies.set(next)
      tell(id)
      return next
    },
    async list() {
      const rows = await store('readonly', (db) =>
        settled<unknown[]>(db.getAll(keysOf('summary:'))),
      )
      return rows.filter(isSummary).sort((a, b) => b.updatedAt - a.updatedAt)
    },
    async remove(id) {
      copies.remove(id)
      await store('readwrite', (db) => {
        db.delete(recordKey(id))
        db.delete(summaryKey(id))
        return settled(db.transaction)
      })
      tell(id)
    },
    watch(changed) {
      const listen = ({ data }: MessageEvent<unknown>) => {
        if (isChange(data)) changed(data.id)
      }
      channel.addEventListener('message', listen)
      return () => channel.removeEventListener('message', listen)
    },
  }
}

/** Anything else on the channel is ignored: other code may share this origin (T83). */
const isChange = (data: unknown): data is { readonly type: 'changed'; readonly id: string } =>
  typeof data === 'object' &&
  data !== null &&
  'type' in data &&
  data.type === 'changed' &&
  'id' in data &&
  typeof data.id === 'string'
