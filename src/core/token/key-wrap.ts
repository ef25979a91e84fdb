/** Brings every DER form of a key into the two that WebCrypto takes: SPKI and PKCS #8. */
import {
  BIT_STRING,
  element,
  elementsOf,
  INTEGER,
  NULL,
  OCTET_STRING,
  oid,
  oidOf,
  SEQUENCE,
  sequenceIn,
  spkiOfCertificate,
} from './key-der.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** A key in DER, and what its algorithm identifier says it is. */
export interface Wrapped {
  readonly format: 'spki' | 'pkcs8'
  readonly der: Bytes
  /** `RSA`, `RSASSA-PSS`, a curve, or an ML-DSA name; the bare number where it is none we know. */
  readonly algorithm: string
  /** The certificate it was taken from. */
  readonly certificate?: Bytes
}

const names: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.1.1', 'RSA'],
  ['1.2.840.113549.1.1.10', 'RSASSA-PSS'],
  ['1.2.840.10045.3.1.7', 'P-256'],
  ['1.3.132.0.34', 'P-384'],
  ['1.3.132.0.35', 'P-521'],
  ['1.3.132.0.10', 'secp256k1'],
  ['1.3.101.110', 'X25519'],
  ['1.3.101.111', 'X448'],
  ['1.3.101.112', 'Ed25519'],
  ['1.3.101.113', 'Ed448'],
  ['2.16.840.1.101.3.4.3.17', 'ML-DSA-44'],
  ['2.16.840.1.101.3.4.3.18', 'ML-DSA-65'],
  ['2.16.840.1.101.3.4.3.19', 'ML-DSA-87'],
])

const EC_KEY = '1.2.840.10045.2.1'
const RSA_KEY = '1.2.840.113549.1.1.1'

/** RFC 8017 appendix A.1: the parameters of plain RSA are NULL. */
const rsaIdentifier = (): Bytes => element(SEQUENCE, oid(RSA_KEY), element(NULL))

const identifier = (content: Bytes): string | undefined => {
  const [kind, parameters] = elementsOf(content) ?? []
  const number = kind === undefined ? undefined : oidOf(kind)
  const meant = number === EC_KEY && parameters !== undefined ? oidOf(parameters) : number
  return meant === undefined ? undefined : (names.get(meant) ?? meant)
}

/** SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7). */
export function spki(der: Bytes): Wrapped | undefined {
  const [algorithm, key, ...rest] = sequenceIn(der) ?? []
  if (algorithm?.tag !== SEQUENCE || key?.tag !== BIT_STRING || rest.length > 0) return undefined
  const name = identifier(algorithm.content)
  if (name !== 'RSASSA-PSS')
    return name === undefined ? undefined : { format: 'spki', der, algorithm: name }
  // WebCrypto takes the plain identifier only; the key itself is the same.
  return { format: 'spki', der: element(SEQUENCE, rsaIdentifier(), key.whole), algorithm: name }
}

/** PrivateKeyInfo (RFC 5208 section 5). */
export function pkcs8(der: Bytes): Wrapped | undefined {
  const [version, algorithm, key] = sequenceIn(der) ?? []
  if (version?.tag !== INTEGER || algorithm?.tag !== SEQUENCE || key?.tag !== OCTET_STRING)
    return undefined
  const name = identifier(algorithm.content)
  if (name !== 'RSASSA-PSS')
    return name === undefined ? undefined : { format: 'pkcs8', der, algorithm: name }
  const plain = element(SEQUENCE, version.whole, rsaIdentifier(), key.whole)
  return { format: 'pkcs8', der: plain, algorithm: name }
}

/** RSAPublicKey (RFC 8017 appendix A.1.1). */
export function pkcs1Public(der: Bytes): Wrapped | undefined {
  const numbers = sequenceIn(der) ?? []
  if (numbers.length !== 2 || numbers.some(({ tag }) => tag !== INTEGER)) return undefined
  const key = element(BIT_STRING, Uint8Array.of(0), der)
  return { format: 'spki', der: element(SEQUENCE, rsaIdentifier(), key), algorithm: 'RSA' }
}

const zero = () => element(INTEGER, Uint8Array.of(0))

/** RSAPrivateKey (RFC 8017 appendix A.1.2). */
export function pkcs1Private(der: Bytes): Wrapped | undefined {
  const numbers = sequenceIn(der) ?? []
  if (numbers.length !== 9 || numbers.some(({ tag }) => tag !== INTEGER)) return undefined
  const inner = element(OCTET_STRING, der)
  return {
    format: 'pkcs8',
    der: element(SEQUENCE, zero(), rsaIdentifier(), inner),
    algorithm: 'RSA',
  }
}

/** ECPrivateKey (RFC 5915 section 3): it names its curve itself, in [0]. */
export function sec1(der: Bytes): Wrapped | undefined {
  const [version, key, ...rest] = sequenceIn(der) ?? []
  const named = rest.find(({ tag }) => tag === 0xa0)
  const curve = named === undefined ? undefined : elementsOf(named.content)?.[0]
  const number = curve === undefined ? undefined : oidOf(curve)
  if (version?.tag !== INTEGER || key?.tag !== OCTET_STRING || curve === undefined) return undefined
  if (number === undefined) return undefined
  const algorithm = element(SEQUENCE, oid(EC_KEY), curve.whole)
  return {
    format: 'pkcs8',
    der: element(SEQUENCE, zero(), algorithm, element(OCTET_STRING, der)),
    algorithm: names.get(number) ?? number,
  }
}

export function certificate(der: Bytes): Wrapped | undefined {
  const inner = spkiOfCertificate(der)
  const found = inner === undefined ? undefined : spki(inner.slice())
  return found === undefined ? undefined : { ...found, certificate: der }
}

/** Whatever key these bytes are, when nothing says which form they have. */
export const anyKey = (der: Bytes): Wrapped | undefined =>
  spki(der) ?? pkcs8(der) ?? certificate(der) ?? pkcs1Private(der) ?? sec1(der) ?? pkcs1Public(der)
