/** Which algorithms a key allows. The key decides, never the token (RFC 8725 section 3.1). */
import { generateKeyPair, type JWK } from 'jose'

const sizes = ['256', '384', '512']
const family = (prefix: string) => sizes.map((size) => prefix + size)

export const hmacAlgorithms = family('HS')
export const pssAlgorithms = family('PS')
export const rsaAlgorithms = [...family('RS'), ...pssAlgorithms]

/** One curve, one algorithm (RFC 7518 section 3.4). */
const curveAlgorithms: ReadonlyMap<string, readonly string[]> = new Map([
  ['P-256', ['ES256']],
  ['P-384', ['ES384']],
  ['P-521', ['ES512']],
  // RFC 9864 gives EdDSA with this curve a name of its own; the older name stays in use.
  ['Ed25519', ['EdDSA', 'Ed25519']],
])

const latticeAlgorithms = ['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87']

/** Every algorithm a key can be made for here, strongest habit first. */
export const signable: readonly string[] = [
  'RS256',
  'RS384',
  'RS512',
  ...pssAlgorithms,
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
  ...hmacAlgorithms,
  ...latticeAlgorithms,
]

/** Registered, and in no browser: there is nothing to check them with. */
const elsewhere = ['ES256K', 'Ed448', 'ESP256', 'ESP384', 'ESP512']

export const isRegistered = (alg: string): boolean =>
  signable.includes(alg) || elsewhere.includes(alg)

export const isSymmetric = (alg: string): boolean => hmacAlgorithms.includes(alg)

/** `undefined` where the algorithm does not hash first, as EdDSA and ML-DSA do not. */
export const hashOf = (alg: string): 'SHA-256' | 'SHA-384' | 'SHA-512' | undefined =>
  /^(?:HS|RS|PS|ES)(256|384|512)$/.exec(alg)?.[1]?.replace(/^/, 'SHA-') as
    | 'SHA-256'
    | 'SHA-384'
    | 'SHA-512'
    | undefined

/** What the material alone allows. */
export function signaturesOf({ kty, crv, alg }: JWK): readonly string[] {
  if (kty === 'RSA') return rsaAlgorithms
  if (kty === 'oct') return hmacAlgorithms
  if (kty === 'AKP') return latticeAlgorithms.filter((one) => one === alg)
  return curveAlgorithms.get(crv ?? '') ?? []
}

const agreement = ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW']
export const passwordAlgorithms = ['PBES2-HS256+A128KW', 'PBES2-HS384+A192KW', 'PBES2-HS512+A256KW']

export function decryptionsOf({ kty, crv }: JWK, bits: number | undefined): readonly string[] {
  if (kty === 'RSA') return ['RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512']
  if (kty === 'EC' && curveAlgorithms.has(crv ?? '')) return agreement
  if (kty === 'OKP' && crv === 'X25519') return agreement
  if (kty !== 'oct') return []
  const wraps = [128, 192, 256].includes(bits ?? 0) ? [`A${bits}KW`, `A${bits}GCMKW`] : []
  return ['dir', ...wraps, ...passwordAlgorithms]
}

/** The pairs of names that mean the same key and the same computation. */
const sameAs = (alg: string): readonly string[] =>
  alg === 'EdDSA' || alg === 'Ed25519' ? ['EdDSA', 'Ed25519'] : [alg]

/** Narrowed to what the key says it is for: `alg`, `use` and `key_ops` (RFC 7517 section 4). */
export const narrowed = (
  possible: readonly string[],
  alg: string | undefined,
): readonly string[] =>
  alg === undefined ? possible : possible.filter((one) => sameAs(alg).includes(one))

const probes = new Map<string, Promise<boolean>>()

/** Not every browser can do every curve or ML-DSA yet: asked by making a key, once. */
export function runtimeHas(alg: string): Promise<boolean> {
  if (!/^(?:Ed|ML-DSA)/.test(alg)) return Promise.resolve(signable.includes(alg))
  const known = probes.get(alg)
  if (known !== undefined) return known
  const probe = generateKeyPair(alg).then(
    () => true,
    () => false,
  )
  probes.set(alg, probe)
  return probe
}
