/** The tokens of the simulated B2C: signed on the spot, with keys made once for each process. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { toBase64Url } from '../../core/http.ts'
import { type AccessToken, Fault, type Turn } from '../../core/simulation.ts'
import type { Route } from '../../core/simulator.ts'
import {
  OTHER_POLICY,
  ROPC_POLICY,
  SIGN_IN_POLICY,
  type Tenant,
  tenantNamed,
  tenants,
} from './sandbox-accounts.ts'

async function makeKey() {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const { kty = 'RSA', n = '', e = '' } = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint({ kty, n, e })
  return { privateKey, jwk: { kid, nbf: 1493763266, use: 'sig', kty, e, n } } as const
}

/** No key lies in the source: after a restart old tokens are strangers, as their store is empty too. */
const keys = new Map<string, ReturnType<typeof makeKey>>()

function keyOf(name: string): ReturnType<typeof makeKey> {
  const made = keys.get(name) ?? makeKey()
  keys.set(name, made)
  return made
}

/** Policy to key. The sign-in policy shares the key of the password policy [D A-1]. */
const keyNames: ReadonlyMap<string, string> = new Map([
  [ROPC_POLICY, 'main'],
  [SIGN_IN_POLICY, 'main'],
  [OTHER_POLICY, 'other'],
])

const issuerOf = ({ id }: Tenant): string => `https://account.arm.com/${id}/v2.0/`

const tenantOf = (turn: Turn): Tenant => {
  const name = turn.client?.facts?.['tenant']
  return tenantNamed(name) ?? tenants[0]
}

/** Claims of vendor notes, 1.3 [A], in B2C's manner. */
export async function tokenFor(turn: Turn, kind: 'access' | 'id'): Promise<string> {
  const { privateKey, jwk } = await keyOf('main')
  const seconds = Math.floor(turn.now / 1000)
  const { account, client } = turn
  const client_id = client?.client_id ?? ''
  const claims = {
    iss: issuerOf(tenantOf(turn)),
    exp: seconds + 3600,
    nbf: seconds,
    aud: client_id,
    sub: account?.facts?.['sub'] ?? '',
    ...(kind === 'id' ? { name: account?.facts?.['name'] ?? '' } : {}),
    email: account?.username ?? '',
    emails: [account?.username ?? ''],
    tfp: ROPC_POLICY,
    azp: client_id,
    ver: '1.0',
    auth_time: seconds,
    iat: seconds,
  }
  return new SignJWT(claims)
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: jwk.kid })
    .sign(privateKey)
}

const encoded = (value: unknown): string =>
  toBase64Url(new TextEncoder().encode(JSON.stringify(value)))

/** Looks like B2C's encrypted JWTs, and is random after its header. */
export function refreshToken({ ids }: Turn): string {
  const header = encoded({ kid: 'cpimcore_09252015', ver: '1.0', zip: 'Deflate', ser: '1.0' })
  return [header, ids.opaque(64), ids.opaque(12), ids.opaque(180), ids.opaque(16)].join('.')
}

/** The order of fields is that of Microsoft's samples; expires_in changes its type [S, D A-3]. */
export async function tokenAnswer(turn: Turn, token: AccessToken) {
  const { access_token, refresh_token } = token
  if (turn.parameters.get('grant_type') !== 'refresh_token') return firstAnswer(turn, token)
  const not_before = Math.floor(turn.now / 1000)
  return {
    access_token,
    id_token: await tokenFor(turn, 'id'),
    token_type: 'Bearer',
    not_before,
    expires_in: 3600,
    expires_on: not_before + 3600,
    resource: token.client_id,
    id_token_expires_in: 3600,
    profile_info: encoded({
      ver: '1.0',
      tid: tenantOf(turn).id,
      sub: turn.account?.facts?.['sub'],
      name: turn.account?.facts?.['name'],
      preferred_username: turn.account?.username,
    }),
    refresh_token,
    refresh_token_expires_in: 1209600,
  }
}

async function firstAnswer(
  turn: Turn,
  { access_token, client_id, scope, refresh_token }: AccessToken,
) {
  const wanted = (turn.parameters.get('response_type') ?? 'token id_token').split(' ')
  // The access token is for the client's own API, so its ID must stand in the scope [D A-3].
  const withAccess = wanted.includes('token') && scope.split(' ').includes(client_id)
  return {
    access_token: withAccess ? access_token : undefined,
    token_type: 'Bearer',
    expires_in: '3600', // [S] a text
    refresh_token,
    id_token: wanted.includes('id_token') ? await tokenFor(turn, 'id') : undefined,
  }
}

const open = (run: Route['run']): Route => ({ checks: [], run })

function json(value: unknown): Response {
  return new Response(JSON.stringify(value), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'public, max-age=86400',
    },
  })
}

async function keySet(turn: Turn, policy: string | undefined): Promise<Response> {
  const name = keyNames.get((policy ?? '').toLowerCase())
  if (tenantNamed(turn.captured['tenant']) === undefined || name === undefined)
    throw new Fault('policy_unknown')
  return json({ keys: [(await keyOf(name)).jwk] })
}

function configuration(turn: Turn): Response {
  const { tenant = '', policy = '' } = turn.captured
  const found = tenantNamed(tenant)
  if (found === undefined || !keyNames.has(policy.toLowerCase())) throw new Fault('policy_unknown')
  const base = `${turn.place.base}/${tenant}/${policy}`
  return json({
    issuer: issuerOf(found),
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_types_supported: ['id_token', 'token id_token'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'none'],
  })
}

/** The key sets in both forms of address, and the discovery document. */
export const metadataRoutes: Readonly<Record<`${string} /${string}`, Route>> = {
  'GET /:tenant/discovery/v2.0/keys': open((turn) => keySet(turn, turn.parameters.get('p'))),
  'GET /:tenant/:policy/discovery/v2.0/keys': open((turn) => keySet(turn, turn.captured['policy'])),
  'GET /:tenant/:policy/v2.0/.well-known/openid-configuration': open(configuration),
}
