/** Recordings that lack something, or show what went wrong: the usual case of somebody who asks for help. */
import { describe, expect, it } from 'vitest'
import { prepare } from '../../trace/leave/prepare.ts'
import { walker } from '../../vendors/contract.test-support.ts'
import { vendorOf } from '../../vendors/index.ts'
import type { HttpResponse } from '../http.ts'
import type { Session } from '../session.ts'
import { type ArrivedSession, readArrival } from './arrival.ts'
import { arriving, codesOf, walksIn, withoutAny } from './arriving.test-support.ts'
import { type Browser, chrome, firefox, safari } from './hars/browsers.test-support.ts'
import {
  amongNoise,
  type Manner,
  movedTo,
  type Seen,
  seenIn,
} from './hars/recording.test-support.ts'

const begun = await (async () => {
  const vendor = vendorOf('amm')
  const flow = (await vendor?.flows())?.find(({ id }) => id === 'authorization_code')
  if (vendor === undefined || flow === undefined) throw new Error('There is no AMM.')
  const session = await (await walker(vendor)).walk(flow)
  return { ...session, exchanges: session.exchanges.slice(0, 4) }
})()

const seen = seenIn(begun)
const gained = (name: string): string => {
  const outcome = begun.exchanges[1]?.outcome
  return (outcome?.kind === 'accepted' ? outcome.gained[name] : undefined) ?? ''
}
/** A way to the login and back is five requests; the token request is the sixth. */
const TOKEN = 5

async function only(
  part: readonly Seen[],
  browser: Browser = chrome,
  manner: Manner = {},
): Promise<ArrivedSession> {
  const walks = walksIn(await readArrival(browser(amongNoise(part), manner), arriving()))
  const [one] = walks
  if (one === undefined || walks.length > 1) throw new Error(`${walks.length} walks`)
  return one
}

const told = ({ exchanges }: Session) =>
  exchanges.map(({ step, outcome }) =>
    outcome.kind === 'accepted' ? `${step} accepted` : `${step} ${outcome.problem.code}`,
  )

const answering = (at: number, response: Partial<HttpResponse>): readonly Seen[] =>
  seen
    .slice(0, at + 1)
    .map((one, index) =>
      index === at && one.response !== undefined
        ? { ...one, response: { ...one.response, ...response } }
        : one,
    )

describe('what a recording lacks is named', () => {
  it('the token request, which a server made', async () => {
    const one = await only(seen.slice(0, TOKEN))
    expect(told(one.session)).toEqual(['authorize accepted'])
    expect(codesOf(one.notes)).toContain('no_token_request')
    expect(one.session.values['code']).toBe(begun.values['code'])
    // The sandbox's own credentials are known here; a customer's would be asked for.
    expect(one.missing).toEqual([])
  })

  it('the way to the login page', async () => {
    const one = await only(seen.slice(TOKEN))
    expect(told(one.session)).toEqual(['token accepted', 'groups accepted', 'gateways accepted'])
    expect(codesOf(one.notes)).toContain('no_authorization_request')
    expect(one.session.values['redirect_uri']).toBe(begun.values['redirect_uri'])
  })

  it('the return from it', async () => {
    const one = await only(seen.slice(0, 3))
    expect(told(one.session)).toEqual(['authorize no_callback'])
    expect(codesOf(one.notes)).toContain('no_callback')
  })

  it('the headers that Chrome leaves out: the walk is the same, the secret is asked for', async () => {
    const live = movedTo(seen, [['http://localhost:7862/amm', 'https://amm.customer.example']])
    const stripped = chrome(amongNoise(live), { stripped: true })
    const arrival = await readArrival(stripped, arriving())
    const [one] = walksIn(arrival)
    expect(one?.session.exchanges.map(({ step }) => step)).toEqual([
      ...['authorize', 'token', 'groups', 'gateways'],
    ])
    expect(one?.missing).toEqual(['client_secret'])
    expect(arrival.kind === 'sessions' && codesOf(arrival.notes)).toContain('har_sanitized')
  })

  it('the bodies that Safari leaves out: an answer is there, and nothing is read from it', async () => {
    const manner = { bodiless: true } as const
    const arrival = await readArrival(safari(amongNoise(seen), manner), arriving())
    const [one] = walksIn(arrival)
    expect(arrival.kind === 'sessions' && codesOf(arrival.notes)).toContain('bodies_absent')
    const outcome = one?.session.exchanges[1]?.outcome
    expect(outcome?.kind === 'accepted' && codesOf(outcome.findings)).toEqual(['body_not_recorded'])
    expect(one?.session.values).not.toHaveProperty('refresh_token')
    // The calls that follow show the token all the same.
    expect(one?.session.values['access_token']).toBe(gained('access_token'))
  })

  it('an answer that never came', async () => {
    const cut = seen.slice(0, TOKEN + 1).map(({ response, ...one }, index) => ({
      ...one,
      ...(index === TOKEN || response === undefined ? {} : { response }),
    }))
    const one = await only(cut, firefox)
    expect(told(one.session)).toEqual(['authorize accepted', 'token no_answer'])
  })
})

describe('what went wrong is judged as in a walk of one’s own', () => {
  it('a refused exchange, with the vendor’s likely cause', async () => {
    const body = '{"error":"invalid_grant","error_description":"Redirect URI mismatch."}'
    const refused = answering(TOKEN, { status: 400, body: { encoding: 'utf8', data: body } })
    const { session } = await only(refused)
    expect(told(session)).toEqual(['authorize accepted', 'token invalid_grant'])
    const outcome = session.exchanges[1]?.outcome
    expect(outcome?.kind === 'refused' && outcome.problem.means).toMatch(/not the one the code/)
  })

  it('a state that came back changed', async () => {
    const state = new URL(begun.exchanges[0]?.sent.url ?? '').searchParams.get('state') ?? ''
    const back = `code=${begun.values['code']}&state=`
    const forged = seen.slice(0, TOKEN).map((one) => {
      const [moved] = movedTo([one], [[`${back}${state}`, `${back}forged`]])
      return moved ?? one
    })
    const text = JSON.stringify(forged)
    expect(text).toContain('forged')
    expect(told((await only(forged)).session)).toEqual(['authorize state_mismatch'])
  })

  it('a login page that refused the request itself', async () => {
    const body = { encoding: 'utf8', data: '<h1>Unknown client</h1>' } as const
    const [first] = seen
    if (first?.response === undefined) throw new Error('no request')
    const response = { ...first.response, status: 400, headers: [], body }
    const { session } = await only([{ ...first, response }])
    expect(session.exchanges[0]?.outcome).toMatchObject({
      kind: 'refused',
      response: { status: 400 },
    })
  })

  it('a denial on the consent page', async () => {
    const code = `code=${begun.values['code']}`
    const denied = movedTo(seen.slice(0, TOKEN), [[code, 'error=access_denied']])
    expect(told((await only(denied)).session)).toEqual(['authorize access_denied'])
  })

  it('a grant type that is spelt wrongly, which no step would send', async () => {
    const wrong = movedTo(seen.slice(0, TOKEN + 1), [
      ['grant_type=authorization_code&code', 'grant_type=authorisation_code&code'],
    ])
    const { session } = await only(wrong)
    expect(session.exchanges.map(({ step }) => step)).toEqual(['authorize', 'token'])
    expect(session.exchanges[1]?.sent.url).toContain('authorisation_code')
  })
})

describe('a recording that left from here', () => {
  it('comes back as the walk it was, and its placeholders are no values', async () => {
    const [vendor, random] = [vendorOf('amm'), (length: number) => new Uint8Array(length)]
    const flow = (await vendor?.flows())?.find(({ id }) => id === begun.flow)
    if (vendor === undefined || flow === undefined) throw new Error('There is no AMM.')
    const powers = { now: () => 0, random }
    const input = { session: begun, profile: vendor.profile, flow, powers }
    const left = await prepare('har', { ...input, include: { bodies: true } })
    if (left.kind === 'stopped') throw new Error(left.problem.means)
    const [one, ...others] = walksIn(await readArrival(left.text, arriving()))
    expect(others).toEqual([])
    const session = one?.session ?? begun
    expect(told(session)).toEqual([
      ...['authorize accepted', 'token accepted', 'groups accepted', 'gateways accepted'],
    ])
    expect(Object.values(session.values).filter((value) => value.includes('<'))).toEqual([])
    expect(session.values).not.toHaveProperty('access_token')
  })
})

describe('a recording without a walk', () => {
  const elsewhere: readonly (readonly [string, string])[] = [
    ['http://localhost:7862/amm/api/oauth', 'https://login.stranger.example/connect'],
    ['http://localhost:7862/amm', 'https://api.stranger.example'],
  ]

  it('says whose sign-in it is, and keeps the requests', async () => {
    const arrival = await readArrival(
      chrome(amongNoise(movedTo(seen, elsewhere))),
      withoutAny(arriving()),
    )
    if (arrival.kind !== 'drafts') throw new Error(arrival.kind)
    expect(arrival.problem?.code).toBe('vendor_unknown')
    expect(arrival.problem?.means).toContain('login.stranger.example')
    expect(arrival.drafts.length).toBeGreaterThan(200)
  })

  it('says that there is no sign-in, when there is none', async () => {
    const arrival = await readArrival(firefox(amongNoise([])), arriving())
    expect(arrival.kind === 'drafts' && arrival.problem?.code).toBe('har_no_sign_in')
  })

  it('names a stranger’s sign-in beside one that is known', async () => {
    const others = ['access_token', 'refresh_token'].map(
      (name) => [gained(name), `other-${name}`] as const,
    )
    const code = [begun.values['code'] ?? '', 'other-code'] as const
    const texts = [...elsewhere, ...others, code, ['state=', 'state=x'] as const]
    const both = [...seen, ...movedTo(seen, texts)]
    const arrival = await readArrival(chrome(amongNoise(both)), withoutAny(arriving()))
    expect(arrival.kind === 'sessions' && codesOf(arrival.notes)).toContain('strangers_left_out')
  })
})
