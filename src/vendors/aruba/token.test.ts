/** The token endpoint of the simulated gateway: Kong's order of checks, its bodies, and the life of tokens. */
import { describe, expect, it } from 'vitest'
import { DISPLAY, fields, OPERATIONS, simulated, told } from './simulated.test-support.ts'

const oauth = (status: number, error: string, error_description: string) => ({
  status,
  body: { error, error_description },
})
const BAD_CLIENT = oauth(400, 'invalid_client', 'Invalid client authentication')
const BAD_CODE = oauth(400, 'invalid_request', 'Invalid code')
const BAD_REFRESH = oauth(400, 'invalid_request', 'Invalid refresh_token')
const CODE = { grant_type: 'authorization_code' }
const REFRESH = { grant_type: 'refresh_token' }

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

function values({ status, body }: ReturnType<typeof oauth>): [number, string, string] {
  return [status, body.error, body.error_description]
}
