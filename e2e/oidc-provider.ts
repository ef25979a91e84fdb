/** A server nobody here wrote: `oidc-provider`, certified OpenID, on the loopback with everything switched on. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { type ClientMetadata, type Configuration, Provider } from 'oidc-provider'
import { details, lendGrants } from './oidc-provider-grants.ts'

type Asked = Parameters<Provider['backchannelResult']>[0] & object

export interface RealServer {
  readonly issuer: string
  /** Lets its clients send answers there; the page's port is known only once it runs. */
  readonly know: (callback: string) => Promise<void>
  /** What it logged as an error of its own. */
  readonly faults: () => readonly string[]
  readonly stop: () => Promise<void>
}

/** Most signs of it are others when form-encoded, as strict Basic must do it (RFC 6749 section 2.3.1). */
export const ODD_SECRET = 'a secret: 100% + & = / "odd"'

/** Long enough for HS256. */
export const LONG_SECRET = 'a-secret-of-more-than-thirty-two-letters'

/** A key of the client, whose public half is registered. */
export const clientKey = {
  kty: 'EC',
  crv: 'P-256',
  kid: 'walked',
  alg: 'ES256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI',
} as const

const everyType = [
  'code',
  'id_token',
  'id_token token',
  'code id_token',
  'code token',
  'code id_token token',
] as const

function clients(callback: string): ClientMetadata[] {
  const { d: _private, ...registered } = clientKey
  const person: Omit<ClientMetadata, 'client_id'> = {
    // A web client may not have codes or tokens sent to http.
    application_type: 'native',
    redirect_uris: [callback],
    post_logout_redirect_uris: [callback],
    response_types: [...everyType],
    grant_types: ['authorization_code', 'implicit', 'refresh_token'],
  }
  return [
    {
      ...person,
      client_id: 'odd basic',
      client_secret: ODD_SECRET,
      token_endpoint_auth_method: 'client_secret_basic',
    },
    {
      ...person,
      client_id: 'signer',
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      request_object_signing_alg: 'ES256',
      authorization_signed_response_alg: 'RS256',
      userinfo_signed_response_alg: 'RS256',
      authorization_details_types: ['account_information'],
      jwks: { keys: [registered] },
    },
    {
      ...person,
      client_id: 'bound',
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'none',
      dpop_bound_access_tokens: true,
    },
    {
      client_id: 'machine',
      client_secret: LONG_SECRET,
      token_endpoint_auth_method: 'client_secret_jwt',
      token_endpoint_auth_signing_alg: 'HS256',
      redirect_uris: [],
      response_types: [],
      grant_types: ['client_credentials'],
      scope: 'api:read',
    },
    {
      client_id: 'television',
      token_endpoint_auth_method: 'none',
      redirect_uris: [],
      response_types: [],
      grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
    },
    {
      client_id: 'phone',
      client_secret: LONG_SECRET,
      token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: [],
      response_types: [],
      grant_types: ['urn:openid:params:grant-type:ciba', 'refresh_token'],
      backchannel_token_delivery_mode: 'poll',
    },
  ]
}

const API = 'urn:walked:api'

function configuration(callback: string, approve: (request: Asked) => void): Configuration {
  return {
    clients: clients(callback),
    clientDefaults: { id_token_signed_response_alg: 'RS256' },
    responseTypes: [...everyType],
    // Shorter than a clock may be wrong in these tests.
    ttl: { IdToken: 300 },
    scopes: ['openid', 'offline_access', 'profile', 'email', 'api:read'],
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: 'Jane Doe', email: 'jane.doe@example.com' }),
    }),
    // Else a refresh token needs prompt=consent as well (OpenID Connect Core section 11).
    issueRefreshToken: async (_context, client, code) =>
      client.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
    features: {
      devInteractions: { enabled: true },
      introspection: { enabled: true },
      revocation: { enabled: true },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      requestObjects: { enabled: true },
      jwtResponseModes: { enabled: true },
      jwtUserinfo: { enabled: true },
      registration: { enabled: true },
      registrationManagement: { enabled: true },
      dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
      richAuthorizationRequests: details,
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: 'api:read',
          audience: API,
          accessTokenFormat: 'opaque',
        }),
      },
      ciba: {
        enabled: true,
        deliveryModes: ['poll'],
        processLoginHint: async (_context, hint) => hint,
        validateBindingMessage: async () => undefined,
        validateRequestContext: async () => undefined,
        verifyUserCode: async () => undefined,
        triggerAuthenticationDevice: async (_context, request) => approve(request),
      },
    },
  }
}

/** The person at the other device says yes, but not before the first poll was told to wait. */
async function approveLater(provider: Provider, request: Asked): Promise<void> {
  await setTimeout(500)
  const { accountId = '', clientId = '', scope = '' } = request
  const grant = new provider.Grant({ accountId, clientId })
  grant.addOIDCScope(scope)
  await grant.save()
  await provider.backchannelResult(request, grant)
}

export async function startRealServer(): Promise<RealServer> {
  const faults: string[] = []
  let answer: ReturnType<Provider['callback']> | undefined
  const server = createServer((request, response) => {
    if (answer === undefined) response.writeHead(503).end()
    else void answer(request, response)
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port to be had.')
  const issuer = `http://localhost:${address.port}`
  return {
    issuer,
    faults: () => faults,
    async know(callback) {
      const provider = new Provider(
        issuer,
        configuration(callback, (request) => void approveLater(provider, request)),
      )
      lendGrants(provider)
      provider.on('server_error', (_context, error) => faults.push(String(error.stack)))
      answer = provider.callback()
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
