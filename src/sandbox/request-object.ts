/** Authorization requests that come as a signed object (RFC 9101), or were pushed ahead (RFC 9126). */
import { decodeJwt, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose'
import { type Check, Fault, type RegisteredClient, type Turn } from '../core/simulation.ts'
import { asymmetric, clientTime, keysOf } from './client-assertion.ts'
import { knobsOf } from './openid.ts'
import { parametersOf } from './parameters.ts'

export const PUSHED = 'urn:ietf:params:oauth:request_uri:'

export const requestChecks: readonly Check[] = [
  {
    name: 'request_resolved',
    source: 'RFC 9101 section 5, RFC 9126 section 4',
    async run(turn) {
      const request_uri = turn.parameters.get('request_uri')
      const request = turn.parameters.get('request')
      if (request_uri !== undefined && request !== undefined)
        throw new Fault('request_invalid', { says: 'Either request or request_uri, not both.' })
      if (request_uri !== undefined) takePushed(turn, request_uri)
      else if (mustPush(turn))
        throw new Fault('request_invalid', { says: 'This request has to be pushed ahead.' })
      else if (request !== undefined) await takeObject(turn, request)
      else if (turn.client?.metadata?.['require_signed_request_object'] === true)
        throw new Fault('request_invalid', { says: 'This client has to sign its requests.' })
      return undefined
    },
  },
]

const mustPush = (turn: Turn): boolean =>
  turn.path !== turn.simulator.openid?.paths.par &&
  (knobsOf(turn).parRequired ||
    turn.client?.metadata?.['require_pushed_authorization_requests'] === true)

/** The resolved parameters take the place of what came in the address. */
export function replaceParameters(turn: Turn, pairs: readonly (readonly [string, string])[]): void {
  const query = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value]))
  turn.parameters = parametersOf(['query'], { query, contentType: '', body: '' })
}

/** A person who signs in meanwhile may take longer than the time the request waits for its start. */
const STARTED_SECONDS = 1800

function takePushed(turn: Turn, request_uri: string): void {
  if (!request_uri.startsWith(PUSHED)) throw new Fault('request_uri_unsupported')
  const pushed = turn.world.pushed.get(request_uri)
  const alive = pushed !== undefined && pushed.expiresAt > turn.now
  if (!alive || pushed.client_id !== turn.client?.client_id) throw new Fault('request_uri_wrong')
  const expiresAt = Math.max(pushed.expiresAt, turn.now + STARTED_SECONDS * 1000)
  turn.world.pushed.set(request_uri, { ...pushed, expiresAt })
  replaceParameters(turn, pushed.parameters)
}

/** RFC 9101 section 6.3: only what is in the object counts. */
export async function takeObject(turn: Turn, request: string): Promise<void> {
  const { client } = turn
  if (client === undefined) throw new Fault('client_unknown')
  const claims = await opened(turn, client, request).catch((thrown: unknown) => {
    throw thrown instanceof Fault ? thrown : wrong(thrown instanceof Error ? thrown.message : '')
  })
  if (claims['client_id'] !== client.client_id) throw wrong('client_id is not the client')
  if ('request' in claims || 'request_uri' in claims) throw wrong('it names another request')
  const told = new Set(['iss', 'aud', 'exp', 'iat', 'nbf', 'jti', 'sub'])
  replaceParameters(
    turn,
    Object.entries(claims)
      .filter(([name]) => !told.has(name))
      .flatMap(([name, value]) => pairsOf(name, value)),
  )
}

const wrong = (says: string): Fault =>
  new Fault('request_object_wrong', { says: `Request object: ${says}.` })

/** `resource` may be a list; objects are JSON, as in a query. */
function pairsOf(name: string, value: unknown): [string, string][] {
  if (name === 'resource' && Array.isArray(value)) return value.map((one) => [name, String(one)])
  return [[name, typeof value === 'string' ? value : JSON.stringify(value)]]
}

async function opened(turn: Turn, client: RegisteredClient, request: string): Promise<JWTPayload> {
  const registered = client.metadata?.['request_object_signing_alg']
  const { alg } = decodeProtectedHeader(request)
  if (alg === 'none') {
    if (registered !== 'none') throw wrong('it is not signed, and this client has to sign')
    return decodeJwt(request)
  }
  if (registered !== undefined && registered !== alg) throw wrong('alg is not the registered one')
  const { payload } = await jwtVerify(request, keysOf(client), {
    issuer: client.client_id,
    audience: turn.place.base,
    algorithms: asymmetric,
    currentDate: new Date(clientTime(turn)),
    clockTolerance: 5,
  })
  return payload
}
