import { describe, expect, it } from 'vitest'
import { compose } from '../core/draft/compose.ts'
import { sessionScope } from '../core/draft/scope.ts'
import { type HttpRequest, utf8 } from '../core/http.ts'
import type { Exchange, Session } from '../core/session.ts'
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

describe('an opened exchange', () => {
  const TOKEN = 'CANARY-t0k/n "é"'
  const OLD = 'CANARY-older-one'
  const sent: HttpRequest = {
    method: 'POST',
    url: `https://api.example/x/${OLD}?innocent=${encodeURIComponent(TOKEN)}&b=%7B%7Bkept%7D%7D`,
    headers: [
      ['Authorization', `Bearer ${OLD}`],
      ['X-Foo', `a ${OLD} b`],
      ['Content-Type', 'application/json'],
    ],
    body: utf8(JSON.stringify({ name: TOKEN, base64: btoa(OLD), kept: '{{kept}}' })),
  }
  const exchange: Exchange = {
    ...{ id: 'x', step: 's', route: 'relay', startedAt: 0, endedAt: 0, built: sent, sent },
    outcome: { kind: 'accepted', gained: { access_token: OLD }, findings: [] },
  }
  const session: Session = {
    ...{ version: 1, id: 's', name: 'Walk', vendor: 'v', flow: 'f', target: 'live' },
    ...{ createdAt: 0, updatedAt: 0, values: { access_token: TOKEN }, exchanges: [exchange] },
  } as unknown as Session
  const { draft, variables } = draftOfExchange(session, {}, exchange, { id: 'd', title: 'Step' })

  it('names a secret wherever it stands, and whatever it is written like', () => {
    expect(JSON.stringify(draft)).not.toMatch(/CANARY|Q0FOQVJZ/)
    expect(draft.query).toMatchObject([
      { name: 'innocent', value: '{{access_token}}' },
      { name: 'b', value: '\\{{kept}}' },
    ])
    expect(draft.headers).toMatchObject([{ name: 'X-Foo', value: 'a {{own_access_token}} b' }])
    expect(draft.session).toBe('s')
  })

  it('keeps what the walk does not hold any more as the person’s own secrets', async () => {
    expect(variables).toContainEqual({
      ...{ name: 'own_access_token', kind: 'secret', value: OLD },
      origins: ['https://api.example'],
    })
    const composed = await compose(draft, {
      session: {
        id: 's',
        name: '',
        values: session.values,
        facts: {},
        origins: ['https://api.example'],
      },
      environment: { id: 'e', name: '', variables },
      ...{ approved: [], now: 0, random: () => 'r' },
    })
    expect(composed.kind === 'request' && same(composed.request, sent)).toBe(true)
  })
})
