/** Walks through every vendor's flows, recorded by three browsers among hundreds of requests, and read back. */
import { describe, expect, it } from 'vitest'
import { walker } from '../../vendors/contract.test-support.ts'
import { vendorOf, vendors } from '../../vendors/index.ts'
import { statusOf } from '../flow.ts'
import type { Session } from '../session.ts'
import { readArrival } from './arrival.ts'
import { arriving, codesOf, walksIn } from './arriving.test-support.ts'
import { chrome, firefox, safari } from './hars/browsers.test-support.ts'
import { amongNoise, movedTo, seenIn } from './hars/recording.test-support.ts'

const all = (
  await Promise.all(
    vendors.map(async (vendor) => (await vendor.flows()).map((flow) => ({ vendor, flow }))),
  )
).flat()

async function walkOf(vendorId: string, flowId: string): Promise<Session> {
  const one = all.find(({ vendor, flow }) => vendor.profile.id === vendorId && flow.id === flowId)
  if (one === undefined) throw new Error(`no flow ${vendorId}/${flowId}`)
  return (await walker(one.vendor)).walk(one.flow)
}

const outcomes = ({ exchanges }: Session) =>
  exchanges.map(({ step, outcome }) => `${step} ${outcome.kind}`)

describe('a recorded walk', () => {
  it.each(all.map(({ vendor, flow }) => [vendor.profile.id, flow.id, vendor, flow] as const))(
    'of %s, %s, is found among hundreds of requests',
    async (id, _flow, vendor, flow) => {
      const walked = await (await walker(vendor)).walk(flow)
      const har = chrome(amongNoise(seenIn(walked), 220))
      const [first, ...others] = walksIn(await readArrival(har, arriving()))
      expect(first?.session).toMatchObject({ vendor: id, target: 'sandbox' })
      const found = [first, ...others].flatMap((one) => one?.session.exchanges ?? [])
      const sent = new Set(found.map((exchange) => `${exchange.sent.method} ${exchange.sent.url}`))
      const lost = walked.exchanges.filter(
        (exchange) => !sent.has(`${exchange.sent.method} ${exchange.sent.url}`),
      )
      // Adobe's reports and a registration's management are reached by links out of earlier answers: no
      // step can say those paths. A revocation of a token that never was is tied to nothing.
      const linked = /^(?:drill|filter|(?:read|update|delete|gone)_client)$/
      expect(lost.map(({ step }) => step)).toEqual(
        walked.exchanges.flatMap(({ step }) =>
          linked.test(step) || (step === 'prove' && flow.id === 'registration_statement')
            ? [step]
            : [],
        ),
      )
      expect(sent.size).toBeLessThanOrEqual(walked.exchanges.length)
    },
  )

  it.each([
    ['Chrome', chrome],
    ['Firefox', firefox],
    ['Safari', safari],
  ] as const)('is the same out of %s: flow, steps, values and verdicts', async (_name, browser) => {
    const walked = await walkOf('amm', 'authorization_code')
    const arrival = await readArrival(browser(amongNoise(seenIn(walked), 300)), arriving())
    const [one, ...others] = walksIn(arrival)
    expect(others).toEqual([])
    expect(one?.session).toMatchObject({ vendor: 'amm', flow: 'authorization_code' })
    expect(one === undefined ? [] : outcomes(one.session)).toEqual([
      'authorize accepted',
      'token accepted',
      'groups accepted',
      'gateways accepted',
      'gateway_data accepted',
      'group_data accepted',
      'history accepted',
      'refresh accepted',
      // What was a lesson in the walk is what it looks like in a recording: an old token, refused.
      'refresh refused',
      'expire accepted',
      'groups refused',
    ])
    const names = ['client_id', 'client_secret', 'code', 'access_token', 'refresh_token'] as const
    for (const name of names) expect(one?.session.values[name]).toBe(walked.values[name])
    expect(one?.session.origin).toMatch(/^Read from a recording/)
    expect(one?.missing).toEqual([])
    expect(arrival.kind === 'sessions' && codesOf(arrival.notes)).toContain('hops_found')
  })

  it('has the statuses that its steps derive from it', async () => {
    const walked = await walkOf('amm', 'authorization_code')
    const until = seenIn({ ...walked, exchanges: walked.exchanges.slice(0, 3) })
    const [one] = walksIn(await readArrival(chrome(amongNoise(until)), arriving()))
    const flow = (await vendorOf('amm')?.flows())?.find(({ id }) => id === 'authorization_code')
    if (one === undefined || flow === undefined) throw new Error('no walk')
    const status = (id: string) => {
      const step = flow.steps.find((candidate) => candidate.id === id)
      return step === undefined ? undefined : statusOf(flow, step, one.session).kind
    }
    expect(['authorize', 'token', 'groups', 'gateways'].map(status)).toEqual([
      ...['done', 'done', 'done'],
      'ready',
    ])
  })

  it('comes from the customer’s own address, too, and says that only the paths tell so', async () => {
    const seen = movedTo(seenIn(await walkOf('amm', 'authorization_code')), [
      ['http://localhost:7862/amm', 'https://fleet.customer.example'],
    ])
    const [one] = walksIn(await readArrival(chrome(amongNoise(seen)), arriving()))
    expect(one?.session).toMatchObject({
      ...{ vendor: 'amm', target: 'live' },
      values: { amm_address: 'https://fleet.customer.example' },
    })
    expect(codesOf(one?.notes ?? [])).toEqual([
      ...['vendor_guessed', 'target_not_approved'],
      'secrets_present',
    ])
    expect(one?.notes.map(({ tone }) => tone)).toEqual(['warning', 'warning', 'warning'])
  })

  it.each([
    ['aruba', 'oauth', 'https://eu-apigw.central.arubanetworks.com'],
    ['usage-engine', 'client_credentials', 'https://api.us.digitalroute.io'],
  ])('of %s is live by its origin, and the region follows from it', async (id, flow, origin) => {
    const seen = movedTo(seenIn(await walkOf(id, flow)), [[`http://localhost:7862/${id}`, origin]])
    const [one] = walksIn(await readArrival(firefox(amongNoise(seen)), arriving()))
    const profile = vendorOf(id)?.profile
    expect(profile?.origins).toContain(origin)
    expect(one?.session).toMatchObject({ vendor: id, flow, target: 'live' })
    expect(profile?.hosts(one?.session.values ?? {})['main']).toBe(origin)
    expect(codesOf(one?.notes ?? [])).not.toContain('vendor_guessed')
  })
})

describe('several sign-ins in one file', () => {
  it('become several walks, each with its own state, code and token', async () => {
    const [first, second] = [
      await walkOf('amm', 'authorization_code'),
      await walkOf('amm', 'authorization_code'),
    ]
    const other = await walkOf('usage-engine', 'client_credentials')
    const begun = ({ exchanges }: Session, ...texts: readonly (readonly [string, string])[]) =>
      movedTo(seenIn({ ...other, exchanges: exchanges.slice(0, 4) }), texts)
    const renamed = ['state', 'code', 'access_token', 'refresh_token'].map(
      (name) => [second.values[name] ?? stateOf(second), `other-${name}`] as const,
    )
    const mixed = [...begun(first), ...begun(second, ...renamed), ...begun(other)].toSorted(
      (one, another) => one.at - another.at,
    )
    const walks = walksIn(await readArrival(chrome(amongNoise(mixed)), arriving()))
    expect(walks.map(({ session }) => session.vendor).toSorted()).toEqual([
      ...['amm', 'amm'],
      'usage-engine',
    ])
    const codes = walks.map(({ session }) => session.values['code'])
    expect(codes).toContain('other-code')
    expect(codes).toContain(first.values['code'])
    for (const { session } of walks.slice(0, 2)) expect(session.exchanges).toHaveLength(4)
    expect(new Set(walks.map(({ session }) => session.id)).size).toBe(3)
  })
})

describe('a client that asks for itself', () => {
  it('and asks again is one walk, though nothing ties one token to the next', async () => {
    const walked = await walkOf('usage-engine', 'client_credentials')
    const [first] = seenIn(walked)
    const token = walked.exchanges[0]?.outcome
    if (first === undefined || token?.kind !== 'accepted') throw new Error('no token')
    const again = movedTo([first], [[token.gained['access_token'] ?? '', 'another-token']])
    const later = again.map((one) => ({ ...one, at: one.at + 5000 }))
    const walks = walksIn(await readArrival(safari(amongNoise([first, ...later])), arriving()))
    expect(walks.map(({ session }) => session.exchanges.length)).toEqual([2])
    const other = movedTo(later, [[walked.values['client_id'] ?? '', 'another-client']])
    const two = walksIn(await readArrival(safari(amongNoise([first, ...other])), arriving()))
    expect(two.map(({ session }) => session.exchanges.length)).toEqual([1, 1])
  })
})

const stateOf = ({ exchanges }: Session): string =>
  new URL(exchanges[0]?.sent.url ?? 'https://a.example').searchParams.get('state') ?? ''
