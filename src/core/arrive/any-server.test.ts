/** A sign-in at any server becomes a walk once there is a vendor that stands for all. */
import { None } from 'oauth4webapi'
import { describe, expect, it } from 'vitest'
import { authorizeStep, callApi, tokenStep } from '../steps.ts'
import type { Context, Flow, Vendor } from '../vendor.ts'
import { readArrival } from './arrival.ts'
import { arriving, codesOf, walksIn, withoutAny } from './arriving.test-support.ts'
import { firefox } from './hars/browsers.test-support.ts'
import { amongNoise, type Seen } from './hars/recording.test-support.ts'

const from = (name: string) => (context: Context) => context.need(name)
const words = (id: string) => ({ id, title: id, phase: 'All', why: 'A step. For a test.' })

const flow: Flow = {
  id: 'authorization_code',
  title: 'Authorization code',
  summary: 'Any server.',
  steps: [
    authorizeStep({
      ...words('authorize'),
      action: 'Go',
      response_type: 'code',
      asks: [{ name: 'client_id', label: 'Client ID' }],
      needs: ['client_id', 'redirect_uri', 'authorization_endpoint'],
      gives: ['code'],
      endpoint: from('authorization_endpoint'),
      parameters: (context) => ({
        response_type: 'code',
        client_id: context.need('client_id'),
        redirect_uri: context.need('redirect_uri'),
      }),
    }),
    tokenStep({
      ...words('token'),
      needs: ['code', 'token_endpoint'],
      gives: ['access_token'],
      call: {
        grant_type: 'authorization_code',
        endpoint: from('token_endpoint'),
        auth: () => None(),
        parameters: (context) => ({ code: context.need('code') }),
      },
    }),
    callApi({
      ...words('userinfo'),
      needs: ['userinfo_endpoint'],
      gives: [],
      url: from('userinfo_endpoint'),
    }),
  ],
}

const any: Vendor = {
  profile: {
    ...{ id: 'generic', name: 'Any server', product: 'Any', summary: 'Any.', links: [] },
    ...{ values: {}, origins: [], hosts: () => ({}) },
  },
  flows: async () => [flow],
}

const answer = (status: number, headers: [string, string][], data = '') => ({
  ...{ status, statusText: '', httpVersion: '2', headers },
  body: { encoding: 'utf8', data } as const,
})
const json: [string, string][] = [['Content-Type', 'application/json']]
const form: [string, string][] = [['Content-Type', 'application/x-www-form-urlencoded']]
const base = 'https://id.stranger.example/realms/a/protocol'
const back = 'https://app.stranger.example/cb?code=c1&state=s1'

const seen: readonly Seen[] = [
  {
    request: {
      method: 'GET',
      url: `${base}/auth?response_type=code&client_id=app&state=s1&redirect_uri=${encodeURIComponent('https://app.stranger.example/cb')}`,
      headers: [],
    },
    response: answer(302, [['Location', back]]),
    ...{ at: 1_000_000, ms: 5 },
  },
  {
    request: {
      ...{ method: 'POST', url: `${base}/token`, headers: form },
      body: { encoding: 'utf8', data: 'grant_type=authorization_code&code=c1&client_id=app' },
    },
    response: answer(200, json, '{"access_token":"t1","token_type":"Bearer","expires_in":60}'),
    ...{ at: 1_000_010, ms: 5 },
  },
  {
    request: {
      ...{ method: 'GET', url: `${base}/userinfo`, headers: [['Authorization', 'Bearer t1']] },
    },
    response: answer(200, json, '{"sub":"jo"}'),
    ...{ at: 1_000_020, ms: 5 },
  },
]

describe('a sign-in at any server', () => {
  const given = withoutAny(arriving())

  it('is a walk of the vendor that stands for all, with its endpoints read off', async () => {
    const surroundings = { ...given, vendors: [...given.vendors, any] }
    const [one] = walksIn(await readArrival(firefox(amongNoise(seen)), surroundings))
    expect(one?.session).toMatchObject({
      ...{ vendor: 'generic', flow: 'authorization_code', target: 'live' },
      values: {
        issuer: 'https://id.stranger.example',
        authorization_endpoint: `${base}/auth`,
        token_endpoint: `${base}/token`,
        userinfo_endpoint: `${base}/userinfo`,
        client_id: 'app',
        access_token: 't1',
      },
    })
    expect(one?.session.exchanges.map(({ step, outcome }) => [step, outcome.kind])).toEqual([
      ['authorize', 'accepted'],
      ['token', 'accepted'],
      ['userinfo', 'accepted'],
    ])
    expect(codesOf(one?.notes ?? [])).toEqual([
      ...['target_not_approved', 'redirect_uri_foreign'],
      'secrets_present',
    ])
  })

  it('is nobody’s without that vendor', async () => {
    const arrival = await readArrival(firefox(amongNoise(seen)), given)
    expect(arrival.kind === 'drafts' && arrival.problem?.code).toBe('vendor_unknown')
  })
})
