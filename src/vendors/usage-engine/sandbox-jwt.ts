/** The simulated identity provider's signing key and the tokens it signs. */
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import type { Turn } from '../../core/simulation.ts'
import { ACCOUNT_ID } from './sandbox-accesses.ts'

export const LIFETIME = 3600 // [S] one hour

const KEY = 'signing_key'

/** Slow to make, so a process makes one; a private key has no place in a repository. */
let making: Promise<JWK> | undefined

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return exportJWK(privateKey)
}

/** Kept with its world, so that tokens outlive a restart together with the key they were signed by. */
async function signingKey(turn: Turn): Promise<JWK> {
  const kept = turn.world.own.get(KEY) as JWK | undefined
  if (kept !== undefined) return kept
  making ??= newKey()
  // As long as the documented sample's kid.
  const kid = turn.ids.opaque(16).replaceAll(/[-_]/g, 'x').slice(0, 21)
  const made: JWK = { ...(await making), alg: 'RS256', use: 'sig', kid }
  turn.world.own.set(KEY, made)
  return made
}

/** The claims and their order are those of the documented sample [D]. */
export async function signedToken(turn: Turn): Promise<string> {
  const key = await signingKey(turn)
  const client = turn.client
  const client_id = client?.client_id ?? ''
  const iat = Math.floor(turn.now / 1000)
  return new SignJWT({
    accountId: ACCOUNT_ID,
    iss: 'https://auth.digitalroute.io/',
    sub: `${client_id}@clients`,
    aud: turn.parameters.get('audience') ?? '',
    iat,
    exp: iat + LIFETIME,
    scope: client?.scope ?? '',
    gty: 'client-credentials',
    azp: client_id,
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid ?? '' })
    .sign(await importJWK(key, 'RS256'))
}

/** What an API needs to check a token without asking anyone (RFC 7517 section 5) [I]. */
export async function keySet(turn: Turn): Promise<Response> {
  const { kty, n, e, alg, use, kid } = await signingKey(turn)
  return Response.json({ keys: [{ kty, use, n, e, kid, alg }] })
}
