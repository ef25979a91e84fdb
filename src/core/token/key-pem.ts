/** Reads keys and certificates written as PEM (RFC 7468), and the older forms of OpenSSL. */
import { exportJWK, importPKCS8, importSPKI } from 'jose'
import { toBase64 } from '../http.ts'
import { type Problem, Refusal } from '../problem.ts'
import { rfc } from '../source.ts'
import { pssAlgorithms } from './key-algorithms.ts'
import { bytesIn, keyOf } from './key-jwk.ts'
import type { Key } from './key-shapes.ts'
import * as forms from './key-wrap.ts'
import { sha256 } from './thumbprint.ts'

type Bytes = Uint8Array<ArrayBuffer>

const readers: Readonly<Record<string, (der: Bytes) => forms.Wrapped | undefined>> = {
  'PUBLIC KEY': forms.spki,
  'PRIVATE KEY': forms.pkcs8,
  'RSA PUBLIC KEY': forms.pkcs1Public,
  'RSA PRIVATE KEY': forms.pkcs1Private,
  'EC PRIVATE KEY': forms.sec1,
  CERTIFICATE: forms.certificate,
  'X509 CERTIFICATE': forms.certificate,
  'TRUSTED CERTIFICATE': forms.certificate,
}

const bad = (code: string, means: string, remedy: string): Refusal => {
  const problem: Problem = { kind: 'bad_input', code, means, remedy, source: rfc(7468) }
  return new Refusal(problem)
}

export const isPem = (text: string): boolean => /-----BEGIN [A-Z0-9 ]+-----/.test(text)

/** A block of parameters says nothing that the key beside it does not say too. */
const skipped = ['EC PARAMETERS']

/** @throws Refusal */
export async function keysInPem(text: string): Promise<readonly Key[]> {
  const keys: Key[] = []
  for (const { label, body } of blocksOf(text)) {
    if (skipped.includes(label)) continue
    keys.push(await keyIn(label, body, `key ${keys.length + 1}`))
  }
  if (keys.length > 0) return keys
  throw bad(
    'pem_incomplete',
    'A PEM block begins here and does not end.',
    'Copy it whole, from -----BEGIN to the dashes after END.',
  )
}

/** Line breaks may have become `\n` in a JSON file, or blanks in a form. */
function blocksOf(text: string) {
  const lines = text.replaceAll('\\r', '').replaceAll('\\n', '\n')
  const blocks = lines.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([^]*?)-----END \1-----/g)
  return [...blocks].map(([, label = '', body = '']) => ({ label, body }))
}

async function keyIn(label: string, body: string, name: string): Promise<Key> {
  const read = Object.hasOwn(readers, label) ? readers[label] : undefined
  if (label === 'ENCRYPTED PRIVATE KEY' || body.includes('ENCRYPTED'))
    throw bad(
      'key_encrypted',
      'This private key is encrypted with a passphrase.',
      'Decrypt it first: openssl pkey -in key.pem -out plain.pem',
    )
  if (read === undefined)
    throw bad(
      'pem_label_unknown',
      `A PEM block called ${label} is no key that can be read here.`,
      'Convert it: openssl pkey -in key.pem gives PKCS #8, with -pubout the public key.',
    )
  const der = bytesIn(body.replaceAll(/\s/g, ''))
  const wrapped = der === undefined ? undefined : read(der)
  if (wrapped !== undefined) return await keyOfDer(wrapped, name)
  throw bad(
    'pem_unreadable',
    `What stands between the lines of ${label} is not such a key.`,
    'Copy it again, whole. A character too many or too few breaks it.',
  )
}

const signingNames: ReadonlyMap<string, string> = new Map([
  ['RSA', 'RS256'],
  ['RSASSA-PSS', 'PS256'],
  ['P-256', 'ES256'],
  ['P-384', 'ES384'],
  ['P-521', 'ES512'],
  ['Ed25519', 'EdDSA'],
  ['X25519', 'ECDH-ES'],
  ['ML-DSA-44', 'ML-DSA-44'],
  ['ML-DSA-65', 'ML-DSA-65'],
  ['ML-DSA-87', 'ML-DSA-87'],
])

/** @throws Refusal */
export async function keyOfDer(wrapped: forms.Wrapped, name: string): Promise<Key> {
  const { format, der, algorithm, certificate } = wrapped
  const alg = signingNames.get(algorithm)
  if (alg === undefined)
    throw bad(
      'key_algorithm_unsupported',
      `This is a key for ${algorithm}, which browsers cannot use.`,
      'Use an RSA key, one of the curves P-256, P-384, P-521, X25519 and Ed25519, or a tool outside the browser.',
    )
  const label = format === 'spki' ? 'PUBLIC KEY' : 'PRIVATE KEY'
  const pem = `-----BEGIN ${label}-----\n${toBase64(der)}\n-----END ${label}-----`
  const importing = format === 'spki' ? importSPKI : importPKCS8
  const key = await importing(pem, alg, { extractable: true }).catch(() => undefined)
  if (key === undefined)
    throw bad(
      'key_unreadable',
      `This is a key for ${algorithm}, and this browser does not take it.`,
      'Check it with openssl pkey -text, or try another browser.',
    )
  const { key_ops: _, ext: __, alg: ___, ...jwk } = await exportJWK(key)
  const material = jwk.kty === 'AKP' ? { ...jwk, alg } : jwk
  const record = JSON.parse(JSON.stringify(material)) as Readonly<Record<string, string>>
  return await keyOf(record, name, certificate === undefined ? 'pem' : 'certificate', {
    ...(certificate === undefined ? {} : { x5t_s256: await sha256(certificate) }),
    ...(algorithm === 'RSASSA-PSS' ? { signs: pssAlgorithms } : {}),
  })
}
