/** Adobe's registration and token endpoints: what they take, and how they refuse. */
import { describe, expect, it } from 'vitest'
import { claimsOf } from '../../core/answer/jwt.ts'
import { android, sampleStatement } from './fixture.ts'
import { simulated } from './simulated.test-support.ts'

const old = {
  client_id: '0f6f0a52-7c1e-4c55-9d3a-2f1b7a90c611',
  client_secret: '5c1d0e7a-91b4-4f0e-8a67-d2b3c4e5f601',
}
const grant_type = 'client_credentials'

describe('the dashboard', () => {
  it('lists every application with a statement to download', async () => {
    const { send } = await simulated()
    const page = await (await send('/dashboard')).text()
    expect(page).toContain('/adobe/dashboard/Android_1700667057906.txt')
    const file = await send('/dashboard/Android_1700667057906.txt')
    expect(file.headers.get('content-disposition')).toBe(
      'attachment; filename="Android_1700667057906.txt"',
    )
    expect(await file.text()).toBe(sampleStatement)
    expect((await send('/dashboard/Nobody_1.txt')).status).toBe(404)
  })

  it('hands out statements with alg alone in the header and no exp', () => {
    expect(claimsOf(sampleStatement)).toEqual({
      header: { alg: 'RS256' },
      claims: {
        sub: android.software_id,
        nbf: 1700667057,
        iss: 'auth.adobe.com',
        iat: 1700667057,
      },
    })
  })
})

describe('registration', () => {
  it('answers 201 in Adobe’s shape: milliseconds, scopes as a list, no expiry', async () => {
    const { register, clock } = await simulated()
    const redirect_uri = 'https://www.adobe.com'
    const answer = await register({ software_statement: sampleStatement, redirect_uri })
    expect(answer.status).toBe(201)
    expect(answer.headers.get('content-type')).toBe('application/json;charset=UTF-8')
    const text = await answer.text()
    const uuid = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}'
    expect(text).toMatch(
      new RegExp(
        `^\\{"client_id":"${uuid}","client_secret":"${uuid}","grant_types":\\["client_credentials"\\],"redirect_uris":\\["https://www\\.adobe\\.com"\\],"scopes":\\["config:client",[^\\]]*\\],"client_id_issued_at":${clock.now}\\}$`,
      ),
    )
  })

  it('makes another client every time, and the first one goes on', async () => {
    const { client, token, reader } = await simulated()
    const first = await client()
    const second = await client()
    expect(second.client_id).not.toBe(first.client_id)
    const get = await reader(await token(first))
    expect((await get('')).status).toBe(200)
  })

  it.each([
    ['OldWeb_1612137600000', 'unapproved_software_statement'],
    ['Staging_1690000000000', 'unapproved_software_statement'],
    ['Damaged_1701000000000', 'invalid_software_statement'],
  ])('refuses the statement %s with %s', async (name, error) => {
    const { send, register } = await simulated()
    const software_statement = await (await send(`/dashboard/${name}.txt`)).text()
    expect(software_statement.split('.')).toHaveLength(3)
    const answer = await register({ software_statement })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toBe(`{"error":"${error}"}`)
  })

  it('stops taking statements that Adobe revoked', async () => {
    const { set, register } = await simulated()
    await set({ settings: { revoke_statements: true } })
    const answer = await register({ software_statement: sampleStatement })
    expect(await answer.json()).toEqual({ error: 'unapproved_software_statement' })
  })

  it.each<[string, unknown, Record<string, string>, string]>([
    ['no statement', {}, {}, 'invalid_request'],
    ['a statement that is a number', { software_statement: 7 }, {}, 'invalid_request'],
    ['a body that is not JSON', 'software_statement=x', {}, 'invalid_request'],
    ['a list', [sampleStatement], {}, 'invalid_request'],
    ['a name given twice', '{"redirect_uri":"a:b","redirect_uri":"a:b"}', {}, 'invalid_request'],
    ['a form', 'a=b', { 'content-type': 'text/plain' }, 'invalid_request'],
    ['text that is no JWT', { software_statement: 'abc' }, {}, 'invalid_software_statement'],
    [
      'a redirect URI that is no address',
      { software_statement: sampleStatement, redirect_uri: 'www.adobe.com' },
      {},
      'invalid_redirect_uri',
    ],
    [
      'a redirect URI with a fragment',
      { software_statement: sampleStatement, redirect_uri: 'https://a.example/#b' },
      {},
      'invalid_redirect_uri',
    ],
    [
      'a device that is not base64 of JSON',
      { software_statement: sampleStatement },
      { 'x-device-info': 'AppleTV' },
      'invalid_request',
    ],
  ])('refuses %s', async (_name, body, headers, error) => {
    const { register } = await simulated()
    const answer = await register(body, headers)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({ error })
  })
})

describe('the token endpoint', () => {
  it('takes the parameters in the form or in the query, and answers 201', async () => {
    const { ask, send, clock } = await simulated()
    const query = new URLSearchParams({ grant_type, ...old })
    const answers = [
      await ask({ grant_type, ...old }),
      await send(`/o/client/token?${query}`, { method: 'POST' }),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(201)
      const body = (await answer.json()) as Record<string, unknown>
      expect(Object.keys(body).join()).toBe('id,access_token,created_at,expires_in,token_type')
      expect(body).toMatchObject({
        created_at: clock.now,
        expires_in: 21600,
        token_type: 'bearer',
      })
    }
  })

  it('makes tokens with scopes between commas and six hours of life', async () => {
    const { token } = await simulated()
    const { header, claims } = claimsOf(await token()) ?? {}
    expect(header).toEqual({ alg: 'RS256' })
    expect(Object.keys(claims ?? {}).join()).toBe('sub,nbf,iss,scopes,exp,iat')
    expect(claims?.['scopes']).toBe(
      'config:client,decisions:client,platform:sso,profile:client,tokens:client',
    )
    expect(Number(claims?.['exp']) - Number(claims?.['iat'])).toBe(21600)
  })

  const basic = { authorization: `Basic ${btoa(`${old.client_id}:${old.client_secret}`)}` }

  it('takes Basic alone', async () => {
    const { ask } = await simulated()
    expect((await ask({ grant_type }, basic)).status).toBe(201)
  })

  it.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['nothing', {}, {}, 'invalid_request'],
    ['no secret', { grant_type, client_id: old.client_id }, {}, 'invalid_request'],
    ['Basic beside parameters', { grant_type, ...old }, basic, 'invalid_request'],
    ['a wrong secret', { grant_type, ...old, client_secret: 'x' }, {}, 'invalid_client'],
    ['an unknown client', { grant_type, ...old, client_id: 'x' }, {}, 'invalid_client'],
    [
      'a revoked client',
      {
        grant_type,
        client_id: '6a1c9e04-5d2b-47f8-93e6-b8d07f4a2c15',
        client_secret: 'f3b8a6d1-20c7-4e95-8b4d-7a61c9e05f38',
      },
      {},
      'invalid_client',
    ],
    [
      'a client without this grant',
      {
        grant_type,
        client_id: 'd84b7f26-e0a3-4c91-a5d2-60f9c3e8b174',
        client_secret: '19e5c0b7-8d34-4f6a-92b1-e7d4a8f05c63',
      },
      {},
      'unauthorized_client',
    ],
    ['another grant', { grant_type: 'password', ...old }, {}, 'unsupported_grant_type'],
  ])('refuses %s', async (_name, parameters, headers, error) => {
    const { ask } = await simulated()
    const answer = await ask(parameters, headers)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toBe(`{"error":"${error}"}`)
  })

  it('refuses a parameter that is given twice', async () => {
    const { send } = await simulated()
    const body = new URLSearchParams({ grant_type, ...old })
    body.append('grant_type', grant_type)
    const answer = await send('/o/client/token', { method: 'POST', body })
    expect(await answer.json()).toEqual({ error: 'invalid_request' })
  })

  it('answers GET with 405', async () => {
    const { send } = await simulated()
    expect((await send('/o/client/token')).status).toBe(405)
  })
})

describe('the throttle', () => {
  it('lets ten through at once, then one a second; the refusal is openresty’s page', async () => {
    const { ask, clock } = await simulated()
    const statuses: number[] = []
    for (let call = 0; call < 10; call += 1)
      statuses.push((await ask({ grant_type, ...old })).status)
    expect(statuses).toEqual(Array.from({ length: 10 }, () => 201))
    const refused = await ask({ grant_type, ...old })
    expect(refused.status).toBe(429)
    expect(refused.headers.get('content-type')).toBe('text/html')
    expect(refused.headers.get('retry-after')).toBeNull()
    expect(await refused.text()).toBe(
      '<html>\n<head><title>429 Too Many Requests</title></head>\n<body>\n<center><h1>429 Too Many Requests</h1></center>\n<hr><center>openresty</center>\n</body>\n</html>\n',
    )
    clock.now += 1000
    expect((await ask({ grant_type, ...old })).status).toBe(201)
    expect((await ask({ grant_type, ...old })).status).toBe(429)
  })

  it('counts each address for itself', async () => {
    const { ask } = await simulated()
    for (let call = 0; call < 11; call += 1) await ask({ grant_type, ...old })
    const other = await ask({ grant_type, ...old }, { 'x-forwarded-for': '192.0.2.7' })
    expect(other.status).toBe(201)
  })
})
