/** The JSON forms of JWS and JWE (RFC 7515 section 7.2, RFC 7516 section 7.2), put together as compact ones. */
import { isRecord } from '../answer/json.ts'
import type { JsonRecord, JsonValue } from '../answer/json-parser.ts'
import { rfc } from '../source.ts'
import { decodeBase64url, textOfBytes } from './read-bytes.ts'
import { readJsonText } from './read-json.ts'
import type { Jws, Note, Token } from './shapes.ts'

type ReadParts = (parts: readonly string[], text: string, header: JsonRecord) => Token

/** `undefined` when it is JSON of another kind, or none. */
export function readJsonForm(text: string, readParts: ReadParts): Token | undefined {
  const read = readJsonText(text)
  return 'value' in read && isRecord(read.value) ? tokenOfForm(read.value, readParts) : undefined
}

export const isJsonForm = (value: JsonValue): boolean =>
  isRecord(value) && (isJws(value) || isJwe(value))

function tokenOfForm(form: JsonRecord, readParts: ReadParts): Token | undefined {
  if (isJws(form)) return jwsOf(form, readParts)
  return isJwe(form) ? jweOf(form, readParts) : undefined
}

const isJws = ({ payload, signature, signatures }: JsonRecord): boolean =>
  typeof payload === 'string' && (typeof signature === 'string' || Array.isArray(signatures))

const isJwe = ({ ciphertext, ...form }: JsonRecord): boolean =>
  typeof ciphertext === 'string' &&
  ['protected', 'unprotected', 'recipients', 'header'].some((name) => form[name] !== undefined)

function jwsOf(form: JsonRecord, readParts: ReadParts): Token {
  const { payload, signatures } = form
  const all = Array.isArray(signatures) ? signatures.filter(isRecord) : [form]
  const [first = {}] = all
  const protectedPart = textOf(first['protected'])
  const parts = [protectedPart, textOf(payload), textOf(first['signature'])]
  const { header, notes } = merged([protectedMembers(protectedPart), first['header']])
  const token = readParts(parts, parts.join('.'), header)
  const serialization: Jws['serialization'] = Array.isArray(signatures) ? 'general' : 'flattened'
  const own = [jsonNote('jws_json', 'signature', all.length), ...notes]
  return token.kind === 'jws'
    ? { ...token, serialization, notes: [...own, ...token.notes] }
    : { ...token, notes: [...token.notes, ...own] }
}

function jweOf(form: JsonRecord, readParts: ReadParts): Token {
  const { recipients } = form
  const all = Array.isArray(recipients) ? recipients.filter(isRecord) : [form]
  const [first = {}] = all
  const protectedPart = textOf(form['protected'])
  const sealed = [first['encrypted_key'], form['iv'], form['ciphertext'], form['tag']].map(textOf)
  const parts = [protectedPart, ...sealed]
  const sources = [protectedMembers(protectedPart), form['unprotected'], first['header']]
  const { header, notes } = merged(sources)
  const token = readParts(parts, parts.join('.'), header)
  const bound = form['aad'] === undefined ? [] : [aadLost]
  return {
    ...token,
    notes: [...token.notes, jsonNote('jwe_json', 'recipient', all.length), ...notes, ...bound],
  }
}

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')

function protectedMembers(part: string): JsonValue | undefined {
  const bytes = decodeBase64url(part)?.bytes
  const text = bytes === undefined ? undefined : textOfBytes(bytes)
  const read = readJsonText(text ?? '')
  return 'value' in read ? read.value : undefined
}

/** Protected members come first and win; the names must not repeat (RFC 7515 section 7.2.1). */
function merged([first, ...others]: readonly (JsonValue | undefined)[]): {
  readonly header: JsonRecord
  readonly notes: readonly Note[]
} {
  const open = others.filter(isRecord)
  const header = Object.create(null) as Record<string, JsonValue>
  for (const source of [...[...open].reverse(), first])
    if (isRecord(source)) Object.assign(header, source)
  const names = open.flatMap((one) => Object.keys(one))
  return { header, notes: names.length === 0 ? [] : [unprotectedNote(names)] }
}

const unprotectedNote = (names: readonly string[]): Note => ({
  code: 'unprotected_header',
  tone: 'warning',
  text: `Nothing protects these header parameters, so anybody on the way can have changed them: ${names.slice(0, 5).join(', ')}.`,
  rule: rfc(7515, '7.2.1'),
})

const jsonNote = (code: 'jws_json' | 'jwe_json', what: string, count: number): Note => ({
  code,
  tone: 'info',
  text:
    count > 1
      ? `Written as JSON, with ${count} ${what}s; the first is shown, in compact form.`
      : `Written as JSON; it is shown in compact form.`,
  rule: code === 'jws_json' ? rfc(7515, '7.2') : rfc(7516, '7.2'),
})

const aadLost: Note = {
  code: 'jwe_aad',
  tone: 'info',
  text: 'It binds further data (aad), which the compact form has no place for; it cannot be decrypted from that.',
  rule: rfc(7516, '7.2.1'),
}
