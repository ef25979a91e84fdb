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
  /** The private one. */
  readonly jwk: JWK
  readonly alg: string
  /** The public half, as it stands in the header. */
  readonly shown: JWK
}

/** What signs a proof may be a key that gives away no bytes. */
type Prover = Omit<ProofKey, 'jwk'> & { readonly jwk: JWK | CryptoKey }

/** The algorithm of a key, as it says or as its kind has it. */
export const algorithmOf = ({ alg, kty, crv }: JWK): string | undefined =>
  alg ?? (kty === 'RSA' ? 'RS256' : ALGORITHMS[crv ?? ''])

/** Only what makes the key (RFC 7638 section 3.2). */
export const shownOf = (jwk: JWK): JWK =>
  Object.fromEntries(
    Object.entries(jwk).filter(([name]) => (PUBLIC[jwk.kty ?? ''] ?? []).includes(name)),
  )

/** A private JWK as text, or what is wrong with it. */
export function proofKeyOf(text: string): ProofKey | string {
  const jwk = jwkIn(text)
  if (jwk === undefined) return 'The key is no JWK: it must be a JSON object with kty.'
  if (PUBLIC[jwk.kty ?? ''] === undefined) return 'A DPoP key is of type EC, RSA or OKP.'
  if (jwk.d === undefined) return 'This is a public key. A proof is signed with the private one.'
  const alg = algorithmOf(jwk)
  if (alg === undefined) return 'No algorithm is known for this key.'
  return { jwk, alg, shown: shownOf(jwk) }
}

export function jwkIn(text: string): JWK | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** `htu` has neither query nor fragment; `ath` binds the proof to the token. */
export async function proof({ jwk, alg, shown }: Prover, of: ProofOf): Promise<string> {
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
    .sign(jwk instanceof CryptoKey ? jwk : await importJWK(jwk, alg))
}

async function hashOf(token: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))
  return toBase64Url(new Uint8Array(hash))
}
