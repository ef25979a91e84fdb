/** Keeps sessions, one record and one summary each, and tells the other tabs. The list is here, the rest is lazy. */
import type { Session } from '../core/session.ts'
import type { Flow } from '../core/vendor.ts'
import type { Care } from './care.ts'
import { once } from './once.ts'
import { keysOf, settled, store } from './store.ts'
import { isNewer, isSummary, rowKey, type Summary } from './summary.ts'

export type { Care } from './care.ts'

/** Whatever cannot be written rejects with a `Refusal`: `storage_full` or `storage_refused`. */
export interface Sessions {
  /** As it is in this tab, with what could not be written; `undefined` when there is none that can be read. */
  load(id: string): Promise<Session | undefined>
  /** Keeps a walk that is new. When it rejects, the walk is still there, as long as the page is. */
  create(session: Session): Promise<void>
  /**
   * Reads, changes and writes so that two tabs on one walk lose nothing. `undefined` when the walk was
   * deleted meanwhile. When it rejects, the change is kept in memory and written with the next one.
   */
  change(id: string, how: How): Promise<Session | undefined>
  /** What is pinned first, then the newest. Records that cannot be read are left out: see `damaged`. */
  list(page?: Page): Promise<readonly Summary[]>
  count(): Promise<number>
  /** How many `damaged` would name, told without fetching what reads them. @param listed how many `list` gave */
  aside(listed: number): Promise<number>
  /** Gives what brings it back, which is nowhere else from then on; `undefined` when there was none. */
  remove(id: string): Promise<Removed | undefined>
  restore(removed: Removed): Promise<void>
  /** A new walk that stands where this one stood after that step. */
  fork(id: string, flow: Flow, step: string, as: Identity): Promise<Session | undefined>
  /** A new walk with the same messages and no secret. */
  duplicate(id: string, as: Identity): Promise<Session | undefined>
  /** What the list leaves out, and why. */
  damaged(): Promise<readonly Damaged[]>
  /** What was set aside, as text for a file. It holds whatever the record held. */
  damagedText(id: string): Promise<string | undefined>
  /** Removes what was set aside, or a record that is newer than this Grantwalk. */
  discard(id: string): Promise<void>
  used(): Promise<Used>
  /** Asks the browser not to make room by deleting; whether it agreed. */
  persist(): Promise<boolean>
  /** Everything, in every tab: sessions, requests, vault, settings. The page is to be loaded anew. */
  wipe(): Promise<void>
  /** Calls back with the id of a session another tab changed or removed; returns how to stop. */
  watch(changed: (id: string) => void): () => void
}

export type How = (session: Session) => Session

export interface Page {
  readonly limit?: number
  /** The last one of the page before. */
  readonly after?: Summary
}

/** Of a walk that is made from another. `at`: Unix milliseconds. */
export interface Identity {
  readonly id: string
  readonly at: number
}

/** Everything of one walk, to be put back. It holds secrets: let go of it with the notice that offers it. */
export interface Removed {
  readonly id: string
  readonly entries: readonly (readonly [key: string, value: unknown])[]
  /** What this tab knew beyond that. */
  readonly copy?: Session
}

export interface Damaged {
  readonly id: string
  readonly name?: string
  /** `unreadable` was set aside; `newer` was written by a later Grantwalk and is left where it is. */
  readonly why: 'unreadable' | 'newer'
}

/** In bytes, as the browser estimates them. */
export interface Used {
  readonly bytes?: number
  readonly quota?: number
  /** The browser promised not to delete it to make room. */
  readonly persisted: boolean
}

export function createSessions(care: Care): Sessions {
  const channel = new BroadcastChannel('grantwalk:sessions')
  const listeners = new Set<(id: string) => void>()
  /** Wanted when a walk opens, not by the list. */
  const keeping = once(async (): Promise<Keeping> => {
    const [{ createKeeping }, { openTabBox, tabBox }] = await Promise.all([
      import('./sessions-keeping.ts'),
      import('./tab-relay.ts'),
    ])
    await openTabBox()
    return createKeeping(care, tabBox, (message) => channel.postMessage(message))
  })
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isChange(data)) for (const changed of listeners) changed(data.id)
    if (isWipe(data)) void keeping().then((kept) => kept.leaveWiped())
  })

  async function list(page: Page = {}, again = true): Promise<readonly Summary[]> {
    const range = keysOf('row:', page.after && rowKey(page.after))
    const [rows, old] = await store('readonly', (db) =>
      Promise.all([
        settled<unknown[]>(db.getAll(range, page.limit)),
        settled(db.count(keysOf('summary:'))),
      ]),
    )
    const summaries = rows.filter(isSummary)
    const isOdd =
      summaries.length < rows.length && !rows.every((row) => isSummary(row) || isNewer(row))
    // An older Grantwalk kept them otherwise, or one is not as it should be.
    if (again && (old > 0 || isOdd)) {
      await (await keeping()).repair()
      return list(page, false)
    }
    return summaries
  }

  return {
    list: (page) => list(page),
    count: () => store('readonly', (db) => settled(db.count(keysOf('row:')))),
    async aside(listed) {
      const [rows, damaged] = await store('readonly', (db) =>
        Promise.all(['row:', 'damaged:'].map((prefix) => settled(db.count(keysOf(prefix))))),
      )
      return Math.max(0, (rows ?? 0) - listed) + (damaged ?? 0)
    },
    load: async (id) => (await keeping()).load(id),
    create: async (session) => (await keeping()).create(session),
    change: async (id, how) => (await keeping()).change(id, how),
    remove: async (id) => (await keeping()).remove(id),
    restore: async (removed) => (await keeping()).restore(removed),
    fork: async (id, flow, step, as) => (await keeping()).fork(id, flow, step, as),
    duplicate: async (id, as) => (await keeping()).duplicate(id, as),
    damaged: async () => (await keeping()).damaged(),
    damagedText: async (id) => (await keeping()).damagedText(id),
    discard: async (id) => (await keeping()).discard(id),
    used: async () => (await keeping()).used(),
    persist: async () => (await keeping()).persist(),
    wipe: async () => (await keeping()).wipe(),
    watch(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
}

/** What `src/client/sessions-keeping.ts` brings. */
export interface Keeping extends Omit<Sessions, 'list' | 'count' | 'aside' | 'watch'> {
  /** Makes the list's rows whole: from an older form, or from the records themselves. */
  repair(): Promise<void>
  /** Another tab wiped everything: this one's part of it goes, and the page begins anew. */
  leaveWiped(): void
}

export type Message = { readonly type: 'changed'; readonly id: string } | { readonly type: 'wiped' }

/** Anything else on the channel is ignored: other code may share this origin (T83). */
const isChange = (data: unknown): data is Message & { readonly type: 'changed' } =>
  typeof data === 'object' &&
  data !== null &&
  'type' in data &&
  data.type === 'changed' &&
  'id' in data &&
  typeof data.id === 'string'

const isWipe = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'wiped'
