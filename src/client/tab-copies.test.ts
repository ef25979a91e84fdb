/** A live walk's secrets: whole in their tab, put back where another tab's record left them out. */
import { describe, expect, it } from 'vitest'
import type { Exchange, Session } from '../core/session.ts'
import type { Mode } from './care.ts'
import { summaryOf } from './sessions-summary.ts'
import { isSummary } from './summary.ts'
import { tabBox } from './tab-box.test-support.ts'
import { createTabCopies, merged } from './tab-copies.ts'

const exchange = (id: string, url: string): Exchange => {
  const message = { method: 'GET', url, headers: [] }
  return {
    ...{
      id,
      step: 'token',
      route: 'relay',
      startedAt: 1,
      endedAt: 2,
      built: message,
      sent: message,
    },
    outcome: { kind: 'accepted', gained: {}, findings: [] },
  }
}

const session: Session = {
  ...{ version: 2, id: 's', name: 'S', vendor: 'amm', flow: 'password', target: 'live' },
  ...{ createdAt: 1, updatedAt: 2 },
  values: { client_id: 'a', client_secret: 'CANARY' },
  exchanges: [exchange('one', 'https://a.example/?password=CANARY')],
}

const stripped: Session = {
  ...session,
  updatedAt: 9,
  values: { client_id: 'b' },
  exchanges: [
    exchange('one', 'https://a.example/?password=<password#1>'),
    exchange('two', 'https://a.example/'),
  ],
}

function storage(limit = Number.POSITIVE_INFINITY): Storage {
  const held = new Map<string, string>()
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem(key, value) {
      if (value.length > limit) throw new DOMException('full', 'QuotaExceededError')
      held.set(key, value)
    },
    removeItem: (key) => void held.delete(key),
    clear: () => held.clear(),
    key: (at) => [...held.keys()][at] ?? null,
    get length() {
      return held.size
    },
  }
}

const care = (mode: Mode = 'session') => ({
  holdsSecrets: (one: Session) => one.target === 'live',
  mode: () => mode,
})

const parse = (data: unknown) => data as Session

describe('a walk that another tab went on with', () => {
  it('keeps the other tab’s progress and this tab’s secrets', () => {
    const whole = merged(session, stripped)
    expect(whole.values).toEqual({ client_id: 'b', client_secret: 'CANARY' })
    expect(whole.exchanges.map(({ id }) => id)).toEqual(['one', 'two'])
    expect(whole.exchanges[0]?.sent.url).toContain('CANARY')
    expect(whole.updatedAt).toBe(9)
  })

  it('is taken as stored where this tab has nothing of it', () => {
    expect(merged(undefined, stripped)).toBe(stripped)
  })
})

describe('the tab’s copy', () => {
  it('is made of live walks only', () => {
    const copies = createTabCopies(storage(), care(), tabBox)
    copies.set({ ...session, target: 'sandbox' })
    expect(copies.get('s', parse)).toBeUndefined()
    copies.set(session)
    expect(copies.get('s', parse)).toEqual(session)
  })

  it('survives a reload through the storage', () => {
    const shared = storage()
    createTabCopies(shared, care(), tabBox).set(session)
    expect(createTabCopies(shared, care(), tabBox).get('s', parse)).toEqual(session)
  })

  it('is kept in memory when it does not fit the storage', () => {
    const copies = createTabCopies(storage(10), care(), tabBox)
    copies.set(session)
    expect(copies.get('s', parse)).toEqual(session)
  })

  it.each([
    ['vault', true],
    ['unprotected', false],
  ] as const)('is in no storage in the mode “%s”', (mode, sealed) => {
    const shared = storage()
    const copies = createTabCopies(shared, care(), tabBox)
    copies.set(session)
    createTabCopies(shared, care(mode), tabBox).set(session, sealed)
    expect(shared.length).toBe(0)
  })

  it('survives a reload where the vault was locked, until it was sealed', () => {
    const shared = storage()
    const reloaded = () => createTabCopies(shared, care('vault'), tabBox)
    reloaded().set(session)
    expect(reloaded().get('s', parse)).toEqual(session)
    reloaded().set(session, true)
    expect(shared.length).toBe(0)
  })

  it('goes when the walk is deleted', () => {
    const copies = createTabCopies(storage(), care(), tabBox)
    copies.set(session)
    copies.remove('s')
    expect(copies.get('s', parse)).toBeUndefined()
  })
})

describe('a summary from the disk', () => {
  it('is one when the session made it', () => {
    expect(isSummary(JSON.parse(JSON.stringify(summaryOf(session))))).toBe(true)
  })

  it.each([
    ['a time no Date can hold', { updatedAt: 1e300 }],
    ['a negative time', { createdAt: -9e15 }],
    ['a name that is no text', { name: 3 }],
    ['a stranger’s target', { target: 'elsewhere' }],
    ['a count that is none', { exchanges: Number.NaN }],
    ['an inherited word', { last: 'constructor' }],
  ])('is left out with %s, so that home still opens', (_what, odd) => {
    expect(isSummary({ ...summaryOf(session), ...odd })).toBe(false)
  })

  it('is left out when it is nothing at all', () => {
    expect([undefined, null, 'x', 5].filter(isSummary)).toEqual([])
  })
})
