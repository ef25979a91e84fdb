/** A DPoP proof: a small JWT that binds a token to a key and to one request (RFC 9449 section 4.2). */
import { importJWK, type JWK, SignJWT } from 'jose'
import { toBase64Url } from '../http.ts'

export interface ProofOf {
  readonly method: string
  readonly url: string
  /** The access token that goes along; none at a token endpoint. */
  readonly token?: string
  readonly nonce?: string
  /** Unix milliseconds. */
  readonly now: number
  /** Unique to the proof. */
  readonly jti: string
}

/** Public members by key type: nothing else of a private key may stand in a header (RFC 7638 section 3.2). */
const PUBLIC: Readonly<Record<string, readonly string[]>> = {
  EC: ['kty', 'crv', 'x', 'y'],
  RSA: ['kty', 'n', 'e'],
  OKP: ['kty', 'crv', 'x'],
}

const ALGORITHMS: Readonly<Record<string, string>> = {
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512',
  Ed25519: 'EdDSA',
}

export interface ProofKey {
  readonly jwk: JWK
  readonly alg: string
  readonly shown: JWK
}

/** A private JWK as text, or what is wrong with it. */
export function proofKeyOf(text: string): ProofKey | string {
  const jwk = parsed(text)
  if (jwk === undefined) return 'The key is no JWK: it must be a JSON object with kty.'
  const members = PUBLIC[jwk.kty ?? '']
  if (members === undefined) return 'A DPoP key is of type EC, RSA or OKP.'
  if (jwk.d === undefined) return 'This is a public key. A proof is signed with the private one.'
  const alg = jwk.alg ?? (jwk.kty === 'RSA' ? 'RS256' : ALGORITHMS[jwk.crv ?? ''])
  if (alg === undefined) return 'No algorithm is known for this key.'
  const shown = Object.fromEntries(Object.entries(jwk).filter(([name]) => members.includes(name)))
  return { jwk, alg, shown }
}

function parsed(text: string): JWK | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** `htu` has neither query nor fragment; `ath` binds the proof to the token. */
export async function proof({ jwk, alg, shown }: ProofKey, of: ProofOf): Promise<string> {
  const { method, url, token, nonce, now, jti } = of
  const { origin, pathname } = new URL(url)
  return new SignJWT({
    htm: method,
    htu: `${origin}${pathname}`,
    ...(token === undefined ? {} : { ath: await hashOf(token) }),
    jti,
    ...(nonce === undefined || nonce === '' ? {} : { nonce }),
  })
    .setProtectedHeader({ typ: 'dpop+jwt', alg, jwk: shown })
    .setIssuedAt(Math.floor(now / 1000))
    .sign(await importJWK(jwk, alg))
}

async function hashOf(token: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))
  return toBase64Url(new Uint8Array(hash))
}
