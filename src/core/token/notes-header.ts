/** What a header asks for that must not be done, or that a reader should know. */
import type { JsonRecord, JsonValue } from '../answer/json-parser.ts'
import { rfc } from '../source.ts'
import { limits } from './limits.ts'
import { isList, jsonText } from './read-json.ts'
import type { Note } from './shapes.ts'

export function headerNotes(header: JsonRecord, signature: string): readonly Note[] {
  return [...algNotes(header, signature), ...critNotes(header), ...keyNotes(header)]
}

function algNotes({ alg }: JsonRecord, signature: string): readonly Note[] {
  if (alg === undefined) return [algMissing]
  if (typeof alg !== 'string') return [algType]
  // Any spelling: some readers compare without regard to case, and that was the attack.
  if (alg.toLowerCase() === 'none') return [algNone(signature)]
  return signature === '' ? [signatureEmpty] : []
}

function critNotes({ crit, b64 }: JsonRecord): readonly Note[] {
  const notes: Note[] = []
  if (b64 === false && !(isList(crit) && crit.includes('b64'))) notes.push(b64NotCritical)
  if (crit === undefined) return notes
  if (!isList(crit) || crit.length === 0 || crit.some((one) => typeof one !== 'string'))
    return [...notes, critShape]
  const unknown = crit.filter((one) => one !== 'b64')
  return unknown.length === 0 ? notes : [...notes, critUnknown(unknown)]
}

/** A token must never choose the key it is checked with (RFC 8725 section 3.10, threat model T77). */
function keyNotes(header: JsonRecord): readonly Note[] {
  const { typ } = header
  // A proof of possession carries its own key on purpose (RFC 9449 section 4.2).
  const proof =
    typeof typ === 'string' && /^(?:application\/)?(?:dpop|openid4vci-proof)\+jwt$/i.test(typ)
  return named.flatMap(([name, note]) =>
    header[name] === undefined || (proof && name === 'jwk') ? [] : [note],
  )
}

const ignored = (name: string, what: string): Note => ({
  code: `${name}_ignored`,
  tone: 'warning',
  text: `The header ${what} (${name}). It is shown and not used: a token must not choose the key it is checked with.`,
  rule: rfc(8725, '3.10'),
})

const named: readonly (readonly [name: string, note: Note])[] = [
  ['jwk', ignored('jwk', 'brings a key along')],
  ['jku', ignored('jku', 'names an address to fetch keys from')],
  ['x5u', ignored('x5u', 'names an address to fetch a certificate from')],
  ['x5c', ignored('x5c', 'brings certificates along')],
]

const algMissing: Note = {
  code: 'alg_missing',
  tone: 'danger',
  text: 'The header names no algorithm (alg), which every JWS has to.',
  rule: rfc(7515, '4.1.1'),
}

const algType: Note = {
  code: 'alg_type',
  tone: 'danger',
  text: 'alg is not a text. A reader that is fooled by that may check nothing.',
  rule: rfc(7515, '4.1.1'),
}

const algNone = (signature: string): Note => ({
  code: 'alg_none',
  tone: 'danger',
  text:
    signature === ''
      ? 'Nobody signed this (alg none): anybody can have written it, and no program should believe it.'
      : 'The header says that nobody signed this (alg none), yet something stands where the signature goes. No program should believe it.',
  rule: rfc(8725, '3.2'),
})

const signatureEmpty: Note = {
  code: 'signature_empty',
  tone: 'danger',
  text: 'The signature is missing, although the header names an algorithm: nothing protects this token.',
  rule: rfc(7515, '5.2'),
}

const b64NotCritical: Note = {
  code: 'b64_not_critical',
  tone: 'warning',
  text: '"b64" has to be listed in "crit", or readers that do not know it read another payload.',
  rule: rfc(7797, '6'),
}

const critShape: Note = {
  code: 'crit_invalid',
  tone: 'warning',
  text: 'crit has to be a list of names, and not an empty one. The token must be refused.',
  rule: rfc(7515, '4.1.11'),
}

const critUnknown = (names: readonly JsonValue[]): Note => ({
  code: 'crit_unknown',
  tone: 'warning',
  text: `The header says that nobody may accept this token without understanding ${names.slice(0, 5).map(jsonText).join(', ')}. Grantwalk does not.`,
  rule: rfc(7515, '4.1.11'),
})

export function jweNotes(header: JsonRecord): readonly Note[] {
  const { alg, cty, p2c, zip } = header
  const notes: Note[] = []
  if (typeof alg === 'string' && alg.startsWith('PBES2')) notes.push(pbes2(p2c))
  if (typeof cty === 'string' && /^(?:application\/)?jwt$/i.test(cty)) notes.push(nested)
  if (zip !== undefined) notes.push(zipped)
  return [...notes, ...keyNotes(header), encrypted]
}

/** Whether decrypting with a password would take so long that it is not offered. */
export const tooManyIterations = (p2c: JsonValue | undefined): boolean =>
  typeof p2c !== 'number' || !Number.isInteger(p2c) || p2c < 1 || p2c > limits.p2c

const pbes2 = (p2c: JsonValue | undefined): Note => ({
  code: 'jwe_pbes2',
  tone: tooManyIterations(p2c) ? 'danger' : 'info',
  text: tooManyIterations(p2c)
    ? `Its key comes from a password by more rounds of hashing than anyone means well with, or by none (p2c; at most ${limits.p2c} are done here). It is not decrypted.`
    : `Its key comes from a password, by ${jsonText(p2c ?? null)} rounds of hashing (p2c).`,
  rule: rfc(7518, '8.1'),
})

const nested: Note = {
  code: 'jwe_nested',
  tone: 'info',
  text: 'Encrypted, and the header says that another JWT is inside (cty JWT): usually a signed one.',
  rule: rfc(7519, '5.2'),
}

const zipped: Note = {
  code: 'jwe_zip',
  tone: 'info',
  text: 'The content was compressed before it was encrypted (zip). A few bytes can unpack to very many.',
  rule: rfc(8725, '3.6'),
}

const encrypted: Note = {
  code: 'jwe_encrypted',
  tone: 'info',
  text: 'Encrypted (JWE): only its header can be read without the key.',
  rule: rfc(7516, '3'),
}
