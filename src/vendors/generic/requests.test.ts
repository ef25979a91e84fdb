/** Requests that are pushed ahead, signed, bound to a key, or ask for more than a scope can say. */
import { calculateJwkThumbprint, decodeJwt, exportJWK, importJWK } from 'jose'
import * as oauth from 'oauth4webapi'
import { describe, expect, it } from 'vitest'
import { clientKey, jwtSecret } from './fixture.ts'
import {
  addressOf,
  authorized,
  BASE,
  CALLBACK,
  NONCE,
  publicClient,
  request,
  type Server,
  STATE,
  server,
  signedIn,
  VERIFIER,
} from './generic.test-support.ts'

const privateKey = async () => {
  const key = await importJWK(clientKey, 'ES256')
  if (key instanceof Uint8Array) throw new Error('no key pair')
  return { key, kid: clientKey.kid ?? '' }
}

const resourceCall = (at: Server, access_token: string, more: { DPoP?: oauth.DPoPHandle } = {}) =>
  oauth.protectedResourceRequest(
    access_token,
    'GET',
    new URL(`${BASE}/api/me`),
    undefined,
    undefined,
    { ...at.options, ...more } as oauth.ProtectedResourceRequestOptions,
  )

describe('client authentication with a signed assertion', () => {
  it('client_secret_jwt', async () => {
    const client = { client_id: 'generic-secret-jwt' }
    const tokens = await signedIn(await server(), {}, client, oauth.ClientSecretJwt(jwtSecret))
    expect(tokens.id_token).toBeDefined()
  })

  it('private_key_jwt', async () => {
    const client = { client_id: 'generic-private' }
    const auth = oauth.PrivateKeyJwt(await privateKey())
    expect((await signedIn(await server(), {}, client, auth)).id_token).toBeDefined()
  })

  it('refuses an assertion that comes twice, is for another server, or has ended', async () => {
    const at = await server()
    const client = { client_id: 'generic-private' }
    const ask = async (change: (payload: Record<string, oauth.JsonValue | undefined>) => void) => {
      const auth = oauth.PrivateKeyJwt(await privateKey(), {
        [oauth.modifyAssertion]: (_header, payload) => change(payload),
      })
      const options = { ...at.options }
      return oauth.clientCredentialsGrantRequest(at.as, client, auth, {}, options)
    }
    const once = (payload: Record<string, unknown>) => {
      payload['jti'] = 'once'
    }
    expect((await ask(once)).status).toBe(200)
    const replayed = await ask(once)
    expect(replayed.status).toBe(401)
    expect(await replayed.json()).toMatchObject({ error: 'invalid_client' })
    const foreign = await ask((payload) => {
      payload['aud'] = 'https://elsewhere.example'
    })
    expect(foreign.status).toBe(401)
    const late = await ask((payload) => {
      payload['exp'] = 1_000_000_000
    })
    expect(late.status).toBe(401)
  })

  it('refuses another method than the registered one', async () => {
    const at = await server()
    const auth = oauth.ClientSecretPost('generic-basic-secret')
    const client = { client_id: 'generic-basic' }
    const answer = await oauth.clientCredentialsGrantRequest(at.as, client, auth, {}, at.options)
    expect(answer.status).toBe(401)
  })
})

async function pushed(at: Server, client: oauth.Client, auth: oauth.ClientAuth, more = {}) {
  const parameters = await request({ client_id: client.client_id })
  const answer = await oauth.pushedAuthorizationRequest(
    at.as,
    client,
    auth,
    { ...parameters, ...more },
    at.options,
  )
  return oauth.processPushedAuthorizationResponse(at.as, client, answer)
}

describe('pushed requests', () => {
  const client = { client_id: 'generic-par' }
  const auth = oauth.ClientSecretBasic('generic-par-secret')

  it('work once, and only for their client', async () => {
    const at = await server()
    const { request_uri, expires_in } = await pushed(at, client, auth)
    expect(expires_in).toBe(90)
    const address = addressOf(at, { ...client, request_uri })
    const landed = await at.landed(address)
    expect(oauth.validateAuthResponse(at.as, client, landed, STATE).get('code')).not.toBe(null)
    expect((await at.visit(address)).status).toBe(400)
    const again = await pushed(at, client, auth)
    const stolen = addressOf(at, { client_id: 'generic-public', request_uri: again.request_uri })
    expect((await at.visit(stolen)).status).toBe(400)
  })

  it('are checked before anybody is sent anywhere', async () => {
    const at = await server()
    const wrong = pushed(at, client, auth, { redirect_uri: 'https://elsewhere.example/' })
    await expect(wrong).rejects.toMatchObject({ error: 'invalid_request', status: 400 })
    await expect(pushed(at, client, auth, { scope: 'openid x' })).rejects.toMatchObject({
      error: 'invalid_scope',
    })
  })

  it('expire', async () => {
    const at = await server()
    const { request_uri } = await pushed(at, client, auth)
    await at.control({ advance: 91 })
    expect((await at.visit(addressOf(at, { ...client, request_uri }))).status).toBe(400)
  })

  it('are required of this client, and of all by a setting', async () => {
    const at = await server()
    const own = authorized(at, { client_id: 'generic-par' })
    await expect(own).rejects.toThrow('stayed: 400')
    const strict = await server({ require_par: true })
    expect(strict.as.require_pushed_authorization_requests).toBe(true)
    await expect(authorized(strict)).rejects.toThrow('stayed: 400')
  })
})

describe('signed requests', () => {
  const client = { client_id: 'generic-jar' }
  const object = async (at: Server, more: Record<string, string> = {}) => {
    const parameters = await request({ client_id: 'generic-jar', parameters: more })
    return oauth.issueRequestObject(at.as, client, parameters, await privateKey())
  }

  it('count alone, whatever stands beside them', async () => {
    const at = await server()
    const address = addressOf(at, { ...client, request: await object(at), scope: 'phone' })
    const callback = oauth.validateAuthResponse(at.as, client, await at.landed(address), STATE)
    const answer = await oauth.authorizationCodeGrantRequest(
      at.as,
      client,
      oauth.PrivateKeyJwt(await privateKey()),
      callback,
      CALLBACK,
      VERIFIER,
      at.options,
    )
    const checks = { expectedNonce: NONCE, requireIdToken: true }
    const tokens = await oauth.processAuthorizationCodeResponse(at.as, client, answer, checks)
    expect(tokens.scope).toBe('openid profile email api:read')
  })

  it('can be pushed', async () => {
    const at = await server()
    const auth = oauth.PrivateKeyJwt(await privateKey())
    const { request_uri } = await pushed(at, client, auth, { request: await object(at) })
    const landed = await at.landed(addressOf(at, { ...client, request_uri }))
    expect(landed.searchParams.get('code')).not.toBe(null)
  })

  it('are refused when they are not signed, signed by a stranger, or not there', async () => {
    const at = await server()
    const visit = async (parameters: Record<string, string>) => {
      const answer = await at.visit(addressOf(at, { ...client, ...parameters }))
      return answer.text()
    }
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const claims = await request({ client_id: 'generic-jar' })
    expect(await visit({ request: `${encode({ alg: 'none' })}.${encode(claims)}.` })).toContain(
      'invalid_request_object',
    )
    const { privateKey: stranger } = await oauth.generateKeyPair('ES256')
    const forged = await oauth.issueRequestObject(at.as, client, claims, stranger)
    expect(await visit({ request: forged })).toContain('invalid_request_object')
    expect(await visit(claims)).toContain('This client has to sign its requests.')
  })
})

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

  it('gives the code only to the key that dpop_jkt named', async () => {
    const at = await server()
    const parameters = { dpop_jkt: 'x'.repeat(43) }
    await expect(signedIn(at, { parameters })).rejects.toMatchObject({ error: 'invalid_grant' })
  })
})

describe('what a request is about', () => {
  const details = [{ type: 'payment_initiation', amount: '123.50', currency: 'EUR' }]

  it('authorization_details come back as granted', async () => {
    const at = await server()
    const parameters = { authorization_details: JSON.stringify(details) }
    const tokens = await signedIn(at, { parameters })
    expect(tokens.authorization_details).toEqual(details)
    expect(decodeJwt(tokens.access_token)['authorization_details']).toEqual(details)
    const unknown = authorized(at, { parameters: { authorization_details: '[{"type":"x"}]' } })
    await expect(unknown).rejects.toMatchObject({ error: 'invalid_authorization_details' })
  })

  it('resource becomes the audience, and no other API takes the token', async () => {
    const at = await server()
    const tokens = await signedIn(at, { parameters: { resource: `${BASE}/reports` } })
    expect(decodeJwt(tokens.access_token).aud).toBe(`${BASE}/reports`)
    await expect(resourceCall(at, tokens.access_token)).rejects.toMatchObject({ status: 401 })
    const unknown = authorized(at, { parameters: { resource: 'https://elsewhere.example/' } })
    await expect(unknown).rejects.toMatchObject({ error: 'invalid_target' })
  })

  it('refuses an API without the scope, and names the scope', async () => {
    const at = await server()
    const parameters = { resource: `${BASE}/reports` }
    const { access_token } = await signedIn(at, { parameters }, publicClient)
    const call = new Request(`${BASE}/reports/summary`, {
      headers: { Authorization: `Bearer ${access_token}` },
    })
    const refused = await at.sandbox(call)
    expect(refused.status).toBe(403)
    expect(refused.headers.get('www-authenticate')).toContain('insufficient_scope')
  })
})
