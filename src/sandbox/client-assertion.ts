/** Client authentication by a JWT the client signed: `client_secret_jwt` and `private_key_jwt` (RFC 7523 section 3). */
import { createLocalJWKSet, decodeJwt, type JWK, jwtVerify } from 'jose'
import { Fault, type RegisteredClient, type Turn } from '../core/simulation.ts'
import { notSeen } from './once.ts'

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** What clients sign carries the real time: a clock that was put forward is the server's alone. */
export const clientTime = (turn: Turn): number => turn.now - turn.world.offset

export async function byAssertion(turn: Turn): Promise<RegisteredClient> {
  const assertion = turn.parameters.get('client_assertion') ?? ''
  if (turn.parameters.get('client_assertion_type') !== TYPE) throw wrong('client_assertion_type')
  const client = turn.findClient(turn.parameters.get('client_id') ?? issuerIn(assertion))
  if (client === undefined) throw wrong('who is calling')
  const claims = await verified(turn, client, assertion).catch(() => {
    throw wrong('the client assertion')
  })
  if (claims.iss !== client.client_id || claims.sub !== client.client_id) throw wrong('iss or sub')
  // RFC 7523 section 3 has no use for jti; OpenID Connect Core 9 requires it, and a replay is refused.
  if (!notSeen(turn, `assertion ${client.client_id} ${claims.jti}`, Number(claims.exp) * 1000))
    throw wrong('jti: this assertion was used before')
  return client
}

const wrong = (what: string): Fault =>
  new Fault('client_credentials_wrong', {
    method: 'assertion',
    says: `Client authentication failed: ${what}.`,
  })

/** The issuer is accepted as audience, and the addresses older clients use (OpenID Connect Core 9). */
const audiences = (turn: Turn): string[] => [
  turn.place.base,
  turn.place.base + (turn.simulator.token?.path ?? ''),
  turn.place.base + turn.path,
]

async function verified(turn: Turn, client: RegisteredClient, assertion: string) {
  const checks = {
    audience: audiences(turn),
    currentDate: new Date(clientTime(turn)),
    clockTolerance: 5,
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'jti'],
  }
  if (client.token_endpoint_auth_method === 'client_secret_jwt') {
    const secret = new TextEncoder().encode(client.client_secret)
    return (await jwtVerify(assertion, secret, { ...checks, algorithms: ['HS256'] })).payload
  }
  if (client.token_endpoint_auth_method !== 'private_key_jwt') throw wrong('method')
  const keys = keysOf(client)
  return (await jwtVerify(assertion, keys, { ...checks, algorithms: asymmetric })).payload
}

/** What a client may sign with. */
export const asymmetric = ['ES256', 'RS256', 'PS256', 'EdDSA']

/** The keys a client registered. */
export const keysOf = (client: RegisteredClient) =>
  createLocalJWKSet({ keys: [...(client.jwks?.keys ?? [])] as JWK[] })

/** Only to know whose keys to try: nothing is believed before the signature is checked. */
function issuerIn(assertion: string): string | undefined {
  try {
    return decodeJwt(assertion).iss
  } catch {
    return undefined
  }
}
