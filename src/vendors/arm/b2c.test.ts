/** Azure AD B2C as Arm uses it: the two shapes of a token answer, and every refusal of its table. */
import { beforeEach, describe, expect, it } from 'vitest'
import { CLIENT, simulated, TOKEN } from './arm.test-support.ts'

let arm: Awaited<ReturnType<typeof simulated>>
beforeEach(async () => {
  arm = await simulated()
})

const SECRET_CLIENT = '5ec4e700-7a3f-4a52-9c1e-2d6b8f0a1c33'
const secretLogin = { client_id: SECRET_CLIENT, scope: `openid ${SECRET_CLIENT}` }

describe('a login', () => {
  it('answers with expires_in as a text, and the fields in the documented order', async () => {
    const { status, json, headers } = await arm.token()
    expect(status).toBe(200)
    expect(Object.keys(json).join(' ')).toBe(
      'access_token token_type expires_in refresh_token id_token',
    )
    expect(json['expires_in']).toBe('3600')
    expect(json['token_type']).toBe('Bearer')
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(headers.get('cache-control')).toContain('no-store')
  })

  it('gives no refresh token without offline_access', async () => {
    const { json } = await arm.token({ scope: `openid ${CLIENT}` })
    expect(json['refresh_token']).toBeUndefined()
    expect(json['access_token']).toMatch(/^eyJ/)
  })

  it('gives what response_type asks for, and no access token unless the scope names the client', async () => {
    const one = (await arm.token({ response_type: 'id_token' })).json
    expect([one['access_token'] !== undefined, one['id_token'] !== undefined]).toEqual([
      false,
      true,
    ])
    expect((await arm.token({ scope: 'openid' })).json['access_token']).toBeUndefined()
  })

  it('finds tenant and policy whatever their case', async () => {
    expect(
      (await arm.token({}, TOKEN.toUpperCase().replace(/OAUTH2.*/, 'oauth2/v2.0/token'))).status,
    ).toBe(200)
  })

  it('lets a client with a secret in by the secret', async () => {
    const secret = { client_secret: 'partner-secret-of-the-sandbox' }
    expect((await arm.token({ ...secretLogin, ...secret })).status).toBe(200)
  })
})

describe('a refresh', () => {
  const refresh = async (refresh_token: unknown, change: Record<string, string> = {}) =>
    arm.form(TOKEN, {
      grant_type: 'refresh_token',
      client_id: CLIENT,
      resource: CLIENT,
      response_type: 'id_token',
      refresh_token: String(refresh_token),
      ...change,
    })

  it('answers with expires_in as a number, and the fields of Microsoft’s sample', async () => {
    const { json } = await refresh((await arm.token()).json['refresh_token'])
    expect(Object.keys(json).join(' ')).toBe(
      'access_token id_token token_type not_before expires_in expires_on resource id_token_expires_in profile_info refresh_token refresh_token_expires_in',
    )
    expect(json['expires_in']).toBe(3600)
    expect(json['refresh_token_expires_in']).toBe(1209600)
  })

  it('gives a new refresh token, and leaves the old one usable', async () => {
    const first = (await arm.token()).json['refresh_token']
    const second = await refresh(first)
    expect(second.json['refresh_token']).not.toBe(first)
    expect((await refresh(first)).status).toBe(200)
  })

  it('is refused after fourteen days, after a revocation, and for a stranger', async () => {
    const token = (await arm.token()).json['refresh_token']
    expect((await refresh('eyJ.made.up')).json['error_description']).toMatch(/^AADB2C90088: /)
    await arm.control({ settings: { refresh_revoked: true } })
    expect((await refresh(token)).json['error_description']).toMatch(/^AADB2C90129: /)
    await arm.control({ settings: { refresh_revoked: false }, advance: 14 * 86400 })
    const late = await refresh(token)
    expect(late.json['error']).toBe('invalid_grant')
    expect(late.json['error_description']).toMatch(
      /^AADB2C90080: .*issued time: 2026-11-20 12:00:00Z/,
    )
  })

  it('belongs to the client that got it', async () => {
    const token = (await arm.token()).json['refresh_token']
    const other = { client_id: '40700000-3c2b-4d1a-9e8f-6a5b4c3d2e1f' }
    const answer = await refresh(token, { ...other, resource: other.client_id })
    expect(answer.json['error_description']).toMatch(/^AADB2C90279: /)
  })
})

describe('a refusal', () => {
  it('is 400, with CR LF, a correlation ID and a time in its text, and B2C’s headers', async () => {
    const { status, json, headers } = await arm.token({ password: 'wrong' })
    expect(status).toBe(400)
    expect(Object.keys(json)).toEqual(['error', 'error_description'])
    expect(json['error']).toBe('access_denied')
    expect(json['error_description']).toMatch(
      /^AADB2C90225: The username or password provided in the request are invalid\.\r\nCorrelation ID: [0-9a-f-]{36}\r\nTimestamp: 2026-11-20 12:00:00Z\r\n$/,
    )
    expect(headers.get('cache-control')).toBe('private')
    expect(headers.get('x-ms-gateway-requestid')).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.getSetCookie()[0]).toMatch(/^x-ms-cpim-trans=/)
  })

  const table: readonly (readonly [string, Record<string, string | undefined>, string, number])[] =
    [
      ['an unknown person', { username: 'nobody@example.com' }, 'access_denied', 90225],
      [
        'a company login',
        { username: 'sso.user@example.com', password: 'kept-at-the-company' },
        'access_denied',
        90225,
      ],
      ['no client_id', { client_id: undefined }, 'invalid_request', 90008],
      ['an unknown client', { client_id: 'nobody' }, 'invalid_client', 90018],
      [
        'a client of another tenant',
        { client_id: '243bffb8-b622-471b-9474-05e26dd1e51a' },
        'invalid_client',
        90018,
      ],
      ['no scope', { scope: undefined }, 'invalid_request', 90010],
      ['a strange scope', { scope: 'openid User.Read' }, 'invalid_scope', 90117],
      ['a scope without openid', { scope: CLIENT }, 'invalid_request', 90110],
      ['an unknown grant', { grant_type: 'magic' }, 'unsupported_grant_type', 90086],
      ['no grant', { grant_type: undefined }, 'invalid_request', 90083],
      ['no password', { password: undefined }, 'invalid_request', 90083],
      [
        'a client without approval',
        { client_id: '40700000-3c2b-4d1a-9e8f-6a5b4c3d2e1f' },
        'unauthorized_client',
        90224,
      ],
      ['a secret of a public client', { client_secret: 'x' }, 'invalid_request', 90084],
      ['a missing secret', secretLogin, 'invalid_request', 90079],
      ['a wrong secret', { ...secretLogin, client_secret: 'x' }, 'invalid_client', 90081],
      ['a strange response type', { response_type: 'code' }, 'invalid_request', 90013],
      [
        'a locked account',
        { username: 'locked@example.com', password: 'too-late' },
        'access_denied',
        90111,
      ],
    ]
  it.each(table)('for %s has its code', async (_what, change, error, code) => {
    const { status, json } = await arm.token(change)
    expect(status).toBe(400)
    expect(json['error']).toBe(error)
    expect(json['error_description']).toMatch(new RegExp(`^AADB2C${code}: `))
  })

  it('for a policy that is not there is 404', async () => {
    expect((await arm.token({}, TOKEN.replace('ROPC_Auth', 'Other'))).status).toBe(404)
  })
})

describe('ten wrong passwords', () => {
  const miss = () => arm.token({ password: 'wrong' })

  it('lock the account for a minute, the right password included', async () => {
    for (let count = 0; count < 10; count += 1)
      expect((await miss()).json['error_description']).toMatch(/^AADB2C90225/)
    expect((await arm.token()).json['error_description']).toMatch(/^AADB2C90114/)
    await arm.control({ advance: 59 })
    expect((await arm.token()).status).toBe(400)
    await arm.control({ advance: 1 })
    expect((await arm.token()).status).toBe(200)
  })

  it('must be in a row: a right one starts the count again', async () => {
    for (let count = 0; count < 9; count += 1) await miss()
    await arm.token()
    await miss()
    expect((await arm.token()).status).toBe(200)
  })
})

describe('the 180 days', () => {
  it('end the login until the link of the mail was followed', async () => {
    await arm.control({ advance: 180 * 86400 - 1 })
    expect((await arm.token()).status).toBe(200)
    await arm.control({ advance: 1 })
    expect((await arm.token()).json['error_description']).toMatch(/^AADB2C90225/)
    const { username, password } = { username: 'jane.doe@example.com', password: 'correct-horse' }
    expect((await arm.form('/account/verify', { username, password })).status).toBe(200)
    expect((await arm.token()).status).toBe(200)
  })
})
