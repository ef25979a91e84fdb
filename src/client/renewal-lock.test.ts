/** A refresh token is good for one use: of two tabs that renew at once, one sends and the other takes what it got (T66). */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Session } from '../core/session.ts'
import { hasTokens, withRenewalLock } from './renewal-lock.ts'
import { exchangeOf, sessionOf } from './sessions.test-support.ts'

/** Web Locks as two tabs share them: one after the other. */
function createLocks() {
  let last: Promise<unknown> = Promise.resolve()
  return {
    request<T>(_name: string, work: () => Promise<T>): Promise<T> {
      const mine = last.then(work)
      last = mine.catch(() => undefined)
      return mine
    },
  }
}

const before = sessionOf('a', { values: { access_token: 'old', refresh_token: 'r1' } })

function renewed(session: Session): Session {
  const exchange = exchangeOf('new', '{}', 'refresh')
  const gained = { access_token: 'fresh', refresh_token: 'r2' }
  const outcome = { kind: 'accepted', gained, findings: [] } as const
  return {
    ...session,
    values: { ...session.values, ...gained },
    exchanges: [...session.exchanges, { ...exchange, outcome }],
  }
}

beforeEach(() => vi.stubGlobal('navigator', { locks: createLocks() }))
afterEach(() => vi.unstubAllGlobals())

describe('two tabs that renew at once (T66)', () => {
  it('send one request, and the second has the new tokens', async () => {
    let stored = before
    const send = vi.fn<() => Promise<void>>(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      stored = renewed(stored)
    })
    const renewal = { step: 'refresh', seen: before, load: async () => stored }
    const [first, second] = await Promise.all([
      withRenewalLock(renewal, send),
      withRenewalLock(renewal, send),
    ])
    expect(send).toHaveBeenCalledTimes(1)
    expect(first).toBeUndefined()
    expect(second?.session.values).toMatchObject({ access_token: 'fresh', refresh_token: 'r2' })
    expect(second !== undefined && hasTokens(second)).toBe(true)
  })

  it('send both when the first was refused or never answered', async () => {
    const send = vi.fn<() => Promise<void>>(() => Promise.resolve())
    const renewal = { step: 'refresh', seen: before, load: async () => before }
    await Promise.all([withRenewalLock(renewal, send), withRenewalLock(renewal, send)])
    expect(send).toHaveBeenCalledTimes(2)
  })

  it('may renew again what they already know to be renewed', async () => {
    const send = vi.fn<() => Promise<void>>(() => Promise.resolve())
    const stored = renewed(before)
    await withRenewalLock({ step: 'refresh', seen: stored, load: async () => stored }, send)
    expect(send).toHaveBeenCalledTimes(1)
  })

  it('say that the tokens are elsewhere, where the disk holds none', async () => {
    const stripped = { ...renewed(before), values: before.values }
    const renewal = { step: 'refresh', seen: before, load: async () => stripped }
    const taken = await withRenewalLock(renewal, () => Promise.resolve())
    expect(taken !== undefined && hasTokens(taken)).toBe(false)
  })
})

it('renews without a lock where the browser has none', async () => {
  vi.stubGlobal('navigator', {})
  const send = vi.fn<() => Promise<void>>(() => Promise.resolve())
  await withRenewalLock({ step: 'refresh', seen: before, load: async () => before }, send)
  expect(send).toHaveBeenCalledTimes(1)
})
