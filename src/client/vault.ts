/** The vault of this device: set up, opened and locked, in all tabs. Loaded only where there is one. */
import { type Problem, problemOf } from '../core/problem.ts'
import type { Session } from '../core/session.ts'
import { changeLock, type Lock, makeLock, type Opened, openLock } from '../core/vault/lock.ts'
import { type Sealed, sealedKey, type Unsealed } from './care.ts'
import { parseSession } from './session-schema.ts'
import { keysOf, settled, store } from './store.ts'
import { watchIdle } from './vault-idle.ts'
import { LOCK_KEY, readLock, VAULT_PREFIXES } from './vault-records.ts'
import { read, sealTextAt, unsealText } from './vault-seals.ts'
import { createTextWriter, readTexts } from './vault-texts.ts'

export type VaultState = 'absent' | 'locked' | 'open'

export interface Vault {
  state(): Promise<VaultState>
  /** Whether it is open in this tab. Each tab opens it for itself: the key is never on a channel. */
  isOpen(): boolean
  /** The three give the reason when it did not work. */
  setUp(passphrase: string): Promise<Problem | undefined>
  unlock(passphrase: string): Promise<Problem | undefined>
  change(before: string, after: string): Promise<Problem | undefined>
  /** In every tab. */
  lock(): void
  /** With everything that is sealed in it. */
  remove(): Promise<void>
  seal(session: Session, revision: number): Promise<Sealed | undefined>
  unseal(id: string): Promise<Unsealed>
  /** What could not be opened since the page was loaded, by the id of its walk. */
  damaged(): ReadonlyMap<string, Problem>
  watch(changed: () => void): () => void
}

export interface VaultHost {
  readonly now: () => number
  /** Milliseconds without a sign of life, after which it locks. */
  readonly idle: () => number
  /** Forgets what this tab holds in clear. */
  readonly forget: () => void
  /** It is open: these texts were sealed, and `seal` takes more. */
  readonly texts?: (
    kept: ReadonlyMap<string, string>,
    seal: (name: string, text: string | undefined) => void,
  ) => void
  readonly document: EventTarget
  /** Fewer only where a test must be quick. */
  readonly rounds?: number
}

const CHANNEL = 'grantwalk:vault'

export function createVault(host: VaultHost): Vault {
  const channel = new BroadcastChannel(CHANNEL)
  const listeners = new Set<() => void>()
  const marks = new Map<string, Problem>()
  let opened: Opened | undefined
  let idle: ReturnType<typeof watchIdle> | undefined

  const changed = () => {
    for (const listener of listeners) listener()
  }

  function close(): void {
    opened = undefined
    idle?.stop()
    marks.clear()
    changed()
  }

  /** Also where it was locked: what was typed since is as secret. */
  function shut(): void {
    close()
    host.forget()
  }

  function lock(): void {
    channel.postMessage({ type: 'lock' })
    shut()
  }

  const sealText = createTextWriter(() => opened)

  async function take(next: Opened): Promise<void> {
    opened = next
    host.texts?.(await readTexts(next), sealText)
    idle?.stop()
    idle = watchIdle({
      now: host.now,
      after: host.idle,
      lock,
      tell: () => channel.postMessage({ type: 'active' }),
      target: host.document,
    })
    changed()
  }

  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const type = typeOf(data)
    if (type === 'lock') shut()
    if (type === 'active') idle?.touch()
  })

  const found = async (): Promise<Lock | undefined> => readLock((await read(LOCK_KEY))[0])

  /** The reason, when it did not work. */
  const tried = (work: () => Promise<void>): Promise<Problem | undefined> =>
    work().then(() => undefined, problemOf)

  async function withLock(how: (lock: Lock) => Promise<void>): Promise<void> {
    const stored = await found()
    if (stored !== undefined) await how(stored)
  }

  async function unseal(id: string): Promise<Unsealed> {
    if (opened === undefined) return { revision: 0 }
    const { text, ...rest } = await unsealText(opened, sealedKey(id))
    if (rest.problem === undefined) marks.delete(id)
    else mark(id, rest.problem)
    const session = text === undefined ? undefined : parsed(text)
    return session === undefined ? rest : { ...rest, session }
  }

  function mark(id: string, problem: Problem): void {
    const known = marks.has(id)
    marks.set(id, problem)
    if (!known) changed()
  }

  return {
    isOpen: () => opened !== undefined,
    async state() {
      if (opened !== undefined) return 'open'
      return (await found()) === undefined ? 'absent' : 'locked'
    },
    setUp: (passphrase) =>
      tried(async () => {
        const made = await makeLock(passphrase, host.rounds)
        await putLock(made.lock, undefined)
        await take(made)
      }),
    unlock: (passphrase) =>
      tried(() =>
        withLock(async (stored) => {
          const next = await openLock(stored, passphrase, host.rounds)
          if (next.lock !== stored) await putLock(next.lock, stored)
          await take(next)
        }),
      ),
    change: (before, after) =>
      tried(() =>
        withLock(async (stored) =>
          putLock(await changeLock(stored, before, after, host.rounds), stored),
        ),
      ),
    lock,
    async remove() {
      await store('readwrite', (db) => {
        for (const prefix of VAULT_PREFIXES) db.delete(keysOf(prefix))
        return settled(db.transaction)
      })
      close()
    },
    async seal(session, revision) {
      if (opened === undefined) return undefined
      return sealTextAt(opened, sealedKey(session.id), JSON.stringify(session), revision)
    },
    unseal,
    damaged: () => marks,
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The disk is untrusted input, also when it opens. */
function parsed(text: string): Session | undefined {
  try {
    return parseSession(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** Two tabs that set up at once would lose what the slower one sealed: only the first is kept. */
async function putLock(next: Lock, before: Lock | undefined): Promise<void> {
  let fits = false
  await store('readwrite', (db) => {
    const request: IDBRequest<unknown> = db.get(LOCK_KEY)
    request.addEventListener('success', () => {
      const there = readLock(request.result)
      fits = String(there?.wrapped.iv) === String(before?.wrapped.iv)
      if (fits) db.put(next, LOCK_KEY)
    })
    return settled(db.transaction)
  })
  if (!fits) throw new Error('another tab changed the vault at the same moment. Try once more.')
}

/** Anything else on the channel is ignored: other code may share this origin (T83). */
const typeOf = (data: unknown): unknown =>
  typeof data === 'object' && data !== null && 'type' in data ? data.type : undefined
