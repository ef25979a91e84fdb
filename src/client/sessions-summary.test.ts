/** What a list can be searched by: the end of the walk, bounded, and read back from an untrusted disk. */
import { describe, expect, it } from 'vitest'
import type { Exchange } from '../core/session.ts'
import { exchangeOf, sessionOf } from './sessions.test-support.ts'
import { summaryOf } from './sessions-summary.ts'
import { isSummary, rowKey } from './summary.ts'

const refused = (id: string, said: string): Exchange => ({
  ...exchangeOf(id),
  outcome: {
    kind: 'refused',
    problem: { kind: 'oauth_error', code: 'invalid_grant', said, means: 'm', remedy: 'r' },
  },
})

describe('a summary', () => {
  it('tells hosts, statuses and what servers said', () => {
    const exchanges = [exchangeOf('x'), refused('y', 'Code expired')]
    expect(summaryOf(sessionOf('a', { exchanges }))).toMatchObject({
      ...{ hosts: ['a.example:8443'], statuses: [200], problems: 'invalid_grant Code expired' },
      ...{ exchanges: 2, last: 'refused' },
    })
  })

  it('stays small, however much was said', () => {
    const exchanges = Array.from({ length: 300 }, (_, at) => refused(`${at}`, `${at}`.repeat(500)))
    const summary = summaryOf(sessionOf('a', { exchanges, note: 'n'.repeat(5000) }))
    expect(JSON.stringify(summary).length).toBeLessThan(1000)
    expect(summary.problems).toMatch(/^invalid_grant 299/)
  })

  it('is one when it is read back, with all it can have', () => {
    const whole = { tags: ['t'], note: 'n', pinned: true, exchanges: [refused('x', 's')] } as const
    const summary = summaryOf(sessionOf('a', whole))
    expect(isSummary(JSON.parse(JSON.stringify(summary)))).toBe(true)
  })

  it.each([
    ['tags that are no list', { tags: 'a' }],
    ['hosts that are no text', { hosts: [1] }],
    ['a pin that is none', { pinned: false }],
  ])('is none with %s', (_what, odd) => {
    expect(isSummary({ ...summaryOf(sessionOf('a')), ...odd })).toBe(false)
  })

  it('stands in the order of the list by its key alone', () => {
    const keys = [
      rowKey({ id: 'a', updatedAt: 5, pinned: true }),
      rowKey({ id: 'b', updatedAt: 8.6e15 }),
      rowKey({ id: 'c', updatedAt: 10 }),
      rowKey({ id: 'd', updatedAt: 9.9 }),
    ]
    expect([...keys].sort()).toEqual(keys)
  })
})
