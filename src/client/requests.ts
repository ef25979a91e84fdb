/** Keeps the person's own requests, their environments and what was sent. Loaded with the builder. */
import type { Draft, DraftBody, Environment, Variable } from '../core/draft/draft.ts'
import { environmentOut, withVariables } from '../core/draft/environments.ts'
import { lift } from '../core/draft/lift.ts'
import { createEnvironmentSecrets } from './environment-secrets.ts'
import {
  type Call,
  readCalls,
  readEnvironments,
  readSaved,
  type SavedRequest,
} from './request-records.ts'
import { keysOf, settled, store } from './store.ts'
import { tabStorage } from './tab-storage.ts'

export type { Call, SavedRequest } from './request-records.ts'

export interface Requests {
  /** By folder and name. */
  list(): Promise<readonly SavedRequest[]>
  /**
   * Gives the draft as it is kept: secrets that were typed into it are variables now, in its environment
   * or in `typedSecrets`.
   */
  save(draft: Draft, folder?: string): Promise<Draft>
  remove(id: string): Promise<void>
  /** By name. Secret variables have their value in the tab they were typed in, and are empty elsewhere. */
  environments(): Promise<readonly Environment[]>
  saveEnvironment(environment: Environment): Promise<void>
  removeEnvironment(id: string): Promise<void>
  /** Newest first, at most `MOST_CALLS`. */
  history(): Promise<readonly Call[]>
  /** As with `save`, no secret and no file is kept. */
  remember(call: Call): Promise<void>
  clearHistory(): Promise<void>
  /** Calls back when another tab changed something; returns how to stop. */
  watch(changed: () => void): () => void
}

/** Where typed secrets go when their request has no environment. */
export const typedSecrets: Environment = {
  id: 'typed-secrets',
  name: 'Typed secrets',
  variables: [],
}

export const MOST_CALLS = 500

const requestKey = (id: string) => `request:${id}`
const environmentKey = (id: string) => `environment:${id}`
/** In the order of time. */
const callKey = ({ at, id }: Call) => `call:${String(Math.floor(at)).padStart(16, '0')}:${id}`

const all = (prefix: string): Promise<readonly unknown[]> =>
  store('readonly', (db) => settled<unknown[]>(db.getAll(keysOf(prefix))))

const change = (how: (db: IDBObjectStore) => void): Promise<unknown> =>
  store('readwrite', (db) => {
    how(db)
    return settled(db.transaction)
  })

/** @param now Unix milliseconds */
export function createRequests(now: () => number): Requests {
  const channel = new BroadcastChannel('grantwalk:requests')
  const secrets = createEnvironmentSecrets(tabStorage)

  async function write(how: (db: IDBObjectStore) => void): Promise<void> {
    await change(how)
    channel.postMessage({ type: 'changed' })
  }

  async function environments(): Promise<readonly Environment[]> {
    const records = readEnvironments(await all('environment:'))
    return records.map((record) => secrets.fill(record)).sort(byName)
  }

  function saveEnvironment(environment: Environment): Promise<void> {
    secrets.set(environment)
    return write((db) => db.put(environmentOut(environment), environmentKey(environment.id)))
  }

  /** One transaction, so that what another tab adds meanwhile stays. */
  function addVariables(id: string, variables: readonly Variable[]): Promise<void> {
    secrets.add(id, variables)
    return write((db) => {
      const request: IDBRequest<unknown> = db.get(environmentKey(id))
      request.addEventListener('success', () => {
        const stored = readEnvironments([request.result])[0] ?? { ...typedSecrets, id }
        db.put(environmentOut(withVariables(stored, variables)), environmentKey(id))
      })
    })
  }

  /** Every draft goes this way before it is written. */
  async function withoutSecrets(draft: Draft): Promise<Draft> {
    const id = draft.environment ?? typedSecrets.id
    const lifted = lift(
      draft,
      (await environments()).find((one) => one.id === id),
    )
    if (lifted.variables.length === 0) return lifted.draft
    await addVariables(id, lifted.variables)
    return { ...lifted.draft, environment: id }
  }

  /** One after the other: two drafts must not choose the same name for two secrets. */
  let turn: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work, work)
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    environments,
    saveEnvironment,
    async list() {
      return [...readSaved(await all('request:'))].sort(
        (a, b) => (a.folder ?? '').localeCompare(b.folder ?? '') || byName(a.draft, b.draft),
      )
    },
    async save(draft, folder) {
      const kept = await inTurn(() => withoutSecrets(draft))
      const record: SavedRequest = {
        draft: kept,
        savedAt: now(),
        ...(folder === undefined || folder === '' ? {} : { folder }),
      }
      await write((db) => db.put(record, requestKey(draft.id)))
      return kept
    },
    remove: (id) => write((db) => db.delete(requestKey(id))),
    removeEnvironment(id) {
      secrets.remove(id)
      return write((db) => db.delete(environmentKey(id)))
    },
    async history() {
      return readCalls(await all('call:')).toReversed()
    },
    async remember(call) {
      const kept = await inTurn(() => withoutSecrets(call.draft))
      const record: Call = { ...call, draft: { ...kept, body: withoutFiles(kept.body) } }
      await write((db) => {
        db.put(record, callKey(call))
        trim(db)
      })
    },
    clearHistory: () => write((db) => db.delete(keysOf('call:'))),
    watch(changed) {
      const listen = ({ data }: MessageEvent<unknown>) => {
        if (isChange(data)) changed()
      }
      channel.addEventListener('message', listen)
      return () => channel.removeEventListener('message', listen)
    },
  }
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name.localeCompare(b.name)

/** In the transaction that wrote the newest, so that no tab leaves more behind. */
function trim(db: IDBObjectStore): void {
  const request = db.getAllKeys(keysOf('call:'))
  request.addEventListener('success', () => {
    for (const old of request.result.slice(0, -MOST_CALLS)) db.delete(old)
  })
}

/** Five hundred copies of a file help nobody: it is chosen again. */
function withoutFiles(body: DraftBody): DraftBody {
  if (body.kind === 'file') return { kind: 'file' }
  if (body.kind !== 'multipart') return body
  return {
    ...body,
    parts: body.parts.map(({ file, ...part }) =>
      file === undefined
        ? part
        : { ...part, on: false, about: `The file ${file.name} was not kept. Choose it again.` },
    ),
  }
}

/** Anything else on the channel is ignored: other code may share this origin (T83). */
const isChange = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'changed'
