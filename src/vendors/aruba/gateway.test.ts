/** The token endpoint and the door of the API at the simulated gateway: Kong's order, bodies and limits. */
import { describe, expect, it } from 'vitest'
import { offlineFile, offlinePair } from './offline-file.ts'
import {
  CONSOLE,
  DISPLAY,
  fields,
  JANE,
  MSP,
  OPERATIONS,
  PROVIDER,
  simulated,
  TENANT,
  told,
} from './simulated.test-support.ts'

const oauth = (status: number, error: string, error_description: string) => ({
  status,
  body: { error, error_description },
})
const BAD_CLIENT = oauth(400, 'invalid_client', 'Invalid client authentication')
const BAD_CODE = oauth(400, 'invalid_request', 'Invalid code')
const BAD_REFRESH = oauth(400, 'invalid_request', 'Invalid refresh_token')
const BAD_TOKEN = oauth(401, 'invalid_token', 'The access token is invalid or has expired')
const CODE = { grant_type: 'authorization_code' }
const REFRESH = { grant_type: 'refresh_token' }

const SSO_DESK = {
  client_id: 'e4b1907c25d84f3a96c0d7e2a15f8b63',
  client_secret: '26d9c0a7f3e84b51b7a2d6e8c9f01435',
}

describe('the token endpoint', () => {
  it('gives a pair, its fields in the order of a real capture', async () => {
    const { codeFor, token } = await simulated()
    const answer = await token({ ...OPERATIONS, ...CODE, code: await codeFor() })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    const body = await answer.text()
    expect(body).toMatch(
      /^\{"refresh_token":"\w{32}","token_type":"bearer","access_token":"\w{32}","expires_in":7200\}\n$/,
    )
  })

  it('reads JSON and forms too, the body before the query, and echoes state', async () => {
    const { codeFor, token } = await simulated()
    const parameters = { ...OPERATIONS, ...CODE, code: await codeFor(), state: 'abc' }
    const asForm = await token({ client_secret: 'x' }, { body: new URLSearchParams(parameters) })
    expect((await fields(asForm))['state']).toBe('abc')
    const asJson = await token(
      {},
      {
        body: JSON.stringify({ ...parameters, code: await codeFor() }),
        headers: { 'content-type': 'application/json' },
      },
    )
    expect(asJson.status).toBe(200)
  })

  it.each([
    [
      'another grant type',
      { grant_type: 'password' },
      400,
      'unsupported_grant_type',
      'Invalid grant_type',
    ],
    ['no client', { client_id: '' }, ...values(BAD_CLIENT)],
    ['a wrong secret', { client_secret: 'x' }, ...values(BAD_CLIENT)],
    ['both', { grant_type: 'password', client_secret: 'x' }, ...values(BAD_CLIENT)],
    [
      'a strange redirect_uri',
      { grant_type: 'password', redirect_uri: 'https://x.example/' },
      400,
      'invalid_request',
      'Invalid redirect_uri that does not match with any redirect_uri created with the application',
    ],
    ['no code', { code: '' }, ...values(BAD_CODE)],
    ['a made-up code', { code: 'x' }, ...values(BAD_CODE)],
    ['no refresh token', REFRESH, ...values(BAD_REFRESH)],
    ['a made-up refresh token', { ...REFRESH, refresh_token: 'x' }, ...values(BAD_REFRESH)],
  ])('refuses %s', async (_case, change, status, error, error_description) => {
    const { token } = await simulated()
    const answer = await token({ ...OPERATIONS, ...CODE, code: 'x', ...change })
    expect(await told(answer.clone())).toEqual(oauth(status, error, error_description))
    expect(await answer.text()).toMatch(/\n$/)
  })

  it('answers 401 with a challenge where a wrong secret came by Basic', async () => {
    const { codeFor, token } = await simulated()
    const code = await codeFor()
    const basic = (secret: string) => ({
      headers: { authorization: `Basic ${btoa(`${OPERATIONS.client_id}:${secret}`)}` },
    })
    const wrong = await token({ ...CODE, code }, basic('x'))
    expect(wrong.headers.get('www-authenticate')).toBe('Basic realm="OAuth2.0"')
    expect(await told(wrong)).toEqual({ ...BAD_CLIENT, status: 401 })
    expect((await token({ ...CODE, code }, basic(OPERATIONS.client_secret))).status).toBe(200)
  })

  it('keeps a code through a failed try, for 300 seconds, for one use, for one client', async () => {
    const { clock, codeFor, token } = await simulated()
    const code = await codeFor()
    const exchange = (client = OPERATIONS, given = code) =>
      token({ ...client, ...CODE, code: given })
    expect((await exchange({ ...OPERATIONS, client_secret: 'x' })).status).toBe(400)
    expect(await told(await exchange(DISPLAY))).toEqual(BAD_CODE)
    clock.now += 298_000 // one second went by already
    expect((await exchange()).status).toBe(200)
    expect(await told(await exchange())).toEqual(BAD_CODE)
    const late = await codeFor()
    clock.now += 299_000
    expect(await told(await exchange(OPERATIONS, late))).toEqual(BAD_CODE)
  })

  it('takes POST over HTTPS only', async () => {
    const { send, set, token } = await simulated()
    expect(await told(await send('/oauth2/token'))).toEqual(
      oauth(401, 'invalid_request', 'The access token is missing'),
    )
    await set({ plain_http: true })
    expect(await told(await token({ ...OPERATIONS, ...CODE }))).toEqual(
      oauth(400, 'access_denied', 'You must use HTTPS'),
    )
  })
})

describe('a refresh', () => {
  it('gives a new pair and ends the old one at once', async () => {
    const { api, pair, token } = await simulated()
    const old = await pair()
    const refresh = (refresh_token = '', client = OPERATIONS) =>
      token({ ...client, ...REFRESH, refresh_token })
    expect(await told(await refresh(old['refresh_token'], DISPLAY))).toEqual(BAD_CLIENT)
    const next = await fields(await refresh(old['refresh_token']))
    expect(next['access_token']).not.toBe(old['access_token'])
    expect(next['refresh_token']).not.toBe(old['refresh_token'])
    expect((await api('/monitoring/v1/aps', old['access_token'])).status).toBe(401)
    expect((await api('/monitoring/v1/aps', next['access_token'])).status).toBe(200)
    expect(await told(await refresh(old['refresh_token']))).toEqual(BAD_REFRESH)
  })

  it('works until fifteen days went by without one', async () => {
    const { clock, pair, token } = await simulated()
    const refresh = (refresh_token = '') => token({ ...OPERATIONS, ...REFRESH, refresh_token })
    let { refresh_token } = await pair()
    for (const _ of [1, 2]) {
      clock.now += 15 * 86_400_000 - 1
      refresh_token = (await fields(await refresh(refresh_token)))['refresh_token']
    }
    clock.now += 15 * 86_400_000
    expect(await told(await refresh(refresh_token))).toEqual(BAD_REFRESH)
  })
})

describe('the door of the API', () => {
  it('tells a missing token from a bad one, each with its challenge', async () => {
    const { api, clock, pair, send } = await simulated()
    const { access_token = '' } = await pair()
    const missing = await send('/monitoring/v1/aps')
    expect(missing.headers.get('www-authenticate')).toBe('Bearer realm="service"')
    expect(await told(missing)).toEqual(
      oauth(401, 'invalid_request', 'The access token is missing'),
    )
    const unknown = await api('/monitoring/v1/aps', 'x')
    expect(unknown.headers.get('www-authenticate')).toBe(
      'Bearer realm="service" error="invalid_token" error_description="The access token is invalid or has expired"',
    )
    expect(unknown.headers.get('x-ratelimit-limit-second')).toBeNull()
    expect(await told(unknown)).toEqual(BAD_TOKEN)
    const by = async (init: RequestInit, query = '') =>
      (await send(`/monitoring/v2/networks${query}`, init)).status
    expect(await by({ headers: { authorization: `token ${access_token}` } })).toBe(200)
    expect(await by({}, `?access_token=${access_token}`)).toBe(200)
    clock.now += 7200_000 - 1
    expect((await api('/monitoring/v1/aps', access_token)).status).toBe(200)
    clock.now += 1
    expect(await told(await api('/monitoring/v1/aps', access_token))).toEqual(BAD_TOKEN)
  })

  it('lets 7 calls a second through and 5000 a day, and does not count a refused one', async () => {
    const { api, clock, pair, set } = await simulated()
    const { access_token } = await pair()
    const call = () => api('/monitoring/v2/networks', access_token)
    const first = await call()
    expect(first.headers.get('x-ratelimit-limit-second')).toBe('7')
    expect(first.headers.get('x-ratelimit-remaining-second')).toBe('6')
    expect(first.headers.get('x-ratelimit-limit-day')).toBe('5000')
    expect(first.headers.get('x-ratelimit-remaining-day')).toBe('4999')
    expect(first.headers.get('access-control-allow-origin')).toBe('*')
    expect(first.headers.get('via')).toBe('kong/0.14.1')
    for (let n = 0; n < 6; n += 1) expect((await call()).status).toBe(200)
    const over = await call()
    expect(over.headers.get('x-ratelimit-remaining-second')).toBe('0')
    expect(over.headers.get('x-ratelimit-remaining-day')).toBe('4993')
    expect(await told(over)).toEqual({ status: 429, body: { message: 'API rate limit exceeded' } })
    clock.now += 1000
    await set({ api_per_day: 8 })
    expect((await call()).headers.get('x-ratelimit-remaining-day')).toBe('0')
    clock.now += 1000
    const spent = await call()
    expect(spent.status).toBe(429)
    expect(spent.headers.get('x-ratelimit-remaining-second')).toBe('7')
  })

  it('speaks in three shapes, and sometimes in plain text', async () => {
    const { api, pair, set } = await simulated()
    const { access_token } = await pair()
    const call = (path: string) => api(path, access_token)
    expect(await told(await call('/nowhere/v1'))).toEqual({
      status: 404,
      body: { message: 'no route and no API found with those values' },
    })
    expect(await told(await call('/configuration/v2/groups?limit=21'))).toEqual({
      status: 400,
      body: {
        description: 'limit must be 1 to 20',
        error_code: '0001',
        service_name: 'Configuration',
      },
    })
    await set({ behind_the_gateway: 'down' })
    const down = await call('/monitoring/v1/aps')
    expect(down.status).toBe(503)
    expect(down.headers.get('content-type')).toBe('text/plain')
    expect(await down.text()).toBe('upstream connect error or disconnect/reset before headers')
    await set({ behind_the_gateway: 'failing' })
    expect(await told(await call('/monitoring/v1/aps'))).toEqual({
      status: 500,
      body: { message: 'An unexpected error occurred' },
    })
  })

  it('lets scope read look, and scope all write', async () => {
    const { pair, post } = await simulated()
    const write = async ({ access_token = '' }: Record<string, string>) =>
      post('/central/v2/sites', { site_name: 'new' }, { authorization: `Bearer ${access_token}` })
    expect((await write(await pair())).status).toBe(200)
    expect(await told(await write(await pair(JANE, DISPLAY, { scope: 'read' })))).toEqual({
      status: 403,
      body: { message: "You don't have permission to access this resource" },
    })
  })
})

describe('an MSP', () => {
  const provider = async () => {
    const gateway = await simulated()
    const { access_token } = await gateway.pair(PROVIDER, CONSOLE, { customer_id: MSP })
    const call = (path: string, TenantID?: string) =>
      gateway.api(path, access_token, TenantID === undefined ? {} : { TenantID })
    return { ...gateway, call }
  }

  it('sees a tenant through TenantID, and nobody else', async () => {
    const { call } = await provider()
    const sites = '/central/v2/sites?limit=20&offset=0&calculate_total=true&sort=%2Bsite_name'
    expect(await fields(await call(sites))).toEqual({ count: 0, sites: [], total: 0 })
    const tenants = await call(sites, TENANT)
    expect(await told(tenants)).toMatchObject({
      status: 200,
      body: { count: 1, sites: [{ site_id: 1, site_name: 'test-pcap', tags: null }], total: 1 },
    })
    expect(await told(await call(sites, 'f'.repeat(32)))).toEqual({
      status: 403,
      body: { message: 'Tenant not accessible' },
    })
  })

  it('lists 50 tenants a call at most; a single customer lists none', async () => {
    const { call, api, pair } = await provider()
    expect(await fields(await call('/msp_api/v1/customers?offset=0&limit=50'))).toEqual({
      customers: [
        {
          customer_id: TENANT,
          customer_name: 'Tenant A',
          account_status: 'ACTIVE',
          account_type: 'STANDALONE',
          group: { name: 'default' },
          description: '',
        },
      ],
      total: 1,
    })
    const many = await call('/msp_api/v1/customers?offset=0&limit=51')
    expect(many.headers.get('x-ratelimit-remaining-second')).toBe('5')
    expect(await told(many)).toEqual({
      status: 400,
      body: {
        description: 'LIMIT_REQUEST_EXCEEDED',
        error_code: '0000',
        service_name: 'msp_api',
      },
    })
    const { access_token } = await pair()
    expect((await api('/msp_api/v1/customers', access_token)).status).toBe(403)
  })
})

describe('an offline file of the sandbox', () => {
  it('opens the API for two hours, is refreshed once, and is worthless then', async () => {
    const { api, clock, token } = await simulated()
    const file = offlinePair(clock.now)
    const aps = async (access_token: string) =>
      (await api('/monitoring/v1/aps', access_token)).status
    expect(await aps(file.access_token)).toBe(200)
    clock.now += 7200_000
    expect(await aps(file.access_token)).toBe(401)
    const refresh = () => token({ ...SSO_DESK, ...REFRESH, refresh_token: file.refresh_token })
    const { access_token = '' } = await fields(await refresh())
    expect(await aps(access_token)).toBe(200)
    expect(await aps(file.access_token)).toBe(401)
    expect(await told(await refresh())).toEqual(BAD_REFRESH)
  })

  it('is not believed when it comes from the future or is older than fifteen days', async () => {
    const { api, clock, token } = await simulated()
    const future = offlinePair(clock.now + 60_000)
    expect((await api('/monitoring/v1/aps', future.access_token)).status).toBe(401)
    const { refresh_token } = offlinePair(clock.now - 15 * 86_400_000)
    expect(await told(await token({ ...SSO_DESK, ...REFRESH, refresh_token }))).toEqual(BAD_REFRESH)
  })

  it('can be downloaded from a page like My Apps & Tokens', async () => {
    const { clock, send } = await simulated()
    const page = await send('/api-gateway')
    expect(await page.text()).toContain('href="/aruba/api-gateway/token.json"')
    const file = await send('/api-gateway/token.json')
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="token.json"')
    const expected = offlineFile(offlinePair(clock.now), clock.now, 'sso.user@example.com')
    expect(await file.text()).toBe(expected)
    expect(Object.keys(JSON.parse(expected) as object)).toHaveLength(10)
  })
})

function values({ status, body }: ReturnType<typeof oauth>): [number, string, string] {
  return [status, body.error, body.error_description]
}
