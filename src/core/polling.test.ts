/** Polling: how long a client waits, by what the server said so far (RFC 8628 section 3.5). */
import { describe, expect, it } from 'vitest'
import { memoryKeys } from './key-ring.ts'
import { nextPoll } from './polling.ts'
import type { Exchange, Outcome } from './session.ts'
import type { Context } from './vendor.ts'

const message = { method: 'POST', url: 'https://as.example/token', headers: [] }
const problem = (code: string) =>
  ({ kind: 'oauth_error', code, means: 'no', remedy: 'wait' }) as const

const outcomes: Readonly<Record<string, Outcome>> = {
  accepted: { kind: 'accepted', gained: {}, findings: [] },
  failed: { kind: 'failed', problem: problem('no_answer') },
}

const exchange = (step: string, said: string): Exchange => ({
  ...{ id: said, step, route: 'relay', startedAt: 0, endedAt: 0, built: message, sent: message },
  outcome: outcomes[said] ?? { kind: 'refused', problem: problem(said) },
})

/** The wait after these answers to the poll, in seconds. */
function wait(said: readonly string[], interval?: string, before: readonly Exchange[] = []) {
  const polls = said.map((one) => exchange('poll', one))
  const context: Context = {
    target: 'live',
    values: interval === undefined ? {} : { interval },
    exchanges: [...before, exchange('start', 'accepted'), ...polls],
    now: 0,
    random: () => 'r',
    keys: memoryKeys(),
    need: () => '',
    at: () => '',
  }
  const milliseconds = nextPoll('start', context, polls.at(-1) ?? exchange('poll', 'accepted'))
  return milliseconds === undefined ? undefined : milliseconds / 1000
}

const pending = 'authorization_pending'

describe('the wait before the next poll', () => {
  it('is the server’s interval, and five seconds where it names none or nonsense', () => {
    expect(wait([pending], '2')).toBe(2)
    expect(wait([pending])).toBe(5)
    expect(wait([pending], '-3')).toBe(5)
    expect(wait([pending], 'soon')).toBe(5)
  })

  it.each(['3000000', '1e300', 'Infinity'])(
    'is a day at most, and never so long that a timer fires at once: %s seconds',
    (interval) => {
      expect(wait([pending], interval)).toBe(86_400)
      expect(wait(['failed', 'failed', 'failed'], interval)).toBeLessThan(2 ** 31 / 1000)
    },
  )

  it('grows by five seconds with each slow_down, and stays grown', () => {
    expect(wait(['slow_down'], '5')).toBe(10)
    expect(wait([pending, 'slow_down', pending], '5')).toBe(10)
    expect(wait(['slow_down', pending, 'slow_down'], '5')).toBe(15)
  })

  it('does not count what was said to an earlier code', () => {
    const before = [exchange('start', 'accepted'), exchange('poll', 'slow_down')]
    expect(wait([pending], '5', before)).toBe(5)
  })

  it.each(['accepted', 'expired_token', 'access_denied', 'invalid_grant', 'transaction_failed'])(
    'is over after %s',
    (said) => {
      expect(wait([pending, said], '5')).toBeUndefined()
    },
  )

  it('doubles while nobody answers, and is over after the fourth time in a row', () => {
    expect(wait(['failed'], '5')).toBe(10)
    expect(wait([pending, 'failed', 'failed'], '5')).toBe(20)
    expect(wait(['failed', 'failed', pending, 'failed'], '5')).toBe(10)
    expect(wait(['failed', 'failed', 'failed', 'failed'], '5')).toBeUndefined()
  })
})
