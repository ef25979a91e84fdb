/** Usage Engine's simulator: the identity provider's refusals and limits, and the token it signs. */
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { EU, US } from './sandbox-accesses.ts'
import { FULL, simulated } from './simulated.test-support.ts'

const MANAGEMENT = 'https://auth.digitalroute.io/api/v2/'

const denied = (error_description: string) => ({ error: 'access_denied', error_description })

describe('a token request', () => {
  it.each(['form', 'json'] as const)(
    'is answered in the documented order, asked by %s',
    async (as) => {
      const { ask } = await simulated()
      const answer = await ask({ ...FULL, audience: EU }, as)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      const body = (await answer.json()) as Record<string, unknown>
      expect(Object.keys(body)).toEqual(['access_token', 'scope', 'expires_in', 'token_type'])
      expect(body).toMatchObject({
        scope:
          'create:meter_types create:meters delete:meter_types delete:meters read:meter_types read:meters update:meter_types',
        expires_in: 3600,
        token_type: 'Bearer',
      })
    },
  )

  it.each<[string, Record<string, string>, number, object]>([
    ['a wrong secret', { client_secret: 'wrong' }, 401, denied('Unauthorized')],
    ['an unknown client', { client_id: 'nobody' }, 401, denied('Unauthorized')],
    ['no client', { client_id: '' }, 401, denied('Unauthorized')],
    [
      'an audience without its slash',
      { audience: 'https://api.digitalroute.io' },
      403,
      denied('Service not enabled within domain: https://api.digitalroute.io'),
    ],
    [
      'an audience that is nobody’s',
      { audience: 'https://wrong/' },
      403,
      denied('Service not enabled within domain: https://wrong/'),
    ],
    [
      'no audience',
      { audience: '' },
      403,
      denied('No audience parameter was provided, and no default audience has been configured'),
    ],
    [
      'an audience that was not granted',
      { audience: MANAGEMENT },
      403,
      denied(
        `Client is not authorized to access "${MANAGEMENT}". You need to create a "client-grant" associated to this API. See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants`,
      ),
    ],
    [
      'no grant type',
      { grant_type: '' },
      400,
      { error: 'invalid_request', error_description: 'Missing required parameter: grant_type' },
    ],
    [
      'a grant type nobody knows',
      { grant_type: 'foo' },
      403,
      { error: 'unsupported_grant_type', error_description: 'Unsupported grant type: foo' },
    ],
    [
      'a grant type the access does not have',
      { grant_type: 'password' },
      403,
      {
        error: 'unauthorized_client',
        error_description: "Grant type 'password' not allowed for the client.",
      },
    ],
  ])('with %s is refused in Auth0’s words', async (_what, change, status, body) => {
    const { ask } = await simulated()
    const answer = await ask({ ...FULL, audience: EU, ...change })
    expect(answer.status).toBe(status)
    expect(await answer.json()).toEqual(body)
  })

  it('may carry its credentials by HTTP Basic', async () => {
    const { send } = await simulated()
    const answer = await send('/authentication/v1/oauth/token', {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${FULL.client_id}:${FULL.client_secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', audience: EU }),
    })
    expect(answer.status).toBe(200)
  })

  it('knows only the audience of the region that is played', async () => {
    const { ask, set } = await simulated()
    await set({ region: 'us' })
    expect((await ask({ ...FULL, audience: US })).status).toBe(200)
    expect((await ask({ ...FULL, audience: EU })).status).toBe(403)
  })

  it('is refused after 1000 in five minutes, and let through when they are over', async () => {
    const { ask, clock } = await simulated()
    const wrong = { ...FULL, audience: EU, grant_type: 'foo' } // counted, and cheap
    for (let n = 0; n < 1000; n += 1) expect((await ask(wrong)).status).toBe(403)
    const answer = await ask({ ...FULL, audience: EU })
    expect(answer.status).toBe(429)
    expect(await answer.json()).toEqual(denied('Global limit has been reached'))
    expect(answer.headers.get('retry-after')).toBe('300')
    expect(answer.headers.get('x-ratelimit-limit')).toBe('1000')
    expect(answer.headers.get('x-ratelimit-remaining')).toBe('0')
    expect(answer.headers.get('x-ratelimit-reset')).toBe(String(clock.now / 1000 + 300))
    clock.now += 300_000
    expect((await ask({ ...FULL, audience: EU })).status).toBe(200)
  })

  it('is held to five at once and ten a second by the older rule', async () => {
    const { ask, clock, set } = await simulated()
    await set({ token_limit: 'burst' })
    const statuses = async (count: number) => {
      const all: number[] = []
      for (let n = 0; n < count; n += 1) all.push((await ask({ ...FULL, audience: EU })).status)
      return all
    }
    expect(await statuses(6)).toEqual([200, 200, 200, 200, 200, 429])
    clock.now += 500
    expect(await statuses(6)).toEqual([200, 200, 200, 200, 200, 429])
  })

  it('fails once the application access is deleted, while its token lives on', async () => {
    const { ask, api, token, set } = await simulated()
    const held = await token(FULL)
    await set({ access_deleted: true })
    expect((await ask({ ...FULL, audience: EU })).status).toBe(401)
    expect((await api(held, 'GET', '/meter-types')).status).toBe(200)
  })
})

describe('the token', () => {
  it('is an RS256 JWT with the documented claims, signed by the published key', async () => {
    const { clock, send, token } = await simulated()
    const jwt = await token(FULL)
    const keys = (await (await send('/.well-known/jwks.json')).json()) as JSONWebKeySet
    const { payload } = await jwtVerify(jwt, createLocalJWKSet(keys), {
      audience: EU,
      issuer: 'https://auth.digitalroute.io/',
      currentDate: new Date(clock.now),
    })
    expect(Object.keys(payload)).toEqual('accountId iss sub aud iat exp scope gty azp'.split(' '))
    expect(payload).toMatchObject({
      sub: `${FULL.client_id}@clients`,
      gty: 'client-credentials',
      azp: FULL.client_id,
    })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600)
    const { alg, typ, kid } = decodeProtectedHeader(jwt)
    expect({ alg, typ }).toEqual({ alg: 'RS256', typ: 'JWT' })
    expect(kid).toMatch(/^\w{21}$/)
    expect(JSON.stringify(keys)).not.toContain('"d"')
  })

  it('opens the API for an hour and not longer', async () => {
    const { api, clock, token } = await simulated()
    const jwt = await token(FULL)
    clock.now += 3_599_000
    expect((await api(jwt, 'GET', '/meter-types')).status).toBe(200)
    clock.now += 1000
    expect((await api(jwt, 'GET', '/meter-types')).status).toBe(401)
  })

  it('for one region does not open the API of the other', async () => {
    const { api, set, token } = await simulated()
    const jwt = await token(FULL, US)
    await set({ region: 'eu' })
    expect((await api(jwt, 'GET', '/meter-types')).status).toBe(401)
  })
})
