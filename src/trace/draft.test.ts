/** Drafts made of what vendors' steps ask, over every vendor, and of what was sent. */
import { describe, expect, it } from 'vitest'
import { compose } from '../core/draft/compose.ts'
import { sessionScope } from '../core/draft/scope.ts'
import { contextOf, startSession } from '../core/flow.ts'
import { memoryKeys } from '../core/key-ring.ts'
import { walker } from '../vendors/contract.test-support.ts'
import { vendors } from '../vendors/index.ts'
import { readyDrafts } from './draft-ready.ts'
import { same } from './draft-trial.ts'

const walks = (
  await Promise.all(
    vendors.map(async (vendor) =>
      (
        await vendor.flows()
      ).map((flow) => ({
        vendor,
        flow,
        name: `${vendor.profile.id} / ${flow.id}`,
      })),
    ),
  )
).flat()

const now = Date.UTC(2026, 10, 20, 12)
const random = (bytes: number) => 'r'.repeat(Math.ceil((bytes * 4) / 3))

describe.each(walks)('the API calls of $name', ({ vendor, flow }) => {
  const { profile } = vendor

  it('compose to the very requests of their steps', async () => {
    const { walk, environment } = await walker(vendor)
    const session = await walk(flow)
    const from = { profile, flow, session, environment, bound: true, now }
    const ready = await readyDrafts(from)
    for (const { step, draft } of ready) {
      const found = flow.steps.find(({ id }) => id === step)
      if (found?.kind !== 'request') throw new Error(`${step} sends nothing`)
      const wanted = await found.request(
        contextOf(session, profile, environment, { now: () => now, random, keys: memoryKeys() }),
      )
      const composed = await compose(draft, {
        session: sessionScope(session, profile, environment),
        ...{ approved: [], now, random },
      })
      if (composed.kind !== 'request') throw new Error(JSON.stringify(composed.problems))
      expect(same(composed.request, wanted), `${step}: ${JSON.stringify([draft, wanted])}`).toBe(
        true,
      )
      expect(JSON.stringify(draft)).not.toContain(session.values['access_token'])
      expect(JSON.stringify(draft)).not.toMatch(/gwmark/)
    }
  })

  it('are there before anything is known, with a name for every unknown value', async () => {
    const { environment } = await walker(vendor)
    const session = startSession(
      { id: 's', name: 'Nothing yet', at: now },
      profile,
      flow,
      'live',
      environment,
    )
    const walked = { profile, flow, session, environment, bound: false, now }
    for (const { draft, about } of await readyDrafts(walked)) {
      expect(JSON.stringify(draft)).not.toMatch(/gwmark|NaN|undefined/)
      expect(draft.authorization).toMatchObject({ token: '{{access_token}}' })
      expect(draft.session).toBeUndefined()
      expect(about['access_token']).toMatch(/\w/)
    }
  })
})

const begun = async (id: string, target: 'live' | 'sandbox' = 'live') => {
  const found = walks.find(({ name }) => name === id)
  if (found === undefined) throw new Error(`no flow ${id}`)
  const { vendor, flow } = found
  const { environment, walk } = await walker(vendor)
  const session = startSession(
    { id: 's', name: 'Begun', at: now },
    vendor.profile,
    flow,
    target,
    environment,
  )
  return { from: { profile: vendor.profile, flow, session, environment, now }, walk }
}

describe('a ready call', () => {
  it('says what each of its parameters is for, in the words of the field that asks', async () => {
    const { from } = await begun('arm / interactive')
    const [list] = await readyDrafts({ ...from, bound: false })
    expect(list?.draft.query).toMatchObject([
      { name: 'limit', value: '10', about: 'limit. How many items make a page.' },
      { name: 'offset', value: '1' },
      { name: 'search', value: '{"rightTo":"download"}' },
    ])
    expect(list?.draft.url).toBe(
      'https://api.arm.com/e-product-entitlement-customer/v1/entitlements',
    )
  })

  it('names the values of its session, in the path too', async () => {
    const { from, walk } = await begun('arm / interactive', 'sandbox')
    const session = await walk(from.flow)
    const ready = await readyDrafts({ ...from, session, bound: true })
    const one = ready.find(({ step }) => step === 'entitlement')
    expect(one?.draft.url).toMatch(/\/entitlements\/\{\{entitlement_id\}\}$/)
    expect(one?.draft.session).toBe(session.id)
    expect(ready[0]?.draft.query[0]).toMatchObject({ name: 'limit', value: '{{limit}}' })
  })

  it('keeps a path that is not known yet apart from the host', async () => {
    const { from } = await begun('adobe / client_credentials')
    const urls = (await readyDrafts({ ...from, bound: false })).map(({ draft }) => draft.url)
    expect(urls).toContain('https://mgmt.auth.adobe.com{{report_path}}')
  })

  it('asks for the address of an appliance that is not known yet', async () => {
    const { from } = await begun('amm / password')
    const [first] = await readyDrafts({ ...from, bound: false })
    expect(first?.draft.url).toBe('https://{{amm_address}}/api/v1/systems/groups')
  })

  it('sends Aruba’s TenantID as a part of the authorization', async () => {
    const { from, walk } = await begun('aruba / msp', 'sandbox')
    const session = await walk(from.flow)
    const ready = await readyDrafts({ ...from, session, bound: true })
    expect(ready.map(({ draft }) => draft.authorization)).toContainEqual({
      kind: 'aruba',
      token: '{{access_token}}',
      tenant: '{{tenant_id}}',
    })
  })

  it('is never a token request', async () => {
    for (const { name } of walks) {
      const { from } = await begun(name)
      for (const { draft } of await readyDrafts({ ...from, bound: false }))
        expect(draft.url).not.toMatch(/token$/)
    }
  })
})
