/** Reads and checks what a client says of itself (RFC 7591 section 2). */
import { jwtVerify } from 'jose'
import { Fault, type RegisteredClient, type Turn } from '../core/simulation.ts'
import { asymmetric, clientTime } from './client-assertion.ts'
import { rulesOf, wordsIn } from './openid.ts'

export type Metadata = Readonly<Record<string, unknown>>

const wrong = (says: string): Fault => new Fault('metadata_wrong', { says })

export function bodyObject(turn: Turn): Metadata {
  const type = turn.request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(?:;|$)/i.test(type)) throw wrong('Send application/json.')
  try {
    const value: unknown = JSON.parse(turn.body)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    throw wrong('The body is no JSON.')
  }
  throw wrong('The body is no JSON object.')
}

/** What a software statement says wins over what stands beside it (RFC 7591 section 2.3). */
export async function withStatement(turn: Turn, asked: Metadata): Promise<Metadata> {
  const { software_statement: statement, ...rest } = asked
  if (statement === undefined) return rest
  if (typeof statement !== 'string') throw new Fault('statement_wrong')
  const { iss, alg, jwk } = rulesOf(turn).softwareAuthority
  const checks = {
    issuer: iss,
    algorithms: [alg],
    currentDate: new Date(clientTime(turn)),
  }
  const { payload } = await jwtVerify(statement, jwk, checks).catch(() => {
    throw new Fault('statement_wrong')
  })
  const { iss: _iss, iat: _iat, exp: _exp, jti: _jti, nbf: _nbf, ...stated } = payload
  return { ...rest, ...stated, software_statement: statement }
}

const textIn = (metadata: Metadata, name: string, otherwise: string): string => {
  const value = metadata[name]
  if (value === undefined) return otherwise
  if (typeof value !== 'string') throw wrong(`${name} has to be a text.`)
  return value
}

function textsIn(
  metadata: Metadata,
  name: string,
  otherwise: readonly string[],
): readonly string[] {
  const value = metadata[name]
  if (value === undefined) return otherwise
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string'))
    throw wrong(`${name} has to be a list of texts.`)
  return value.map(String)
}

/** Absolute, without fragment; https, the loopback, or an app's own scheme (RFC 8252 section 7). */
function isRedirect(text: string): boolean {
  if (!URL.canParse(text) || text.includes('#')) return false
  const { protocol, hostname } = new URL(text)
  if (protocol === 'http:') return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return protocol === 'https:' || /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:$/.test(protocol)
}

const methods = [
  'none',
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
]

/** The grant types a response type needs (RFC 7591 section 2.1). */
const needs: Readonly<Record<string, string>> = {
  code: 'authorization_code',
  token: 'implicit',
  id_token: 'implicit',
}

const own = [
  'client_name',
  'redirect_uris',
  'grant_types',
  'response_types',
  'scope',
  'token_endpoint_auth_method',
  'jwks',
]

/** Everything but the credentials, which are the server's to make. */
export function clientFrom(turn: Turn, metadata: Metadata): Omit<RegisteredClient, 'client_id'> {
  const grant_types = textsIn(metadata, 'grant_types', ['authorization_code'])
  const usual = grant_types.includes('authorization_code') ? ['code'] : []
  const response_types = textsIn(metadata, 'response_types', usual)
  const supported = turn.simulator.token?.grants ?? []
  const strange = grant_types.find((one) => one !== 'implicit' && !supported.includes(one))
  if (strange !== undefined) throw wrong(`The grant type ${strange} is not known here.`)
  const lacking = response_types
    .flatMap((one) => wordsIn(one))
    .find((one) => !Object.hasOwn(needs, one) || !grant_types.includes(needs[one] ?? ''))
  if (lacking !== undefined) throw wrong(`response_types: ${lacking} does not fit grant_types.`)
  const method = textIn(metadata, 'token_endpoint_auth_method', 'client_secret_basic')
  if (!methods.includes(method)) throw wrong(`${method} is not known here.`)
  const jwks = keysIn(metadata, method)
  checkAlgorithms(metadata)
  if (!textsIn(metadata, 'post_logout_redirect_uris', []).every(isRedirect))
    throw wrong('post_logout_redirect_uris has to hold addresses.')
  return {
    client_name: textIn(metadata, 'client_name', 'A client that registered itself'),
    redirect_uris: redirectsIn(metadata, response_types.length > 0),
    grant_types,
    response_types,
    scope: scopeIn(turn, metadata),
    token_endpoint_auth_method: method,
    ...(jwks === undefined ? {} : { jwks }),
    metadata: Object.fromEntries(Object.entries(metadata).filter(([name]) => !own.includes(name))),
  }
}

const signs = ['RS256', 'ES256']
const algorithms: Readonly<Record<string, readonly string[]>> = {
  id_token_signed_response_alg: signs,
  userinfo_signed_response_alg: signs,
  authorization_signed_response_alg: signs,
  introspection_signed_response_alg: ['RS256'],
  request_object_signing_alg: [...asymmetric, 'none'],
}

/** What this server cannot do it must not agree to. */
function checkAlgorithms(metadata: Metadata): void {
  for (const [name, able] of Object.entries(algorithms))
    if (!able.includes(textIn(metadata, name, able[0] ?? '')))
      throw wrong(`${name} can be ${able.join(', ')} here.`)
  const sealed = Object.keys(metadata).find((name) => name.includes('_encrypted_response_'))
  if (sealed !== undefined) throw wrong(`${sealed}: nothing is encrypted here.`)
}

function redirectsIn(metadata: Metadata, needed: boolean): readonly string[] {
  const redirect_uris = textsIn(metadata, 'redirect_uris', [])
  if ((needed && redirect_uris.length === 0) || !redirect_uris.every(isRedirect))
    throw new Fault('redirect_metadata_wrong')
  return redirect_uris
}

/** RFC 7591 section 2: without a wish the server decides; here it gives all it has. */
function scopeIn(turn: Turn, metadata: Metadata): string {
  const known = rulesOf(turn).scopes
  const scope = textIn(metadata, 'scope', known.join(' '))
  const strange = wordsIn(scope).find((one) => !known.includes(one))
  if (strange !== undefined) throw wrong(`The scope ${strange} is not known here.`)
  return scope
}

function keysIn(metadata: Metadata, method: string): RegisteredClient['jwks'] {
  const { jwks } = metadata
  if (metadata['jwks_uri'] !== undefined) throw wrong('Give the keys in jwks; nothing is fetched.')
  if (jwks === undefined) {
    if (method === 'private_key_jwt') throw wrong('private_key_jwt needs jwks.')
    return undefined
  }
  const keys = typeof jwks === 'object' && jwks !== null && 'keys' in jwks ? jwks.keys : undefined
  const isKey = (one: unknown): one is Record<string, unknown> =>
    typeof one === 'object' && one !== null && 'kty' in one && !('d' in one) && !('k' in one)
  if (!Array.isArray(keys) || !keys.every(isKey)) throw wrong('jwks has to hold public keys.')
  return { keys }
}
