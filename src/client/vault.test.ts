/** The vault: what it seals opens in its own place, in its newest version, and only while it is open. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Session } from '../core/session.ts'
import { revisionOf, type Sealed } from './care.ts'
import { createVault, type Vault } from './vault.ts'
import { indexKey } from './vault-records.ts'
import { putAll } from './vault-seals.ts'

const disk = new Map<string, unknown>()

vi.mock('./store.ts', () => {
  const asked = (result: unknown) => ({
    result,
    addEventListener: (_type: string, done: () => void) => done(),
  })
  const db = {
    transaction: 'done',
    get: (key: string) => asked(structuredClone(disk.get(key))),
    getAllKeys: (prefix: string) =>
      asked([...disk.keys()].filter((key) => key.startsWith(prefix)).sort()),
    put: (record: unknown, key: string) => disk.set(key, structuredClone(record)),
    delete: (prefix: string) => {
      for (const key of [...disk.keys()]) if (key.startsWith(prefix)) disk.delete(key)
    },
  }
  return {
    keysOf: (prefix: string) => prefix,
    settled: (request: { result?: unknown }) => Promise.resolve(request.result),
    store: async (_mode: string, work: (one: typeof db) => unknown) => work(db),
  }
})

const phrase = 'four words that nobody guesses'
const QUICK = 100_000
const forget = vi.fn<() => void>()

type Host = Parameters<typeof createVault>[0]

const openTab = (rounds = QUICK, more: Partial<Host> = {}): Vault =>
  createVault({
    now: Date.now,
    idle: () => 15 * 60_000,
    forget,
    document: new EventTarget(),
    rounds,
    ...more,
  })

const sessionOf = (id: string, secret = 'CANARY-secret'): Session => ({
  ...{ version: 2, id, name: 'A walk', vendor: 'amm', flow: 'password', target: 'live' },
  ...{ createdAt: 1, updatedAt: 2, values: { client_secret: secret }, exchanges: [] },
})

async function keep(vault: Vault, session: Session): Promise<void> {
  const { revision } = await vault.unseal(session.id)
  const sealed = await vault.seal(session, revision)
  if (sealed === undefined || !(await putAll(sealed))) throw new Error('It was not kept.')
}

/** Every byte that would be in the profile, as text with one character each. */
const onDisk = () =>
  JSON.stringify([...disk], (_name, value: unknown) =>
    value instanceof Uint8Array ? String.fromCharCode(...value) : value,
  )

beforeEach(() => {
  disk.clear()
  forget.mockClear()
})
afterEach(() => vi.useRealTimers())

describe('a vault', () => {
  it('opens in another tab with its passphrase, and gives back what was sealed', async () => {
    const first = openTab()
    expect(await first.state()).toBe('absent')
    expect(await first.setUp(phrase)).toBeUndefined()
    await keep(first, sessionOf('a'))
    const second = openTab()
    expect(await second.state()).toBe('locked')
    expect(await second.unlock(phrase)).toBeUndefined()
    expect(await second.unseal('a')).toEqual({ session: sessionOf('a'), revision: 1 })
  })

  it('leaves nothing readable on disk, not even with the names of what it holds', async () => {
    const vault = openTab()
    await vault.setUp(phrase)
    await keep(vault, sessionOf('a'))
    expect(onDisk()).toContain('sealed:a')
    for (const word of ['CANARY', 'client_secret', 'A walk', phrase])
      expect(onDisk()).not.toContain(word)
  })

  it('seals and opens nothing while it is locked', async () => {
    const vault = openTab()
    await vault.setUp(phrase)
    await keep(vault, sessionOf('a'))
    const locked = openTab()
    expect(await locked.seal(sessionOf('a'), 1)).toBeUndefined()
    expect(await locked.unseal('a')).not.toHaveProperty('session')
  })

  it('does not open with another passphrase', async () => {
    await openTab().setUp(phrase)
    const other = openTab()
    expect(await other.unlock(`${phrase} `)).toMatchObject({ code: 'decrypt_failed' })
    expect(other.isOpen()).toBe(false)
  })

  it('opens with a new passphrase and no longer with the old one, and touches no record', async () => {
    const vault = openTab()
    await vault.setUp(phrase)
    await keep(vault, sessionOf('a'))
    const before = structuredClone(disk.get('sealed:a'))
    expect(await vault.change('a wrong old one', 'x')).toMatchObject({ code: 'decrypt_failed' })
    expect(await vault.change(phrase, 'quite another passphrase')).toBeUndefined()
    expect(disk.get('sealed:a')).toEqual(before)
    const later = openTab()
    expect(await later.unlock(phrase)).toMatchObject({ code: 'decrypt_failed' })
    expect(await later.unlock('quite another passphrase')).toBeUndefined()
    expect((await later.unseal('a')).session).toEqual(sessionOf('a'))
  })

  it('raises the rounds of an older lock when it is opened', async () => {
    await openTab().setUp(phrase)
    const newer = openTab(QUICK + 1)
    expect(await newer.unlock(phrase)).toBeUndefined()
    expect(disk.get('vault:lock')).toMatchObject({ kdf: { iterations: QUICK + 1 } })
    expect(await openTab().unlock(phrase)).toBeUndefined()
  })

  it('computes nothing for a lock with hostile parameters (T90)', async () => {
    await openTab().setUp(phrase)
    const stored = disk.get('vault:lock')
    const kdf = { name: 'PBKDF2', hash: 'SHA-256', iterations: 4e9, salt: new Uint8Array(16) }
    disk.set('vault:lock', Object.assign({}, stored, { kdf }))
    expect(await openTab().unlock(phrase)).toMatchObject({ code: 'kdf_params' })
  })

  it('that two tabs set up at once is the first one’s', async () => {
    const [one, two] = [openTab(), openTab()]
    const problems = await Promise.all([one.setUp(phrase), two.setUp('another passphrase')])
    expect(problems.filter((problem) => problem === undefined)).toHaveLength(1)
    expect([one.isOpen(), two.isOpen()].filter(Boolean)).toHaveLength(1)
  })

  it('is gone with everything in it when it is removed', async () => {
    const vault = openTab()
    await vault.setUp(phrase)
    await keep(vault, sessionOf('a'))
    disk.set('record:a', 'stays')
    await vault.remove()
    expect([...disk.keys()]).toEqual(['record:a'])
    expect(await vault.state()).toBe('absent')
  })
})

describe('a sealed record', () => {
  /** `a` and one that shares its part of the index. */
  const neighbour =
    Array.from({ length: 500 }, (_, n) => `b${n}`).find(
      (id) => indexKey(`sealed:${id}`) === indexKey('sealed:a'),
    ) ?? ''

  async function twoKept(): Promise<Vault> {
    const vault = openTab()
    await vault.setUp(phrase)
    await keep(vault, sessionOf('a', 'first'))
    await keep(vault, sessionOf(neighbour, 'second'))
    return vault
  }

  it('does not open in the place of another, and the others still do (T89)', async () => {
    const vault = await twoKept()
    disk.set('sealed:a', disk.get(`sealed:${neighbour}`))
    expect((await vault.unseal('a')).problem).toMatchObject({ code: 'decrypt_failed' })
    expect([...vault.damaged().keys()]).toEqual(['a'])
    expect((await vault.unseal(neighbour)).session?.values).toEqual({ client_secret: 'second' })
  })

  it('that is an older one of its own is found out (T89)', async () => {
    const vault = await twoKept()
    const older = structuredClone(disk.get('sealed:a'))
    await keep(vault, sessionOf('a', 'changed'))
    disk.set('sealed:a', older)
    expect((await vault.unseal('a')).problem).toMatchObject({ code: 'rolled_back' })
  })

  it('is found out, too, when its part of the index is put back without it', async () => {
    const vault = await twoKept()
    const older = structuredClone(disk.get(indexKey('sealed:a')))
    await keep(vault, sessionOf('a', 'changed'))
    disk.set(indexKey('sealed:a'), older)
    expect((await vault.unseal('a')).problem).toMatchObject({ code: 'rolled_back' })
  })

  it.each([
    ['its revision', { revision: 9 }],
    ['its bytes', { data: new Uint8Array(64) }],
    ['its form', { iv: 'text' }],
  ])('with %s changed is damaged, and sealed anew with the next change', async (_what, change) => {
    const vault = await twoKept()
    disk.set('sealed:a', Object.assign({}, disk.get('sealed:a'), change))
    expect((await vault.unseal('a')).problem).toMatchObject({ code: 'decrypt_failed' })
    await keep(vault, sessionOf('a', 'typed again'))
    expect((await vault.unseal('a')).session?.values).toEqual({ client_secret: 'typed again' })
    expect(vault.damaged().size).toBe(0)
  })

  it('of another vault does not open', async () => {
    const vault = await twoKept()
    const foreign = new Map(disk)
    await vault.remove()
    await vault.setUp(phrase)
    for (const key of ['sealed:a', indexKey('sealed:a')]) disk.set(key, foreign.get(key))
    expect((await vault.unseal('a')).problem).toMatchObject({ code: 'decrypt_failed' })
  })

  it('is not written when another tab wrote its part of the index meanwhile', async () => {
    const vault = await twoKept()
    const slow = await vault.seal(sessionOf('a', 'slow'), 1)
    await keep(vault, sessionOf(neighbour, 'quick'))
    expect(await putAll(slow ?? { puts: [] })).toBe(false)
    expect((await vault.unseal('a')).session?.values).toEqual({ client_secret: 'first' })
    await keep(vault, sessionOf('a', 'slow'))
    expect((await vault.unseal('a')).session?.values).toEqual({ client_secret: 'slow' })
    expect((await vault.unseal(neighbour)).session?.values).toEqual({ client_secret: 'quick' })
  })

  it('never uses an initial value twice', async () => {
    const vault = await twoKept()
    const made = await Promise.all(Array.from({ length: 50 }, () => vault.seal(sessionOf('a'), 1)))
    const ivs = made.flatMap((sealed?: Sealed) =>
      (sealed?.puts ?? []).map(({ value }) => JSON.stringify(value).slice(0, 120)),
    )
    expect(new Set(ivs).size).toBe(100)
    expect(revisionOf(made[0]?.puts[0]?.value)).toBe(2)
  })
})

describe('locking', () => {
  it('in one tab locks the others, and each forgets what it held (T91)', async () => {
    const [one, two] = [openTab(), openTab()]
    await one.setUp(phrase)
    await two.unlock(phrase)
    const heard = vi.fn<() => void>()
    two.watch(heard)
    one.lock()
    await vi.waitFor(() => expect(heard).toHaveBeenCalled())
    expect([one.isOpen(), two.isOpen()]).toEqual([false, false])
    expect(forget.mock.calls.length).toBeGreaterThanOrEqual(2)
    expect(await two.unseal('a')).toEqual({ revision: 0 })
  })

  it('takes no word from a message of another shape (T83)', async () => {
    const vault = openTab()
    await vault.setUp(phrase)
    const channel = new BroadcastChannel('grantwalk:vault')
    for (const message of ['lock', null, { kind: 'lock' }, { type: 'unlock' }])
      channel.postMessage(message)
    channel.postMessage({ type: 'active' })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(vault.isOpen()).toBe(true)
    channel.close()
  })
})

describe('texts that are no walk', () => {
  /** A tab, with what it was given and the way to have more sealed. */
  function textTab() {
    const seen = { kept: new Map<string, string>(), seal: (_n: string, _t?: string) => {} }
    const vault = openTab(QUICK, {
      texts: (kept, seal) => Object.assign(seen, { kept: new Map(kept), seal }),
    })
    return { vault, seen }
  }
  const given = async () => {
    const { vault, seen } = textTab()
    await vault.unlock(phrase)
    return Object.fromEntries(seen.kept)
  }

  it('come back in the newest form, and are gone when they are forgotten', async () => {
    const { vault, seen } = textTab()
    await vault.setUp(phrase)
    for (let n = 0; n <= 20; n += 1) seen.seal('grantwalk:environment:e', `CANARY-${n}`)
    seen.seal('grantwalk:draft', 'a draft')
    await vi.waitFor(
      async () =>
        expect(await given()).toEqual({
          'grantwalk:environment:e': 'CANARY-20',
          'grantwalk:draft': 'a draft',
        }),
      4000,
    )
    expect(onDisk()).not.toContain('CANARY')
    seen.seal('grantwalk:draft', undefined)
    await vi.waitFor(async () => expect(Object.keys(await given())).toHaveLength(1), 4000)
  })

  it('that were exchanged on disk are left out', async () => {
    const { vault, seen } = textTab()
    await vault.setUp(phrase)
    seen.seal('a', 'first')
    seen.seal('b', 'second')
    await vi.waitFor(() => expect(disk.has('vault:text:b')).toBe(true))
    disk.set('vault:text:a', disk.get('vault:text:b'))
    expect(await given()).toEqual({ b: 'second' })
  })
})
