/** What happens to tokens, sessions and clients after they were made: introspection, revocation, logout, registration. */
import { exportJWK } from 'jose'
import * as oauth from 'oauth4webapi'
import { describe, expect, it } from 'vitest'
import { softwareStatement } from './fixture.ts'
import {
  APP,
  addressOf,
  BASE,
  basicAuth,
  basicClient,
  CALLBACK,
  publicClient,
  request,
  type Server,
  server,
  signedIn,
} from './generic.test-support.ts'

const JANE = '248289761001'

const call = (at: Server, access_token: string): Promise<Response> =>
  at.sandbox(
    new Request(`${BASE}/api/me`, { headers: { Authorization: `Bearer ${access_token}` } }),
  )

describe('introspection', () => {
  const ask = async (at: Server, token: string, client: oauth.Client = basicClient) =>
    oauth.processIntrospectionResponse(
      at.as,
      client,
      await oauth.introspectionRequest(at.as, client, basicAuth, token, {
        ...at.options,
        requestJwtResponse: client.introspection_signed_response_alg !== undefined,
      }),
    )

  it('tells what a token is worth', async () => {
    const at = await server()
    const { access_token } = await signedIn(at)
    expect(await ask(at, access_token)).toMatchObject({
      active: true,
      iss: BASE,
      sub: JANE,
      client_id: 'generic-public',
      aud: `${BASE}/api`,
      token_type: 'Bearer',
    })
  })

  it('tells nothing of a dead token, or of another client’s refresh token', async () => {
    const at = await server()
    const { access_token, refresh_token = '' } = await signedIn(at)
    expect(await ask(at, refresh_token)).toEqual({ active: false })
    await at.control({ advance: 601 })
    expect(await ask(at, access_token)).toEqual({ active: false })
    expect(await ask(at, 'x')).toEqual({ active: false })
  })

  it('answers with a signed token when that is asked for', async () => {
    const at = await server()
    const { access_token } = await signedIn(at)
    const client = { ...basicClient, introspection_signed_response_alg: 'RS256' }
    expect(await ask(at, access_token, client)).toMatchObject({ active: true })
  })

  it('is not for public clients', async () => {
    const at = await server()
    const answer = await oauth.introspectionRequest(
      at.as,
      publicClient,
      oauth.None(),
      'x',
      at.options,
    )
    expect(await answer.json()).toMatchObject({ error: 'unauthorized_client' })
  })
})

describe('revocation', () => {
  const end = (at: Server, token: string, client = publicClient, auth = oauth.None()) =>
    oauth.revocationRequest(at.as, client, auth, token, at.options)

  it('ends an access token alone, or with its refresh token everything', async () => {
    const at = await server()
    const first = await signedIn(at)
    await oauth.processRevocationResponse(await end(at, first.access_token))
    expect((await call(at, first.access_token)).status).toBe(401)
    const second = await signedIn(at)
    await oauth.processRevocationResponse(await end(at, second.refresh_token ?? ''))
    expect((await call(at, second.access_token)).status).toBe(401)
  })

  it('is content with an unknown token, and refuses another client’s', async () => {
    const at = await server()
    await oauth.processRevocationResponse(await end(at, 'x'))
    const { access_token } = await signedIn(at)
    expect((await end(at, access_token, basicClient, basicAuth)).status).toBe(400)
    expect((await call(at, access_token)).status).toBe(200)
  })
})

describe('logout', () => {
  const addressAt = ({ as }: Server, parameters: Record<string, string>) =>
    `${as.end_session_endpoint}?${new URLSearchParams(parameters).toString()}`

  const asksForLogin = async (at: Server) =>
    (await (await at.visit(addressOf(at, await request()))).text()).includes('name="password"')

  it('goes back at once for whoever the ID token names', async () => {
    const at = await server()
    const { id_token = '' } = await signedIn(at)
    const parameters = { id_token_hint: id_token, post_logout_redirect_uri: `${APP}/`, state: 's' }
    const answer = await at.visit(addressAt(at, parameters))
    expect(answer.headers.get('location')).toBe(`${APP}/?state=s`)
    expect(await asksForLogin(at)).toBe(true)
  })

  it('asks the person when nothing proves who is meant', async () => {
    const at = await server()
    await signedIn(at)
    const address = addressAt(at, {
      client_id: 'generic-public',
      post_logout_redirect_uri: `${APP}/`,
    })
    expect(await (await at.visit(address)).text()).toContain('Sign out?')
    expect(await asksForLogin(at)).toBe(false)
    const answer = await at.walk(address, { sign_out: 'yes' })
    expect(answer.headers.get('location')).toBe(`${APP}/`)
    expect(await asksForLogin(at)).toBe(true)
  })

  it('asks when the ID token names somebody else', async () => {
    const at = await server()
    const { id_token = '' } = await signedIn(at)
    await at.visit(addressAt(at, { id_token_hint: id_token }))
    const page = await (await at.visit(addressOf(at, await request()))).text()
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const john = { username: 'john.roe@example.com', password: 'battery-staple', _csrf }
    await at.visit('/generic/login', john)
    const asked = await at.visit(addressAt(at, { id_token_hint: id_token }))
    expect(await asked.text()).toContain('Sign out?')
  })

  it('sends nobody to an address that was not registered', async () => {
    const at = await server()
    const { id_token = '' } = await signedIn(at)
    const parameters = {
      id_token_hint: id_token,
      post_logout_redirect_uri: 'https://elsewhere.example/',
    }
    expect((await at.visit(addressAt(at, parameters))).status).toBe(400)
    expect((await at.visit(addressAt(at, { id_token_hint: 'x' }))).status).toBe(400)
  })
})

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

type Registered = oauth.OmitSymbolProperties<oauth.Client>

async function registered(at: Server, metadata: Partial<Registered>): Promise<Registered> {
  const usual = { redirect_uris: [CALLBACK], client_name: 'Mine' }
  const answer = await oauth.dynamicClientRegistrationRequest(
    at.as,
    { ...usual, ...metadata },
    at.options,
  )
  return oauth.processDynamicClientRegistrationResponse(answer)
}

describe('registration', () => {
  it('makes a client that can be used at once', async () => {
    const at = await server()
    const client = await registered(at, {
      grant_types: ['authorization_code', 'refresh_token'],
    })
    const auth = oauth.ClientSecretBasic(textOf(client.client_secret))
    expect((await signedIn(at, {}, client, auth)).refresh_token).toBeDefined()
  })

  it('makes a client with keys instead of a secret', async () => {
    const at = await server()
    const pair = await oauth.generateKeyPair('ES256', { extractable: true })
    const client = await registered(at, {
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [{ ...(await exportJWK(pair.publicKey)), alg: 'ES256' }] },
    })
    expect(client.client_secret).toBeUndefined()
    const auth = oauth.PrivateKeyJwt(pair.privateKey)
    expect((await signedIn(at, {}, client, auth)).id_token).toBeDefined()
  })

  it('believes a software statement more than what stands beside it', async () => {
    const at = await server()
    const client = await registered(at, {
      client_name: 'Somebody else',
      software_statement: softwareStatement,
    })
    expect(client.client_name).toBe('Stated client')
    expect(client.software_statement).toBe(softwareStatement)
    expect(client.grant_types).toEqual(['authorization_code', 'refresh_token'])
  })

  it.each([
    [{ redirect_uris: ['http://elsewhere.example/'] }, 'invalid_redirect_uri'],
    [{ redirect_uris: [`${CALLBACK}#x`] }, 'invalid_redirect_uri'],
    [{ redirect_uris: [] }, 'invalid_redirect_uri'],
    [{ grant_types: ['telepathy'] }, 'invalid_client_metadata'],
    [{ response_types: ['id_token'] }, 'invalid_client_metadata'],
    [{ token_endpoint_auth_method: 'private_key_jwt' }, 'invalid_client_metadata'],
    [{ scope: 'unheard-of' }, 'invalid_client_metadata'],
    [{ id_token_signed_response_alg: 'PS512' }, 'invalid_client_metadata'],
    [{ id_token_encrypted_response_alg: 'RSA-OAEP' }, 'invalid_client_metadata'],
    [{ post_logout_redirect_uris: ['x'] }, 'invalid_client_metadata'],
    [{ jwks_uri: 'https://elsewhere.example/' }, 'invalid_client_metadata'],
    [{ software_statement: 'x.y.z' }, 'invalid_software_statement'],
  ])('refuses %j', async (metadata, error) => {
    await expect(registered(await server(), metadata)).rejects.toMatchObject({
      cause: { error },
    })
  })
})

describe('management of a registration', () => {
  async function managed(at: Server) {
    const client = await registered(at, {})
    const address = textOf(client['registration_client_uri'])
    const ask = (method: string, token: string, body?: unknown) =>
      at.sandbox(
        new Request(address, {
          method,
          headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      )
    return { client, ask, token: textOf(client['registration_access_token']) }
  }

  it('reads what was registered', async () => {
    const { client, ask, token } = await managed(await server())
    expect(await (await ask('GET', token)).json()).toEqual(client)
    expect((await ask('GET', 'x')).status).toBe(401)
  })

  it('changes it, and hands out a new token in place of the old one', async () => {
    const { client, ask, token } = await managed(await server())
    const change = { client_id: client.client_id, redirect_uris: [CALLBACK], client_name: 'New' }
    const answer = await ask('PUT', token, change)
    const next = (await answer.json()) as Record<string, unknown>
    expect(next).toMatchObject({ client_name: 'New', client_secret: client.client_secret })
    expect(next['registration_access_token']).not.toBe(token)
    expect((await ask('GET', token)).status).toBe(401)
    expect((await ask('GET', textOf(next['registration_access_token']))).status).toBe(200)
  })

  it.each([
    { client_id: 'another' },
    { client_secret: 'chosen' },
    { registration_access_token: 'x' },
    { client_id_issued_at: 1 },
  ])('refuses to change %j', async (more) => {
    const { client, ask, token } = await managed(await server())
    const change = { client_id: client.client_id, redirect_uris: [CALLBACK], ...more }
    const answer = await ask('PUT', token, change)
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { error: 'invalid_client_metadata' },
    ])
  })

  it('ends the client, its tokens and the token for it', async () => {
    const at = await server()
    const { client, ask, token } = await managed(at)
    const auth = oauth.ClientSecretBasic(textOf(client.client_secret))
    const { access_token } = await signedIn(at, {}, client, auth)
    expect((await ask('DELETE', token)).status).toBe(204)
    expect((await ask('GET', token)).status).toBe(401)
    expect((await call(at, access_token)).status).toBe(401)
  })
})
