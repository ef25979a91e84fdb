/** The only IndexedDB: keeps sessions, one record and one summary each, and tells the other tabs. */
import { createStore, promisifyRequest } from 'idb-keyval'
import type { Session } from '../core/session.ts'
import { parseSession, parseSummary, type Summary, summaryOf } from './session-schema.ts'

export interface Sessions {
  /** `undefined` when there is none, or when what is stored cannot be read. */
  load(id: string): Promise<Session | undefined>
  save(session: Session): Promise<void>
  /** Newest first. Records that cannot be read are left alone and left out. */
  list(): Promise<readonly Summary[]>
  remove(id: string): Promise<void>
  /** Calls back with the id of a session another tab changed or removed; returns how to stop. */
  watch(changed: (id: string) => void): () => void
}

const recordKey = (id: string) => `record:${id}`
const summaryKey = (id: string) => `summary:${id}`
/** U+FFFF sorts after every character an id may have. */
const summaries = () => IDBKeyRange.bound('summary:', 'summary:\uffff')

/**
 * @param strip what may be written to disk of a live session: everything but its secrets.
 * The whole of it stays in the tab's sessionStorage and is gone with the tab (d.2, “session only”).
 */
export function createSessions(strip: (session: Session) => Session): Sessions {
  // Record and summary are two keys of one store, so that one transaction writes both.
  const store = createStore('grantwalk', 'sessions')
  const channel = new BroadcastChannel('grantwalk:sessions')
  const tabKey = (id: string) => `grantwalk:session:${id}`

  return {
    async load(id) {
      const kept = parseSession(parsed(sessionStorage.getItem(tabKey(id))))
      const stored = parseSession(
        await store('readonly', (db) => promisifyRequest<unknown>(db.get(recordKey(id)))),
      )
      // Another tab may have gone on with it, without this tab's secrets.
      return kept !== undefined && kept.updatedAt >= (stored?.updatedAt ?? 0) ? kept : stored
    },
    async save(session) {
      const live = session.target === 'live'
      if (live) sessionStorage.setItem(tabKey(session.id), JSON.stringify(session))
      const record = live ? strip(session) : session
      await store('readwrite', (db) => {
        db.put(record, recordKey(session.id))
        db.put(summaryOf(record), summaryKey(session.id))
        return promisifyRequest(db.transaction)
      })
      channel.postMessage({ type: 'changed', id: session.id })
    },
    async list() {
      const rows = await store('readonly', (db) =>
        promisifyRequest<unknown[]>(db.getAll(summaries())),
      )
      return rows
        .flatMap((row) => parseSummary(row) ?? [])
        .sort((a, b) => b.updatedAt - a.updatedAt)
    },
    async remove(id) {
      sessionStorage.removeItem(tabKey(id))
      await store('readwrite', (db) => {
        db.delete(recordKey(id))
        db.delete(summaryKey(id))
        return promisifyRequest(db.transaction)
      })
      channel.postMessage({ type: 'changed', id })
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

function parsed(text: string | null): unknown {
  if (text === null) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
