/** Makes a token: header and claims as the person wrote them, signed with a key the person chose. */
import { CompactSign, importJWK } from 'jose'
import { isRecord, type JsonRecord, type JsonValue, member } from '../answer/json.ts'
import { JsonFault, parseJson } from '../answer/json-parser.ts'
import { toBase64Url } from '../http.ts'
import { Refusal } from '../problem.ts'
import { type Link, rfc } from '../source.ts'
import { runtimeHas } from './key-algorithms.ts'
import type { Key } from './key-shapes.ts'
import { limits } from './limits.ts'

export { signable } from './key-algorithms.ts'
export { exportKey, generateKey } from './make-key.ts'

export interface Making {
  /** JSON text. `alg` in it must be one the key can do; without it, the key’s first is taken. */
  readonly header: string
  /** JSON text, signed letter for letter as it stands. */
  readonly claims: string
  /** `none`: without a signature, and only because the person chose exactly that. */
  readonly key: Key | 'none'
}

const refusal = (code: string, means: string, remedy: string, source: Link): Refusal =>
  new Refusal({ kind: 'bad_input', code, means, remedy, source })

/** @throws Refusal */
export async function signToken({ header, claims, key }: Making): Promise<string> {
  const wanted = objectIn(header, 'header')
  objectIn(claims, 'claims')
  const payload = new TextEncoder().encode(claims)
  if (payload.length + header.length > limits.tokenBytes)
    throw refusal(
      'token_too_large',
      'The claims are too long for a token.',
      'Shorten them.',
      rfc(7519, '3'),
    )
  checkNames(wanted)
  if (key === 'none') return unsigned(wanted, payload)
  const alg = await algFor(wanted, key)
  const whole = { ...wanted, alg }
  const signer = await importJWK({ ...key.material }, alg)
  // The claims go in as bytes: what was typed is what is signed, blanks and order included.
  return await new CompactSign(payload).setProtectedHeader(whole).sign(signer)
}

/** @throws Refusal */
function objectIn(text: string, what: 'header' | 'claims'): JsonRecord {
  const rule = what === 'header' ? rfc(7515, '4') : rfc(7519, '4')
  const remedy = 'Write an object in braces, each name once and in double quotes.'
  try {
    const value = parseJson(text, limits.depth)
    if (isRecord(value)) return value
  } catch (thrown) {
    if (!(thrown instanceof JsonFault)) throw thrown
    const means = `The ${what} cannot be read as JSON: at character ${thrown.at}, ${thrown.message}.`
    throw refusal(`${what}_${thrown.code}`, means, remedy, rule)
  }
  throw refusal(
    `${what}_not_object`,
    `The ${what} ${what === 'header' ? 'is' : 'are'} no JSON object.`,
    remedy,
    rule,
  )
}

/** The key decides; a header that asks for something else is refused rather than bent. */
async function algFor(header: JsonRecord, key: Key): Promise<string> {
  const able = key.signs.join(', ')
  const alg = askedFor(header, key) ?? key.signs[0]
  if (alg === undefined || !key.signs.includes(alg))
    throw refusal(
      'alg_key_mismatch',
      alg === undefined ? 'This key cannot sign.' : `This key cannot sign with ${alg}.`,
      able === '' ? 'Generate another key.' : `It can do ${able}.`,
      rfc(7518, '3.1'),
    )
  if (key.kty === 'RSA' && (key.size ?? 0) < 2048)
    throw refusal(
      'key_too_small',
      `An RSA key of ${key.size} bits may not sign.`,
      'Use one of 2048 bits or more.',
      rfc(7518, '3.3'),
    )
  if (await runtimeHas(alg)) return alg
  throw refusal(
    'alg_unavailable',
    `This browser cannot do ${alg} yet.`,
    'Choose another algorithm.',
    rfc(7518, '3.1'),
  )
}

/** What the header asks of a key that can sign. @throws Refusal */
function askedFor(header: JsonRecord, key: Key): string | undefined {
  const asked = member(header, 'alg')
  if (key.kind === 'public')
    throw refusal(
      'key_public',
      'A public key checks signatures; only the private one makes them.',
      'Paste the private key, or generate one.',
      rfc(7515, '5.1'),
    )
  if (asked !== undefined && typeof asked !== 'string')
    throw refusal(
      'alg_type',
      'alg has to be a text.',
      `This key can do ${key.signs.join(', ')}.`,
      rfc(7515, '4.1.1'),
    )
  if (asked?.toLowerCase() === 'none')
    throw refusal(
      'alg_none',
      'alg is none, and a key was chosen.',
      'Take alg out of the header, or choose to make an unsigned token.',
      rfc(8725, '3.2'),
    )
  return asked
}

/** What would make a token that readers must refuse, or read differently. @throws Refusal */
function checkNames(header: JsonRecord): void {
  const odd = ['crit', 'b64'].find((name) => Object.hasOwn(header, name))
  if (odd !== undefined)
    throw refusal(
      'header_crit',
      `${odd} demands an extension that is not made here.`,
      `Take ${odd} out of the header.`,
      rfc(7515, '4.1.11'),
    )
  // A number beyond 2^53 would be written down as another one.
  const large = Object.keys(header).find((name) => isLarge(header[name]))
  if (large !== undefined)
    throw refusal(
      'header_number',
      `${large} is a number that most programs cannot read exactly.`,
      'Write it as a text, in double quotes.',
      rfc(8259, '6'),
    )
}

function isLarge(value: JsonValue | undefined): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint'
  return Object.values(value).some(isLarge)
}

/** An unsecured JWT (RFC 7519 section 6): for showing that a server refuses it. */
function unsigned(header: JsonRecord, payload: Uint8Array): string {
  const asked = member(header, 'alg')
  if (asked !== undefined && asked !== 'none')
    throw refusal(
      'alg_key_mismatch',
      'alg promises a signature, and no key was chosen.',
      'Set alg to none, or choose a key.',
      rfc(7519, '6.1'),
    )
  const text = JSON.stringify({ ...header, alg: 'none' })
  return `${toBase64Url(new TextEncoder().encode(text))}.${toBase64Url(payload)}.`
}
