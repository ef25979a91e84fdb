/** Requests that are pushed ahead, signed, bound to a key, or ask for more than a scope can say. */
import { decodeJwt, importJWK, SignJWT } from 'jose'
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

  it('are over when the person says no', async () => {
    const at = await server()
    const { request_uri } = await pushed(at, client, auth)
    const address = addressOf(at, { ...client, request_uri })
    const answer = await at.walk(address, { approval: 'deny' })
    expect(answer.headers.get('location')).toContain('error=access_denied')
    expect((await at.visit(address)).status).toBe(400)
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

  it.each([
    ['of another client', { client_id: 'generic-public' }],
    ['for another server', { aud: 'https://elsewhere.example' }],
    ['by another issuer', { iss: 'generic-public' }],
    ['that has ended', { exp: 1_000_000_000 }],
    ['with another inside', { request: 'x.y.z' }],
  ])('are refused: one %s', async (_situation, change) => {
    const at = await server()
    const { key } = await privateKey()
    const right = { iss: 'generic-jar', aud: BASE, exp: Math.floor(Date.now() / 1000) + 60 }
    const usual = await request({ client_id: 'generic-jar' })
    const forged = await new SignJWT({ ...right, ...usual, ...change })
      .setProtectedHeader({ alg: 'ES256', typ: 'oauth-authz-req+jwt' })
      .sign(key)
    const answer = await at.visit(addressOf(at, { ...client, request: forged }))
    expect(await answer.text()).toContain('invalid_request_object')
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
