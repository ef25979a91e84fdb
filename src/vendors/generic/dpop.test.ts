/** Tokens bound to a key (RFC 9449): by a strict client, and proofs written wrong by hand. */
import { calculateJwkThumbprint, decodeJwt, exportJWK, SignJWT } from 'jose'
import * as oauth from 'oauth4webapi'
import { describe, expect, it } from 'vitest'
import {
  addressOf,
  authorized,
  BASE,
  CALLBACK,
  NONCE,
  request,
  type Server,
  STATE,
  server,
  signedIn,
  VERIFIER,
} from './generic.test-support.ts'

const resourceCall = (at: Server, access_token: string, more: { DPoP?: oauth.DPoPHandle } = {}) =>
  oauth.protectedResourceRequest(
    access_token,
    'GET',
    new URL(`${BASE}/api/me`),
    undefined,
    undefined,
    { ...at.options, ...more } as oauth.ProtectedResourceRequestOptions,
  )

describe('DPoP', () => {
  const client: oauth.Client = { client_id: 'generic-dpop' }

  async function bound(at: Server) {
    const pair = await oauth.generateKeyPair('ES256', { extractable: true })
    const DPoP = oauth.DPoP(client, pair)
    const callback = await authorized(at, { client_id: 'generic-dpop' })
    const exchange = () =>
      oauth.authorizationCodeGrantRequest(
        at.as,
        client,
        oauth.None(),
        callback,
        CALLBACK,
        VERIFIER,
        { ...at.options, DPoP },
      )
    const checks = { expectedNonce: NONCE, requireIdToken: true }
    const read = async () =>
      oauth.processAuthorizationCodeResponse(at.as, client, await exchange(), checks)
    const tokens = await read().catch((thrown: unknown) => {
      if (oauth.isDPoPNonceError(thrown)) return read()
      throw thrown
    })
    return { tokens, DPoP, pair }
  }

  it('binds tokens to the key, at the server and at the API', async () => {
    const at = await server()
    const { tokens, DPoP, pair } = await bound(at)
    expect(tokens.token_type).toBe('dpop')
    const jkt = await calculateJwkThumbprint(await exportJWK(pair.publicKey))
    expect(decodeJwt(tokens.access_token)['cnf']).toEqual({ jkt })
    expect((await resourceCall(at, tokens.access_token, { DPoP })).status).toBe(200)
    const call = new Request(`${BASE}/api/me`, {
      headers: { Authorization: `Bearer ${tokens.access_token}` },
    })
    const refused = await at.sandbox(call)
    expect(refused.status).toBe(401)
    expect(refused.headers.get('www-authenticate')).toContain('DPoP algs=')
  })

  it('refuses another key, at the API and at a refresh', async () => {
    const at = await server()
    const { tokens } = await bound(at)
    const other = oauth.DPoP(client, await oauth.generateKeyPair('ES256'))
    await expect(resourceCall(at, tokens.access_token, { DPoP: other })).rejects.toMatchObject({
      status: 401,
    })
    const answer = await oauth.refreshTokenGrantRequest(
      at.as,
      client,
      oauth.None(),
      tokens.refresh_token ?? '',
      { ...at.options, DPoP: other },
    )
    const read = oauth.processRefreshTokenResponse(at.as, client, answer)
    await expect(read).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  it('renews with its key, and tells userinfo', async () => {
    const at = await server()
    const { tokens, DPoP } = await bound(at)
    const options = { ...at.options, DPoP }
    const answer = await oauth.refreshTokenGrantRequest(
      at.as,
      client,
      oauth.None(),
      tokens.refresh_token ?? '',
      options,
    )
    const next = await oauth.processRefreshTokenResponse(at.as, client, answer)
    expect(next.token_type).toBe('dpop')
    const info = await oauth.userInfoRequest(at.as, client, next.access_token, options)
    expect(info.status).toBe(200)
  })

  it('wants a nonce when it is told to, on both', async () => {
    const at = await server({ dpop_nonce: true })
    const { tokens, pair } = await bound(at)
    const fresh = oauth.DPoP(client, pair)
    const refused = await resourceCall(at, tokens.access_token, { DPoP: fresh }).catch(
      (thrown: unknown) => thrown,
    )
    expect(oauth.isDPoPNonceError(refused)).toBe(true)
    expect((await resourceCall(at, tokens.access_token, { DPoP: fresh })).status).toBe(200)
  })

  it('refuses a proof that comes a second time, and a client that sends none', async () => {
    const at = await server()
    const { tokens, DPoP } = await bound(at)
    let proof = ''
    const options = {
      ...at.options,
      DPoP,
      [oauth.customFetch]: (url: string, init: { headers: Record<string, string> }) => {
        proof = init.headers['dpop'] ?? ''
        return at.sandbox(new Request(url, init))
      },
    }
    const address = new URL(`${BASE}/api/me`)
    await oauth.protectedResourceRequest(
      tokens.access_token,
      'GET',
      address,
      undefined,
      undefined,
      options,
    )
    const headers = { Authorization: `DPoP ${tokens.access_token}`, DPoP: proof }
    const replayed = await at.sandbox(new Request(address, { headers }))
    expect(replayed.headers.get('www-authenticate')).toContain('invalid_dpop_proof')
    const bare = signedIn(at, {}, client)
    await expect(bare).rejects.toMatchObject({ error: 'invalid_dpop_proof' })
  })

  it('goes by the client’s clock, not by the one that was put forward', async () => {
    const at = await server()
    await at.control({ advance: 86_400 })
    const { tokens, DPoP } = await bound(at)
    expect((await resourceCall(at, tokens.access_token, { DPoP })).status).toBe(200)
  })

  it('is not possible for a token in an address', async () => {
    const at = await server()
    const parameters = await request({
      client_id: 'generic-dpop',
      parameters: { response_type: 'token' },
    })
    const landed = await at.landed(addressOf(at, parameters))
    expect(landed.hash).toContain('error=invalid_request')
  })

  it('binds the code when the request is pushed with a proof', async () => {
    const at = await server()
    const DPoP = oauth.DPoP(client, await oauth.generateKeyPair('ES256'))
    const answer = await oauth.pushedAuthorizationRequest(
      at.as,
      client,
      oauth.None(),
      await request({ client_id: 'generic-dpop' }),
      { ...at.options, DPoP },
    )
    const { request_uri } = await oauth.processPushedAuthorizationResponse(at.as, client, answer)
    const landed = await at.landed(addressOf(at, { client_id: 'generic-dpop', request_uri }))
    const callback = oauth.validateAuthResponse(at.as, client, landed, STATE)
    const exchange = async (key: oauth.DPoPHandle) => {
      const options = { ...at.options, DPoP: key }
      const none = oauth.None()
      return oauth.authorizationCodeGrantRequest(
        at.as,
        client,
        none,
        callback,
        CALLBACK,
        VERIFIER,
        options,
      )
    }
    const other = oauth.DPoP(client, await oauth.generateKeyPair('ES256'))
    expect(await (await exchange(other)).json()).toMatchObject({ error: 'invalid_grant' })
  })

  it('gives the code only to the key that dpop_jkt named', async () => {
    const at = await server()
    const parameters = { dpop_jkt: 'x'.repeat(43) }
    await expect(signedIn(at, { parameters })).rejects.toMatchObject({ error: 'invalid_grant' })
  })
})

describe('a proof', () => {
  /** A token bound to a key, and calls with proofs written by hand. */
  async function atTheDoor() {
    const at = await server()
    const pair = await oauth.generateKeyPair('ES256', { extractable: true })
    const jwk = await exportJWK(pair.publicKey)
    const proof = (
      claims: Record<string, unknown>,
      header: Record<string, unknown> = {},
      key = pair.privateKey,
    ) =>
      new SignJWT({ jti: crypto.randomUUID(), iat: Math.floor(Date.now() / 1000), ...claims })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...header })
        .sign(key)
    const callback = await authorized(at, { client_id: 'generic-dpop' })
    const answer = await at.sandbox(
      new Request(`${BASE}/token`, {
        method: 'POST',
        headers: { DPoP: await proof({ htm: 'POST', htu: `${BASE}/token` }) },
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          client_id: 'generic-dpop',
          code: callback.get('code') ?? '',
          redirect_uri: CALLBACK,
          code_verifier: VERIFIER,
        }),
      }),
    )
    const { access_token } = (await answer.json()) as { access_token: string }
    const ath = await oauth.calculatePKCECodeChallenge(access_token)
    const right = { htm: 'GET', htu: `${BASE}/api/me`, ath }
    const call = (made: string) =>
      at.sandbox(
        new Request(`${BASE}/api/me`, {
          headers: { Authorization: `DPoP ${access_token}`, DPoP: made },
        }),
      )
    return { proof, right, call, pair }
  }

  it('opens the door when all of it is right, whatever query the address had', async () => {
    const { proof, right, call } = await atTheDoor()
    expect((await call(await proof(right))).status).toBe(200)
    const htu = `${BASE}/api/me?page=2#top`
    expect((await call(await proof({ ...right, htu }))).status).toBe(200)
  })

  const stranger = async () => (await oauth.generateKeyPair('ES256')).privateKey

  it.each([
    ['another method', { htm: 'POST' }, {}],
    ['another address', { htu: `${BASE}/reports/summary` }, {}],
    ['another token', { ath: 'x'.repeat(43) }, {}],
    ['no token', { ath: undefined }, {}],
    ['no jti', { jti: undefined }, {}],
    ['an old date', { iat: 1_000_000_000 }, {}],
    ['a date far ahead', { iat: Math.floor(Date.now() / 1000) + 600 }, {}],
    ['another type', {}, { typ: 'JWT' }],
    ['no key', {}, { jwk: undefined }],
  ])('is refused for %s', async (_situation, claims, header) => {
    const { proof, right, call } = await atTheDoor()
    const answer = await call(await proof({ ...right, ...claims }, header))
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_dpop_proof"')
  })

  it('is refused when another key signed it, when it shows a private key, and when there are two', async () => {
    const { proof, right, call, pair } = await atTheDoor()
    const jwk = await exportJWK(pair.privateKey)
    const two = `${await proof(right)}, ${await proof(right)}`
    for (const made of [await proof(right, {}, await stranger()), await proof(right, { jwk }), two])
      expect((await call(made)).status).toBe(401)
  })
})
