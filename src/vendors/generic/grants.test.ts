/** Grants without a browser of the client's own: device, CIBA, token exchange, client credentials, password. */
import { decodeJwt } from 'jose'
import * as oauth from 'oauth4webapi'
import { describe, expect, it } from 'vitest'
import {
  BASE,
  basicAuth,
  basicClient,
  publicClient,
  type Server,
  server,
  signedIn,
} from './generic.test-support.ts'

const JANE = '248289761001'
const TYPE = 'urn:ietf:params:oauth:token-type:'

const errorOf = (reading: Promise<unknown>): Promise<unknown> =>
  reading.then(
    () => 'granted',
    (thrown: unknown) => (thrown instanceof oauth.ResponseBodyError ? thrown.error : thrown),
  )

describe('the device grant', () => {
  const client = { client_id: 'generic-device' }

  async function started(at: Server) {
    const scope = { scope: 'openid profile' }
    const answer = await oauth.deviceAuthorizationRequest(
      at.as,
      client,
      oauth.None(),
      scope,
      at.options,
    )
    const device = await oauth.processDeviceAuthorizationResponse(at.as, client, answer)
    const poll = async () => {
      const made = await oauth.deviceCodeGrantRequest(
        at.as,
        client,
        oauth.None(),
        device.device_code,
        at.options,
      )
      const tokens = await oauth.processDeviceCodeResponse(at.as, client, made)
      await oauth.validateApplicationLevelSignature(at.as, made, at.options)
      return tokens
    }
    return { device, poll }
  }

  it('waits for the person, slows down who hurries, and gives tokens once', async () => {
    const at = await server()
    const { device, poll } = await started(at)
    expect(await errorOf(poll())).toBe('authorization_pending')
    expect(await errorOf(poll())).toBe('slow_down')
    await at.control({ advance: 9 })
    expect(await errorOf(poll())).toBe('slow_down')
    const done = await at.walk(device.verification_uri_complete ?? '')
    expect(await done.text()).toContain('Approved')
    await at.control({ advance: 15 })
    const tokens = await poll()
    expect(oauth.getValidatedIdTokenClaims(tokens)?.sub).toBe(JANE)
    expect(await errorOf(poll())).toBe('invalid_grant')
  })

  it('lets the person type the code in any way, and names a wrong one', async () => {
    const at = await server()
    const { device } = await started(at)
    await at.walk(device.verification_uri)
    const typed = device.user_code.toLowerCase().replace('-', ' ')
    const page = await at.visit(`${device.verification_uri}?user_code=${typed}`)
    expect(await page.text()).toContain(device.user_code)
    const wrong = await at.visit(`${device.verification_uri}?user_code=BCDF-BCDF`)
    expect(await wrong.text()).toContain('No device waits with this code')
  })

  it('is for the client that started it', async () => {
    const at = await server({ elsewhere: 'approve', elsewhere_seconds: 0 })
    const { device } = await started(at)
    const { device_code } = device
    const made = await oauth.deviceCodeGrantRequest(
      at.as,
      publicClient,
      oauth.None(),
      device_code,
      at.options,
    )
    expect(await made.json()).toMatchObject({ error: 'invalid_grant' })
  })

  it('tells a denial and an end', async () => {
    const at = await server()
    const denied = await started(at)
    await at.walk(denied.device.verification_uri_complete ?? '', { approval: 'deny' })
    expect(await errorOf(denied.poll())).toBe('access_denied')
    const late = await started(at)
    await at.control({ advance: 601 })
    expect(await errorOf(late.poll())).toBe('expired_token')
  })

  it('is answered without anybody when it is told to, after a while', async () => {
    const at = await server({ elsewhere: 'approve', elsewhere_seconds: 12 })
    const { poll } = await started(at)
    expect(await errorOf(poll())).toBe('authorization_pending')
    await at.control({ advance: 12 })
    expect((await poll()).refresh_token).toBeDefined()
    const never = await server({ elsewhere: 'deny', elsewhere_seconds: 0 })
    expect(await errorOf((await started(never)).poll())).toBe('access_denied')
  })
})

describe('CIBA', () => {
  const client = { client_id: 'generic-ciba' }
  const auth = oauth.ClientSecretBasic('generic-ciba-secret')

  async function started(at: Server, more: Record<string, string> = {}) {
    const answer = await oauth.backchannelAuthenticationRequest(
      at.as,
      client,
      auth,
      { scope: 'openid', login_hint: 'jane.doe@example.com', binding_message: 'W4SCT', ...more },
      at.options,
    )
    const asked = await oauth.processBackchannelAuthenticationResponse(at.as, client, answer)
    const poll = async () =>
      oauth.processBackchannelAuthenticationGrantResponse(
        at.as,
        client,
        await oauth.backchannelAuthenticationGrantRequest(
          at.as,
          client,
          auth,
          asked.auth_req_id,
          at.options,
        ),
      )
    return { asked, poll }
  }

  it('waits for the person it named, who sees the message', async () => {
    const at = await server()
    const { poll } = await started(at)
    expect(await errorOf(poll())).toBe('authorization_pending')
    await at.walk(`${BASE}/device`)
    expect(await (await at.visit(`${BASE}/ciba`)).text()).toContain('W4SCT')
    await at.walk(`${BASE}/ciba`)
    await at.control({ advance: 5 })
    const claims = oauth.getValidatedIdTokenClaims(await poll())
    expect(claims?.sub).toBe(JANE)
  })

  it('takes an ID token as hint', async () => {
    const at = await server({ elsewhere: 'approve', elsewhere_seconds: 0 })
    const { id_token = '' } = await signedIn(at)
    const { poll } = await started(at, { login_hint: '', id_token_hint: id_token })
    expect(oauth.getValidatedIdTokenClaims(await poll())?.sub).toBe(JANE)
  })

  it.each([
    ['nobody known', { login_hint: 'nobody@example.com' }, 'unknown_user_id'],
    ['no hint', { login_hint: '' }, 'invalid_request'],
    ['no openid', { scope: 'profile' }, 'invalid_request'],
    ['a long message', { binding_message: 'x'.repeat(65) }, 'invalid_binding_message'],
  ])('refuses %s', async (_situation, more, error) => {
    expect(await errorOf(started(await server(), more))).toBe(error)
  })
})

describe('token exchange', () => {
  async function exchanged(at: Server, parameters: Record<string, string>) {
    const grant = 'urn:ietf:params:oauth:grant-type:token-exchange'
    const answer = await oauth.genericTokenEndpointRequest(
      at.as,
      basicClient,
      basicAuth,
      grant,
      parameters,
      at.options,
    )
    return oauth.processGenericTokenEndpointResponse(at.as, basicClient, answer)
  }

  it('gives a token for another API, with less scope and no refresh token', async () => {
    const at = await server()
    const { access_token } = await signedIn(at)
    const read = await exchanged(at, {
      subject_token: access_token,
      subject_token_type: `${TYPE}access_token`,
      resource: `${BASE}/reports`,
      scope: 'api:read',
    })
    expect(read['issued_token_type']).toBe(`${TYPE}access_token`)
    expect(read.refresh_token).toBeUndefined()
    expect(decodeJwt(read.access_token)).toMatchObject({
      sub: JANE,
      aud: `${BASE}/reports`,
      client_id: 'generic-basic',
      scope: 'api:read',
    })
  })

  it('names who acts, and who acted before', async () => {
    const at = await server()
    const jane = await signedIn(at)
    const own = await oauth.clientCredentialsGrantRequest(
      at.as,
      basicClient,
      basicAuth,
      {},
      at.options,
    )
    const actor = await oauth.processClientCredentialsResponse(at.as, basicClient, own)
    const actor_token = {
      actor_token: actor.access_token,
      actor_token_type: `${TYPE}access_token`,
    }
    const first = await exchanged(at, {
      subject_token: jane.id_token ?? '',
      subject_token_type: `${TYPE}id_token`,
      ...actor_token,
    })
    expect(decodeJwt(first.access_token)['act']).toEqual({ sub: 'generic-basic' })
    const second = await exchanged(at, {
      subject_token: first.access_token,
      subject_token_type: `${TYPE}access_token`,
      ...actor_token,
    })
    expect(decodeJwt(second.access_token)['act']).toEqual({
      sub: 'generic-basic',
      act: { sub: 'generic-basic' },
    })
  })

  it.each([
    ['a stranger’s token', { subject_token: 'x' }, 'invalid_request'],
    ['an unknown type', { subject_token_type: 'urn:x' }, 'invalid_request'],
    ['an unknown target', { resource: 'https://elsewhere.example' }, 'invalid_target'],
    ['more scope than the token has', { scope: 'phone' }, 'invalid_scope'],
    ['a wish for a SAML assertion', { requested_token_type: `${TYPE}saml2` }, 'invalid_request'],
  ])('refuses %s', async (_situation, change, error) => {
    const at = await server()
    const { access_token } = await signedIn(at)
    const usual = { subject_token: access_token, subject_token_type: `${TYPE}access_token` }
    expect(await errorOf(exchanged(at, { ...usual, ...change }))).toBe(error)
  })
})

describe('the older grants', () => {
  it('client credentials act for the client alone', async () => {
    const at = await server()
    const answer = await oauth.clientCredentialsGrantRequest(
      at.as,
      basicClient,
      basicAuth,
      { scope: 'api:read', resource: `${BASE}/api` },
      at.options,
    )
    const read = await oauth.processClientCredentialsResponse(at.as, basicClient, answer)
    expect(read.refresh_token).toBeUndefined()
    expect(read.id_token).toBeUndefined()
    expect(decodeJwt(read.access_token).sub).toBe('generic-basic')
  })

  it('password gives tokens for the person, and refuses a wrong one', async () => {
    const at = await server()
    const ask = async (password: string) =>
      oauth.processGenericTokenEndpointResponse(
        at.as,
        publicClient,
        await oauth.genericTokenEndpointRequest(
          at.as,
          publicClient,
          oauth.None(),
          'password',
          { username: 'jane.doe@example.com', password, scope: 'openid' },
          at.options,
        ),
      )
    const tokens = await ask('correct-horse')
    expect(oauth.getValidatedIdTokenClaims(tokens)?.sub).toBe(JANE)
    expect(await errorOf(ask('wrong'))).toBe('invalid_grant')
  })
})
