/** The everyday part of the sandbox's own server, judged by a strict client: discovery, code, refresh, userinfo. */
import { createLocalJWKSet, jwtVerify } from 'jose'
import * as oauth from 'oauth4webapi'
import { describe, expect, it } from 'vitest'
import {
  addressOf,
  authorized,
  BASE,
  basicAuth,
  basicClient,
  CALLBACK,
  NONCE,
  ORIGIN,
  publicClient,
  request,
  STATE,
  server,
  signedIn,
  VERIFIER,
} from './generic.test-support.ts'

const JANE = '248289761001'

describe('discovery', () => {
  it('is the same at both places OpenID Connect and RFC 8414 name', async () => {
    const { options, as } = await server()
    const issuer = new URL(BASE)
    const found = await oauth.discoveryRequest(issuer, { ...options, algorithm: 'oauth2' })
    expect(new URL(BASE).pathname).toBe('/generic')
    expect(await oauth.processDiscoveryResponse(issuer, found)).toEqual(as)
  })

  it('leads from a refused call to the resource and its server', async () => {
    const { sandbox, options } = await server()
    const refused = await sandbox(new Request(`${BASE}/api/me`))
    expect(refused.status).toBe(401)
    const challenge = refused.headers.get('www-authenticate') ?? ''
    const address = /resource_metadata="([^"]+)"/.exec(challenge)?.[1]
    expect(address).toBe(`${ORIGIN}/.well-known/oauth-protected-resource/generic/api`)
    const resource = new URL(`${BASE}/api`)
    const found = await oauth.resourceDiscoveryRequest(resource, options)
    const read = await oauth.processResourceDiscoveryResponse(resource, found)
    expect(read.authorization_servers).toEqual([BASE])
  })
})

describe('the code flow', () => {
  it.each([
    ['none, with PKCE', publicClient, oauth.None()],
    ['client_secret_basic', basicClient, basicAuth],
    [
      'client_secret_post',
      { client_id: 'generic-post' },
      oauth.ClientSecretPost('generic-post-secret'),
    ],
  ])('gives an ID token that holds, with %s', async (_name, client, auth) => {
    const tokens = await signedIn(await server(), {}, client, auth)
    expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({
      iss: BASE,
      sub: JANE,
      nonce: NONCE,
    })
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 600 })
  })

  it('signs with ES256 when it is told to', async () => {
    const at = await server({ id_token_alg: 'ES256' })
    const client = { ...publicClient, id_token_signed_response_alg: 'ES256' }
    const tokens = await signedIn(at, {}, client)
    expect(oauth.getValidatedIdTokenClaims(tokens)?.sub).toBe(JANE)
  })

  it('gives an access token as RFC 9068 has it, which any API can check', async () => {
    const at = await server()
    const { access_token } = await signedIn(at)
    const jwks = await (await at.sandbox(new Request(`${BASE}/jwks`))).json()
    const { payload } = await jwtVerify(access_token, createLocalJWKSet(jwks), {
      typ: 'at+jwt',
      issuer: BASE,
      audience: `${BASE}/api`,
    })
    expect(payload).toMatchObject({ sub: JANE, client_id: 'generic-public' })
    const call = new Request(`${BASE}/api/me`, {
      headers: { Authorization: `Bearer ${access_token}` },
    })
    const claims = await oauth.validateJwtAccessToken(at.as, call, `${BASE}/api`, at.options)
    expect(claims.scope).toBe('openid profile email api:read')
  })

  it('tells userinfo what the scope lets out, and nothing more', async () => {
    const at = await server()
    const { access_token } = await signedIn(at)
    const answer = await oauth.userInfoRequest(at.as, publicClient, access_token, at.options)
    const read = await oauth.processUserInfoResponse(at.as, publicClient, JANE, answer)
    expect(read).toMatchObject({ name: 'Jane Doe', email_verified: true })
    expect(read).not.toHaveProperty('phone_number')
  })

  it('signs userinfo when it is told to', async () => {
    const at = await server({ signed_userinfo: true })
    const client = { ...publicClient, userinfo_signed_response_alg: 'RS256' }
    const { access_token } = await signedIn(at)
    const answer = await oauth.userInfoRequest(at.as, client, access_token, at.options)
    const read = await oauth.processUserInfoResponse(at.as, client, JANE, answer)
    await oauth.validateApplicationLevelSignature(at.as, answer, at.options)
    expect(read.sub).toBe(JANE)
  })

  it('renews with a new refresh token, for a smaller scope too, and notices a replay', async () => {
    const at = await server()
    const first = await signedIn(at)
    const renew = (token: string, scope: string) =>
      oauth.refreshTokenGrantRequest(at.as, publicClient, oauth.None(), token, {
        ...at.options,
        additionalParameters: { scope },
      })
    const small = await oauth.processRefreshTokenResponse(
      at.as,
      publicClient,
      await renew(first.refresh_token ?? '', 'openid'),
    )
    expect(small.scope).toBe('openid')
    const whole = await oauth.processRefreshTokenResponse(
      at.as,
      publicClient,
      await renew(small.refresh_token ?? '', 'openid email'),
    )
    expect(whole.scope).toBe('openid email')
    const more = await renew(whole.refresh_token ?? '', 'openid phone')
    expect(await more.json()).toMatchObject({ error: 'invalid_scope' })
    expect((await renew(first.refresh_token ?? '', 'openid')).status).toBe(400)
    const call = new Request(`${BASE}/api/me`, {
      headers: { Authorization: `Bearer ${whole.access_token}` },
    })
    expect((await at.sandbox(call)).status).toBe(401)
  })

  it('takes PKCE plain only from the client that may use it', async () => {
    const at = await server()
    const parameters = { code_challenge: VERIFIER, code_challenge_method: 'plain' }
    const client = { client_id: 'generic-plain' }
    expect((await signedIn(at, { parameters }, client)).access_token).not.toBe('')
    const refused = authorized(at, { parameters })
    await expect(refused).rejects.toMatchObject({ error: 'invalid_request' })
  })

  it('needs no PKCE from a confidential client', async () => {
    const at = await server()
    const {
      code_challenge: _,
      code_challenge_method: __,
      ...plain
    } = await request({
      client_id: 'generic-basic',
    })
    const landed = await at.landed(addressOf(at, plain))
    const callback = oauth.validateAuthResponse(at.as, basicClient, landed, STATE)
    const answer = await oauth.authorizationCodeGrantRequest(
      at.as,
      basicClient,
      basicAuth,
      callback,
      CALLBACK,
      oauth.nopkce,
      at.options,
    )
    const checks = { expectedNonce: NONCE, requireIdToken: true }
    const read = oauth.processAuthorizationCodeResponse(at.as, basicClient, answer, checks)
    expect((await read).id_token).toBeDefined()
  })

  it('keeps access tokens opaque when it is told to', async () => {
    const at = await server({ opaque_tokens: true })
    expect((await signedIn(at)).access_token).not.toContain('.')
  })
})
