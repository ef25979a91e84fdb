/** The server's own signing keys: made when first needed, kept with its world, so that tokens outlive a restart. */
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTPayload,
  type JWTVerifyOptions,
  jwtVerify,
  SignJWT,
} from 'jose'
import { toBase64Url } from '../core/http.ts'
import type { Turn } from '../core/simulation.ts'

export type Alg = 'RS256' | 'ES256'
type Whose = 'own' | 'stranger'

/** Slow to make, so a process makes each once; a private key has no place in a repository. */
const making = new Map<string, Promise<JWK>>()

async function newKey(alg: Alg): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  return exportJWK(privateKey)
}

async function keyOf(turn: Turn, alg: Alg, whose: Whose): Promise<JWK> {
  const name = `key ${whose} ${alg}`
  const kept = turn.world.own.get(name) as JWK | undefined
  if (kept !== undefined) return kept
  const made = making.get(name) ?? newKey(alg)
  making.set(name, made)
  const key = { ...(await made), alg, use: 'sig', kid: turn.ids.opaque(12) }
  turn.world.own.set(name, key)
  return key
}

interface Signing {
  readonly alg: Alg
  readonly typ?: string
  readonly whose?: Whose
}

export async function sign(turn: Turn, claims: JWTPayload, how: Signing): Promise<string> {
  const { alg, typ = 'JWT', whose = 'own' } = how
  const key = await keyOf(turn, alg, whose)
  const { kid = '' } = whose === 'own' ? key : await keyOf(turn, alg, 'own')
  return new SignJWT(claims).setProtectedHeader({ alg, typ, kid }).sign(await importJWK(key, alg))
}

const encoded = (value: unknown): string =>
  toBase64Url(new TextEncoder().encode(JSON.stringify(value)))

/** RFC 7519 section 6. Only to show that a client notices. */
export const unsigned = (claims: JWTPayload): string =>
  `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(claims)}.`

const publicParts = ['kty', 'use', 'kid', 'alg', 'n', 'e', 'crv', 'x', 'y']

async function publicKeys(turn: Turn): Promise<JWK[]> {
  const keys = [await keyOf(turn, 'RS256', 'own'), await keyOf(turn, 'ES256', 'own')]
  return keys.map((key) => ({
    kty: key.kty ?? '',
    ...Object.fromEntries(Object.entries(key).filter(([name]) => publicParts.includes(name))),
  }))
}

/** RFC 7517 section 5. */
export async function keySet(turn: Turn): Promise<Response> {
  const body = JSON.stringify({ keys: await publicKeys(turn) })
  return new Response(body, { headers: { 'Content-Type': 'application/jwk-set+json' } })
}

/** Claims of a token this server signed itself; `undefined` for any other. */
export async function verifyOwn(
  turn: Turn,
  token: string,
  more: JWTVerifyOptions = {},
): Promise<JWTPayload | undefined> {
  const keys = createLocalJWKSet({ keys: await publicKeys(turn) })
  const checks = { issuer: turn.place.base, currentDate: new Date(turn.now), ...more }
  const made = jwtVerify(token, keys, checks)
  return made.then(({ payload }) => payload).catch(() => undefined)
}
