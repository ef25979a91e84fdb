/** The engine without a vendor, judged by a certified client library. */
import * as oauth from 'oauth4webapi'
import { describe, expect, it } from 'vitest'
import { BASE, CALLBACK, plainServer } from './plain.test-support.ts'

const as: oauth.AuthorizationServer = {
  issuer: BASE,
  authorization_endpoint: `${BASE}/authorize`,
  token_endpoint: `${BASE}/token`,
  code_challenge_methods_supported: ['S256'],
}
const client: oauth.Client = { client_id: 'web app' }
const basic = oauth.ClientSecretBasic('s3:cr%t+é')

function setUp() {
  const server = plainServer()
  const options = {
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: (
      url: string,
      init: oauth.CustomFetchOptions<string, BodyInit | undefined>,
    ) => server.sandbox(new Request(url, init as RequestInit)),
  }
  return { ...server, options }
}

type SetUp = ReturnType<typeof setUp>

async function authorized({ walk }: SetUp, client_id = client.client_id) {
  const code_verifier = oauth.generateRandomCodeVerifier()
  const state = oauth.generateRandomState()
  const address = new URL(`${BASE}/authorize`)
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id,
    redirect_uri: CALLBACK,
    scope: 'read',
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(code_verifier),
    code_challenge_method: 'S256',
  }).toString()
  const parameters = oauth.validateAuthResponse(as, { client_id }, await walk(address), state)
  return { parameters, code_verifier }
}

async function exchanged(server: SetUp, how: { client: oauth.Client; auth: oauth.ClientAuth }) {
  const { parameters, code_verifier } = await authorized(server, how.client.client_id)
  const again = () =>
    oauth.authorizationCodeGrantRequest(
      as,
      how.client,
      how.auth,
      parameters,
      CALLBACK,
      code_verifier,
      server.options,
    )
  const tokens = await oauth.processAuthorizationCodeResponse(as, how.client, await again())
  return { tokens, again }
}

const me = ({ sandbox }: SetUp, access_token: string): Promise<Response> =>
  sandbox(new Request(`${BASE}/me`, { headers: { Authorization: `Bearer ${access_token}` } }))

const refresh = (server: SetUp, refresh_token: string): Promise<Response> =>
  oauth.refreshTokenGrantRequest(as, client, basic, refresh_token, server.options)

describe('the conforming server', () => {
  it.each([
    ['client_secret_basic', client, basic],
    ['client_secret_post', client, oauth.ClientSecretPost('s3:cr%t+é')],
    ['none, with PKCE', { client_id: 'native' }, oauth.None()],
  ])('walks the code flow with %s', async (_name, who, auth) => {
    const server = setUp()
    const { tokens } = await exchanged(server, { client: who, auth })
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 600, scope: 'read' })
    const answer = await me(server, tokens.access_token)
    expect(await answer.json()).toEqual({ sub: 'ann' })
  })

  it('gives client credentials no refresh token', async () => {
    const server = setUp()
    const answer = await oauth.clientCredentialsGrantRequest(as, client, basic, {}, server.options)
    const tokens = await oauth.processClientCredentialsResponse(as, client, answer)
    expect(tokens.refresh_token).toBeUndefined()
    expect(tokens.scope).toBe('read write')
  })

  it('ends all tokens of a code that comes a second time', async () => {
    const server = setUp()
    const { tokens, again } = await exchanged(server, { client, auth: basic })
    expect((await again()).status).toBe(400)
    expect((await me(server, tokens.access_token)).status).toBe(401)
    expect((await refresh(server, tokens.refresh_token ?? '')).status).toBe(400)
  })

  it('rotates refresh tokens, and a replay ends the whole family', async () => {
    const server = setUp()
    const { tokens } = await exchanged(server, { client, auth: basic })
    const answer = await refresh(server, tokens.refresh_token ?? '')
    const next = await oauth.processRefreshTokenResponse(as, client, answer)
    expect(next.refresh_token).not.toBe(tokens.refresh_token)
    expect(next.scope).toBe('read')
    expect((await refresh(server, tokens.refresh_token ?? '')).status).toBe(400)
    expect((await me(server, next.access_token)).status).toBe(401)
    expect((await refresh(server, next.refresh_token ?? '')).status).toBe(400)
  })

  it('gives a new token each time', async () => {
    const server = setUp()
    const first = await exchanged(server, { client, auth: basic })
    const ask = async () => {
      const made = oauth.clientCredentialsGrantRequest(as, client, basic, {}, server.options)
      return (await oauth.processClientCredentialsResponse(as, client, await made)).access_token
    }
    const all = [first.tokens.access_token, await ask(), await ask()]
    expect(new Set(all).size).toBe(3)
  })

  it('refuses a code after a minute', async () => {
    const server = setUp()
    const { parameters, code_verifier } = await authorized(server)
    server.clock.now += 60_000
    const answer = await oauth.authorizationCodeGrantRequest(
      as,
      client,
      basic,
      parameters,
      CALLBACK,
      code_verifier,
      server.options,
    )
    const read = oauth.processAuthorizationCodeResponse(as, client, answer)
    await expect(read).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  it('refuses a wrong verifier', async () => {
    const server = setUp()
    const { parameters } = await authorized(server)
    const answer = await oauth.authorizationCodeGrantRequest(
      as,
      client,
      basic,
      parameters,
      CALLBACK,
      oauth.generateRandomCodeVerifier(),
      server.options,
    )
    const read = oauth.processAuthorizationCodeResponse(as, client, answer)
    await expect(read).rejects.toMatchObject({ error: 'invalid_grant' })
  })
})

describe('the conforming server refuses', () => {
  const post = async (form: string, headers: Record<string, string> = {}) => {
    const answer = await setUp().sandbox(
      new Request(`${BASE}/token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
        body: form,
      }),
    )
    return [answer.status, ((await answer.json()) as { error: string }).error]
  }
  const other = { Authorization: `Basic ${btoa('other:other')}` }

  it.each([
    ['a repeated parameter', 'grant_type=client_credentials&grant_type=x', 400, 'invalid_request'],
    [
      'two client authentications',
      'grant_type=client_credentials&client_id=other&client_secret=other',
      400,
      'invalid_request',
    ],
    ['the password grant', 'grant_type=password', 400, 'unsupported_grant_type'],
    ['a prototype’s name as grant', 'grant_type=__proto__', 400, 'unsupported_grant_type'],
    ['too much scope', 'grant_type=client_credentials&scope=admin', 400, 'invalid_scope'],
    ['another client_id', 'grant_type=client_credentials&client_id=native', 400, 'invalid_request'],
    ['nothing', '', 400, 'invalid_request'],
  ])('%s', async (_situation, form, status, error) => {
    expect(await post(form, other)).toEqual([status, error])
  })

  it('a secret from a public client, and a stranger', async () => {
    const form = 'grant_type=client_credentials&client_id=native&client_secret=x'
    expect(await post(form)).toEqual([401, 'invalid_client'])
    const bare = 'grant_type=client_credentials&client_id=native'
    expect(await post(bare)).toEqual([400, 'unauthorized_client'])
    expect(await post('grant_type=client_credentials')).toEqual([401, 'invalid_client'])
    expect(await post('client_id=nobody&client_secret=x')).toEqual([401, 'invalid_client'])
  })

  it('parameters in the query of a token request', async () => {
    const address = `${BASE}/token?grant_type=client_credentials`
    const request = new Request(address, { method: 'POST', headers: other })
    expect((await setUp().sandbox(request)).status).toBe(400)
  })

  it.each([
    ['a public client without PKCE', { client_id: 'native' }, 'invalid_request'],
    ['the plain method', { code_challenge: 'x'.repeat(43) }, 'invalid_request'],
    ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type'],
    ['a scope nobody registered', { scope: 'admin' }, 'invalid_scope'],
  ])('%s, at the client’s own address', async (_situation, change, error) => {
    const query = new URLSearchParams({ response_type: 'code', client_id: 'other', ...change })
    query.set('state', 's')
    const answer = await setUp().visit(`/plain/authorize?${query.toString()}`)
    const back = answer.headers.get('location') ?? ''
    expect(back.startsWith(CALLBACK)).toBe(true)
    expect(back).toContain(`error=${error}`)
    expect(back).toContain('state=s')
  })
})
