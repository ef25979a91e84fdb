/** The door of the API at the simulated gateway: challenges, limits, tenants, and the offline file. */
import { describe, expect, it } from 'vitest'
import { offlineFile, offlinePair } from './offline-file.ts'
import {
  CONSOLE,
  DISPLAY,
  fields,
  JANE,
  MSP,
  PROVIDER,
  simulated,
  TENANT,
  told,
} from './simulated.test-support.ts'

const oauth = (status: number, error: string, error_description: string) => ({
  status,
  body: { error, error_description },
})
const BAD_REFRESH = oauth(400, 'invalid_request', 'Invalid refresh_token')
const BAD_TOKEN = oauth(401, 'invalid_token', 'The access token is invalid or has expired')
const REFRESH = { grant_type: 'refresh_token' }

const SSO_DESK = {
  client_id: 'e4b1907c25d84f3a96c0d7e2a15f8b63',
  client_secret: '26d9c0a7f3e84b51b7a2d6e8c9f01435',
}

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
