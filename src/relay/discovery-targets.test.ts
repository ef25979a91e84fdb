/** Endpoints that a hostile discovery document names stay closed, without a look-up and without a connection (T60). */
import { describe, expect, it } from 'vitest'
import cases from '../core/cases/discovery.json' with { type: 'json' }
import { createPolicy } from './policy.ts'
import { TargetRefused } from './reasons.ts'

const judged = cases.filter(({ expect: { outcome } }) => outcome === 'proxy_refused')

describe('an endpoint named by a discovery document (T60)', () => {
  it.each(judged)('$id $title is refused: $expect.code', (one) => {
    const asked: string[] = []
    const policy = createPolicy({
      builtIn: ['https://as.example'],
      approved: [],
      ownPorts: [7861],
      resolve: (host) => {
        asked.push(host)
        return Promise.resolve([])
      },
    })
    const { document } = one.input
    const target =
      typeof document === 'object' && 'token_endpoint' in document ? document.token_endpoint : ''
    let reason = ''
    try {
      policy.inspect(String(target))
    } catch (refused) {
      if (!(refused instanceof TargetRefused)) throw refused
      reason = refused.reason
    }
    // Without any approval of the host, the list refuses before the address is looked at.
    expect([one.expect.code, 'host-not-allowed']).toContain(reason)
    expect(asked).toEqual([])
  })

  it('has two such cases', () => {
    expect(judged).toHaveLength(2)
  })
})
