/** Steps 1 to 3 and the deletion at the simulated gateway: cookies, CSRF, pace, and every refusal. */
import { describe, expect, it } from 'vitest'
import {
  CODE,
  CONSOLE,
  CREDENTIALS,
  cookiesOf,
  DISPLAY,
  EXAMPLE,
  fields,
  JANE,
  LOGIN,
  MSP,
  OPERATIONS,
  PROVIDER,
  SSO,
  simulated,
  TENANT,
  told,
  withSession,
} from './simulated.test-support.ts'

const AUTH_FAILURE = { status: 401, body: { message: 'Auth failure', status: false } }
const OVER_RATE = { status: 429, body: { message: 'API rate limit exceeded' } }
const rejected = (message: string) => ({ status: 400, body: { extra: {}, message } })
const UNREADABLE = 'The browser (or proxy) sent a request that this server could not understand.'
const CSRF = rejected('CSRF token missing or incorrect.')

describe('the login', () => {
  it('sets two cookies on two lines, spelled as the real gateway spells them', async () => {
    const { logIn } = await simulated()
    const answer = await logIn()
    expect(await told(answer.clone())).toEqual({ status: 200, body: { status: true } })
    const [csrf, session, ...more] = answer.headers.getSetCookie()
    expect(csrf).toMatch(/^csrftoken=[^;]+\.[^;]+\.[^;]+; Secure; Path=\/$/)
    expect(session).toMatch(/^session=[^;]+; Secure; HttpOnly; Path=\/$/)
    expect(more).toEqual([])
    expect(answer.headers.get('server')).toBe('openresty/1.13.6.2')
    expect(answer.headers.get('x-ratelimit-remaining-second')).toBe('0')
  })

  it.each([
    ['a wrong password', { ...JANE, password: 'x' }, AUTH_FAILURE],
    ['an unknown user', { ...JANE, username: 'nobody' }, AUTH_FAILURE],
    ['a user with SSO', SSO, AUTH_FAILURE],
    ['no user name', { password: 'x' }, rejected('username is required')],
    ['no password', { username: 'x' }, rejected('password is required')],
    ['a body that is a list', [JANE], rejected(UNREADABLE)],
    ['a body that is no JSON', 'username=jane', rejected(UNREADABLE)],
  ])('answers %s', async (_case, user, answer) => {
    const { post } = await simulated()
    const refused = await post(`${LOGIN}?client_id=${OPERATIONS.client_id}`, user)
    expect(refused.headers.getSetCookie()).toEqual([])
    expect(await told(refused)).toEqual(answer)
  })

  it('knows neither other clients nor accounts of another region', async () => {
    const { clock, logIn, set } = await simulated()
    expect(await told(await logIn(JANE, { ...OPERATIONS, client_id: 'x' }))).toEqual(
      rejected('Invalid client_id'),
    )
    await set({ wrong_cluster: true })
    clock.now += 1000
    expect(await told(await logIn())).toEqual(AUTH_FAILURE)
  })

  it('takes one call a second, by the clock, and says so in its headers', async () => {
    const { clock, logIn, set } = await simulated()
    clock.now += 900
    expect((await logIn()).status).toBe(200)
    const over = await logIn()
    expect(over.headers.get('x-ratelimit-limit-second')).toBe('1')
    expect(over.headers.get('x-ratelimit-remaining-second')).toBe('0')
    expect(over.headers.get('retry-after')).toBeNull()
    expect(await told(over)).toEqual(OVER_RATE)
    clock.now += 100
    expect((await logIn()).status).toBe(200)
    await set({ login_per_second: 3 })
    expect((await logIn()).status).toBe(200)
  })
})

describe('the authorization code', () => {
  it('is 32 letters and digits under auth_code, with the cookies again', async () => {
    const { cookies, getCode } = await simulated()
    const session = await cookies()
    const answer = await getCode(session)
    expect(cookiesOf(answer)).toEqual(session)
    expect((await fields(answer))['auth_code']).toMatch(/^[A-Za-z0-9]{32}$/)
  })

  it('shares its second with the login', async () => {
    const { getCode, logIn } = await simulated()
    expect(await told(await getCode(cookiesOf(await logIn())))).toEqual(OVER_RATE)
  })

  it('is not given without a session, or without this session’s own CSRF value', async () => {
    const { clock, cookies, getCode, post } = await simulated()
    const [mine, other] = [await cookies(), await cookies()]
    const attempt = async (headers: Record<string, string>) => {
      clock.now += 1000
      const query = `client_id=${OPERATIONS.client_id}&response_type=code&scope=all`
      return told(await post(`${CODE}?${query}`, { customer_id: EXAMPLE }, headers))
    }
    expect(await attempt({ 'x-csrf-token': mine.csrf })).toEqual(AUTH_FAILURE)
    expect(await attempt({ cookie: `session=${mine.session}` })).toEqual(CSRF)
    expect(await attempt(withSession({ ...mine, csrf: other.csrf }))).toEqual(CSRF)
    expect(await attempt(withSession({ ...mine, session: 'x' }))).toEqual(AUTH_FAILURE)
    clock.now += 1000
    expect((await getCode(mine)).status).toBe(200)
  })

  it.each([
    [{ customer_id: MSP }, 'Invalid customer id'],
    [{ customer_id: TENANT }, 'Invalid customer id'],
    [{ scope: 'write' }, 'Invalid scope'],
    [{ client: DISPLAY }, 'Invalid scope'],
    [{ client: { ...OPERATIONS, client_id: 'x' } }, 'Invalid client_id'],
    [{ client: CONSOLE }, 'Invalid customer id'],
    [{ client: CONSOLE, customer_id: MSP }, 'Invalid customer id'],
  ])('is refused for %o', async (more, message) => {
    const { cookies, getCode } = await simulated()
    expect(await told(await getCode(await cookies(), more))).toEqual(rejected(message))
  })

  it('wants response_type=code and a customer, with or without the last slash', async () => {
    const { clock, cookies, post } = await simulated()
    const headers = withSession(await cookies())
    const at = async (path: string, body: unknown) => {
      clock.now += 1000
      return told(await post(path, body, headers))
    }
    const query = `?client_id=${OPERATIONS.client_id}&scope=read`
    expect(await at(`${CODE}${query}&response_type=token`, { customer_id: EXAMPLE })).toEqual(
      rejected('Invalid response_type'),
    )
    expect(await at(`${CODE}${query}&response_type=code`, {})).toEqual(
      rejected('customer_id is required'),
    )
    const bare = CODE.slice(0, -1)
    const answer = await at(`${bare}${query}&response_type=code`, { customer_id: EXAMPLE })
    expect(answer.status).toBe(200)
  })

  it('keeps a session alive for 15 minutes from its last use', async () => {
    const { clock, cookies, getCode } = await simulated()
    const session = await cookies()
    clock.now += 14 * 60_000
    expect((await getCode(session)).status).toBe(200)
    clock.now += 14 * 60_000
    expect((await getCode(session)).status).toBe(200)
    clock.now += 15 * 60_000
    expect(await told(await getCode(session))).toEqual(AUTH_FAILURE)
  })

  it('may bring a new CSRF value, and then the old one is worthless', async () => {
    const { clock, cookies, getCode, set } = await simulated()
    await set({ csrf_rotates: true })
    const session = await cookies()
    const next = cookiesOf(await getCode(session))
    clock.now += 1000
    expect(next.csrf).not.toBe(session.csrf)
    expect(await told(await getCode(session))).toEqual(CSRF)
    clock.now += 1000
    expect((await getCode(next)).status).toBe(200)
  })

  it('comes once in half an hour where that rule is on', async () => {
    const { clock, cookies, getCode, set } = await simulated()
    await set({ one_token_per_half_hour: true })
    expect((await getCode(await cookies())).status).toBe(200)
    clock.now += 1000
    expect(await told(await getCode(await cookies()))).toEqual(OVER_RATE)
    clock.now += 30 * 60_000
    expect((await getCode(await cookies())).status).toBe(200)
  })
})

describe('credentials for a tenant', () => {
  const make = async (user = PROVIDER, client = CONSOLE, customer_id = TENANT) => {
    const gateway = await simulated()
    const session = await gateway.cookies(user, client)
    const path = `${CREDENTIALS}?client_id=${client.client_id}`
    const answer = await gateway.post(path, { customer_id }, withSession(session))
    return { ...gateway, session, answer }
  }

  it('are a client of its own, which gets codes for that tenant alone', async () => {
    const { answer, clock, getCode, session } = await make()
    const made = await fields(answer)
    expect(made['client_id']).toMatch(/^[0-9a-f]{32}$/)
    const client = {
      client_id: made['client_id'] ?? '',
      client_secret: made['client_secret'] ?? '',
    }
    clock.now += 1000
    expect((await getCode(session, { client, customer_id: TENANT })).status).toBe(200)
    clock.now += 1000
    expect(await told(await getCode(session, { client, customer_id: MSP }))).toEqual(
      rejected('Invalid customer id'),
    )
  })

  it('are for MSPs and their tenants only', async () => {
    expect(await told((await make(JANE, OPERATIONS)).answer)).toEqual(AUTH_FAILURE)
    expect(await told((await make(PROVIDER, CONSOLE, EXAMPLE)).answer)).toEqual(
      rejected('Invalid customer id'),
    )
  })
})

describe('deleting a token', () => {
  it('ends both tokens by cookie, CSRF value and body, and says 404 the second time', async () => {
    const { api, cookies, pair, send, token } = await simulated()
    const { access_token = '', refresh_token = '' } = await pair()
    const session = await cookies()
    const remove = (headers: Record<string, string>, body: object) =>
      send('/oauth2/api/tokens', { method: 'DELETE', headers, body: JSON.stringify(body) })
    const body = { customer_id: EXAMPLE, access_token }
    expect(await told(await remove({ authorization: `Bearer ${access_token}` }, body))).toEqual(
      AUTH_FAILURE,
    )
    expect(await told(await remove({ cookie: `session=${session.session}` }, body))).toEqual(CSRF)
    const headers = withSession(session)
    expect(await told(await remove(headers, { ...body, customer_id: MSP }))).toEqual(
      rejected('Invalid customer id'),
    )
    expect((await api('/monitoring/v2/networks', access_token)).status).toBe(200)
    expect(await told(await remove(headers, body))).toEqual({ status: 200, body: { status: true } })
    expect((await api('/monitoring/v2/networks', access_token)).status).toBe(401)
    const again = await token({ ...OPERATIONS, grant_type: 'refresh_token', refresh_token })
    expect((await fields(again))['error_description']).toBe('Invalid refresh_token')
    expect(await told(await remove(headers, body))).toEqual({
      status: 404,
      body: { message: 'Not found' },
    })
  })
})
