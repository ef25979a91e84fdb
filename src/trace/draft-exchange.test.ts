import { describe, expect, it } from 'vitest'
import { compose } from '../core/draft/compose.ts'
import { sessionScope } from '../core/draft/scope.ts'
import { walker } from '../vendors/contract.test-support.ts'
import { vendors } from '../vendors/index.ts'
import { draftOfExchange } from './draft-exchange.ts'
import { same } from './draft-trial.ts'
import { secretsOf } from './secrets.ts'

const walks = (
  await Promise.all(
    vendors.map(async (vendor) =>
      (
        await vendor.flows()
      ).map((flow) => ({
        ...{ vendor, flow, name: `${vendor.profile.id} / ${flow.id}` },
      })),
    ),
  )
).flat()

describe.each(walks)('the exchanges of $name', ({ vendor, flow }) => {
  const { profile } = vendor

  it('open as drafts without a secret, and compose to what was sent', async () => {
    const { walk, environment } = await walker(vendor)
    const session = await walk(flow)
    const secrets = secretsOf(session, profile.values).filter(({ value }) => value.length >= 4)
    expect(session.exchanges.length).toBeGreaterThan(0)
    for (const exchange of session.exchanges) {
      const { draft, variables } = draftOfExchange(session, profile.values, exchange, {
        ...{ id: 'd', title: exchange.step },
      })
      const text = JSON.stringify(draft)
      for (const { name, value } of secrets)
        expect(text, `${exchange.step} ${name}`).not.toContain(value)
      const composed = await compose(draft, {
        session: sessionScope(session, profile, environment),
        environment: { id: 'e', name: '', variables },
        ...{ approved: [], now: 0, random: () => 'r' },
      })
      if (composed.kind === 'problem')
        throw new Error(`${exchange.step}: ${JSON.stringify([composed.problems, draft])}`)
      expect(
        same(composed.request, exchange.sent),
        `${exchange.step}: ${JSON.stringify([composed.request, exchange.sent], undefined, 1)}`,
      ).toBe(true)
    }
  })
})
