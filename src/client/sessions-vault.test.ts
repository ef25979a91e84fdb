/** Sessions over a real vault: what comes back, in which tab, and what lies on disk meanwhile. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { reduce } from '../core/flow.ts'
import type { HttpRequest } from '../core/http.ts'
import { returned } from '../core/redirect.ts'
import type { Exchange, Session } from '../core/session.ts'
import type { Context, RedirectStep } from '../core/vendor.ts'
import type { Mode } from './care.ts'
import { convert } from './modes.ts'
import { careOf, filled, openTab, sessionOf } from './sessions.test-support.ts'
import { createSessions } from './sessions.ts'
import { disk } from './store.test-support.ts'
import { createVault } from './vault.ts'

vi.mock('./store.ts', () => import('./store.test-support.ts'))
vi.mock('./tab-relay.ts', () => import('./tab-box.test-support.ts'))

const phrase = 'four words that nobody guesses'
let mode: Mode = 'vault'

/** Every secret of these tests is called so. */
function strip(session: Session): Session {
  const clean: Session = JSON.parse(JSON.stringify(session).replaceAll(/CANARY[\w-]*/g, '<secret>'))
  const { client_secret: _secret, code_verifier: _verifier, code: _code, ...values } = clean.values
  return { ...clean, values }
}

function tab() {
  const vault = createVault({
    ...{ now: Date.now, idle: () => 900_000, forget: () => undefined, rounds: 100_000 },
    document: new EventTarget(),
  })
  const care = careOf({ mode: () => mode, seal: vault.seal, unseal: vault.unseal, strip })
  return { vault, care, sessions: openTab(care) }
}

const live = (secret: string) =>
  sessionOf('a', { target: 'live', values: { client_id: 'a', client_secret: secret } })
const onDisk = (stored: readonly unknown[] = [...disk.records]) =>
  JSON.stringify(stored, (_name, value: unknown) =>
    value instanceof Uint8Array ? String.fromCharCode(...value) : value,
  )
const tabStored = () =>
  Array.from({ length: sessionStorage.length }, (_, nth) => {
    const key = sessionStorage.key(nth) ?? ''
    return [key, sessionStorage.getItem(key)]
  })

const at = 1_000
const login: HttpRequest = { method: 'GET', url: 'https://as.example/login', headers: [] }
/** At the login page. */
const left: Session = {
  ...live('CANARY-1'),
  values: { client_id: 'a', client_secret: 'CANARY-1', code_verifier: 'CANARY-v' },
  pending: {
    ...{ exchange: 'x', step: 'login', startedAt: at, request: login, state: 'the-state' },
    ...{ redirect_uri: 'https://here.example/callback/amm', response_type: 'code' },
  },
}

const cameBack = (walk: Session, code: string): Promise<Exchange> => {
  const step: RedirectStep = {
    ...{ kind: 'redirect', id: 'login', title: 'Log in', phase: 'p', why: 'w', action: 'Go' },
    ...{ needs: [], gives: ['code'], response_type: 'code', request: () => login },
    receive: (_context, parameters) => ({ gained: { code: parameters.get('code') ?? '' } }),
  }
  const { pending } = walk
  if (pending === undefined) throw new Error('the walk waits for nothing')
  const callback = `${pending.redirect_uri}?code=${code}&state=the-state`
  return returned(step, {} as Context, pending, callback, at)
}

beforeEach(() => {
  disk.reset()
  mode = 'vault'
})

describe('a live walk in a vault', () => {
  it('is whole in a new tab once it is open, and stripped on disk and before', async () => {
    const first = tab()
    await first.vault.setUp(phrase)
    await first.sessions.create(live('CANARY-1'))
    expect(onDisk()).not.toContain('CANARY')
    expect(sessionStorage.length).toBe(0)
    const second = tab()
    expect((await second.sessions.load('a'))?.values).toEqual({ client_id: 'a' })
    await second.vault.unlock(phrase)
    expect((await second.sessions.load('a'))?.values['client_secret']).toBe('CANARY-1')
  })

  it('takes what was typed while it was locked for newer than what is sealed', async () => {
    const first = tab()
    await first.vault.setUp(phrase)
    await first.sessions.create(live('old'))
    const second = tab()
    await second.sessions.change('a', filled({ client_secret: 'typed since' }))
    await second.vault.unlock(phrase)
    expect((await second.sessions.load('a'))?.values['client_secret']).toBe('typed since')
    await second.sessions.change('a', filled({ client_id: 'b' }))
    const third = tab()
    await third.vault.unlock(phrase)
    expect((await third.sessions.load('a'))?.values).toEqual({
      client_id: 'b',
      client_secret: 'typed since',
    })
  })

  it('loses no code of a redirect that comes back while it is locked, nor with a reload then', async () => {
    const first = tab()
    await first.vault.setUp(phrase)
    await first.sessions.create(left)
    // The page that comes back is a new one, and no page has the key of the one before.
    const back = tab()
    const locked = (await back.sessions.load('a')) ?? left
    expect(locked.values['client_secret']).toBeUndefined()
    const exchange = await cameBack(locked, 'CANARY-code')
    expect(exchange.outcome.kind).toBe('accepted')
    await back.sessions.change('a', (before) => reduce(before, { type: 'exchanged', exchange, at }))
    const reloaded = { vault: back.vault, sessions: createSessions(back.care) }
    expect((await reloaded.sessions.load('a'))?.values['code']).toBe('CANARY-code')
    expect(onDisk() + onDisk(tabStored())).not.toContain('CANARY')

    await reloaded.vault.unlock(phrase)
    const whole = { code: 'CANARY-code', client_secret: 'CANARY-1', code_verifier: 'CANARY-v' }
    const opened = await reloaded.sessions.change('a', (before) => before)
    expect(opened?.values).toMatchObject(whole)
    expect(opened).not.toHaveProperty('pending')
    expect(tabStored()).toEqual([])
    const later = tab()
    await later.vault.unlock(phrase)
    expect((await later.sessions.load('a'))?.values).toMatchObject(whole)
  })

  it('comes back from its deletion sealed, and in no storage of the tab', async () => {
    const { vault, sessions } = tab()
    await vault.setUp(phrase)
    await sessions.create(live('CANARY-4'))
    const removed = await sessions.remove('a')
    if (removed === undefined) throw new Error('nothing was removed')
    expect(disk.keys('sealed:')).toEqual([])
    await sessions.restore(removed)
    expect((await sessions.load('a'))?.values['client_secret']).toBe('CANARY-4')
    expect(tabStored()).toEqual([])
    const later = tab()
    await later.vault.unlock(phrase)
    expect((await later.sessions.load('a'))?.values['client_secret']).toBe('CANARY-4')
  })

  it('loses no change when two tabs write at once', async () => {
    const [one, two] = [tab(), tab()]
    await one.vault.setUp(phrase)
    await two.vault.unlock(phrase)
    await one.sessions.create(live('s'))
    await Promise.all([
      one.sessions.change('a', filled({ one: '1' })),
      two.sessions.change('a', filled({ two: '2' })),
    ])
    const third = tab()
    await third.vault.unlock(phrase)
    expect((await third.sessions.load('a'))?.values).toMatchObject({
      ...{ one: '1', two: '2', client_secret: 's' },
    })
  })

  it('goes on without its secrets when its sealed record was exchanged', async () => {
    const { vault, sessions } = tab()
    await vault.setUp(phrase)
    await sessions.create(live('s'))
    await sessions.create({ ...live('other'), id: 'b' })
    disk.records.set('sealed:a', disk.records.get('sealed:b'))
    const later = tab()
    await later.vault.unlock(phrase)
    expect((await later.sessions.load('a'))?.values).toEqual({ client_id: 'a' })
    await later.sessions.change('a', filled({ client_secret: 'again' }))
    expect((await later.vault.unseal('a')).session?.values['client_secret']).toBe('again')
  })
})

describe('another mode', () => {
  const converted = ({ sessions, care }: ReturnType<typeof tab>) =>
    convert({ sessions, holdsSecrets: care.holdsSecrets, step: () => undefined })

  it('seals what lay open, and takes it out again', async () => {
    const one = tab()
    mode = 'unprotected'
    await one.sessions.create(live('CANARY-2'))
    await one.sessions.create(sessionOf('sandbox'))
    expect(onDisk()).toContain('CANARY-2')
    await one.vault.setUp(phrase)
    mode = 'vault'
    expect(await converted(one)).toEqual({ changed: 1, failed: 0 })
    expect(onDisk()).not.toContain('CANARY-2')
    expect(disk.keys('sealed:')).toEqual(['sealed:a'])
    mode = 'session'
    expect(await converted(one)).toEqual({ changed: 1, failed: 0 })
    expect(disk.keys('sealed:')).toEqual([])
    expect((await one.sessions.load('a'))?.values['client_secret']).toBe('CANARY-2')
  })

  it('leaves a sealed record alone when the vault was not open', async () => {
    const one = tab()
    await one.vault.setUp(phrase)
    await one.sessions.create(live('CANARY-3'))
    mode = 'session'
    await converted(tab())
    expect(disk.keys('sealed:')).toEqual(['sealed:a'])
  })

  it('says what it could not change, and goes on with the rest', async () => {
    const one = tab()
    await one.sessions.create(live('s'))
    await one.sessions.create({ ...live('s'), id: 'b' })
    const broken = {
      ...one,
      sessions: {
        ...one.sessions,
        load: (id: string) =>
          id === 'a' ? Promise.reject(new Error('torn')) : one.sessions.load(id),
      },
    }
    expect(await converted(broken)).toEqual({ changed: 1, failed: 1 })
  })
})
