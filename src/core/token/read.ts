/** Reads one token: a JWS, a JWE or their JSON forms, an opaque one, or one that is broken and how. */
import { isRecord } from '../answer/json.ts'
import type { JsonRecord } from '../answer/json-parser.ts'
import { rfc } from '../source.ts'
import { isTooLarge } from './limits.ts'
import { jweNotes, jwsNotes, notBase64, oddityNotes, repeatNotes } from './notes.ts'
import { decodeBase64url, type Oddity, textOfBytes } from './read-bytes.ts'
import { readJsonForm } from './read-form.ts'
import { readJsonText } from './read-json.ts'
import { readPayload } from './read-payload.ts'
import type { Jws, Note, Token, Unreadable } from './shapes.ts'

/** What a JSON object begins with in base64url: `{"`, `{` and a blank, a tab or a line break. */
const likeHeader = /^(?:ey|ew)[\w-]/

/** Enough of a token that is not looked into to see which one it was. */
const BEGINNING = 1_000

export function unreadable(text: string, why: Unreadable['why'], first: Note): Unreadable {
  return { kind: 'unreadable', text, why, notes: [first] }
}

/** A text that is one token and nothing else; `readPasted` takes away what stands around one. */
export function readToken(text: string): Token {
  if (isTooLarge(text)) return tooLarge(text)
  const token = text.trim()
  if (token === '') return unreadable(token, 'undecodable', empty)
  if (token.startsWith('{')) return readJsonForm(token, readParts) ?? opaque(token)
  const parts = token.split('.', 7)
  if (parts.length === 3 || parts.length === 5) return readParts(parts, token)
  if (likeHeader.test(token) && 'value' in readHeader(parts[0] ?? ''))
    return unreadable(token, 'undecodable', segmentCount(parts.length))
  return opaque(token)
}

/** @param header when it is not the first part alone, as in the JSON forms */
export function readParts(parts: readonly string[], text: string, header?: JsonRecord): Token {
  const [first = ''] = parts
  const read = first === '' && header !== undefined ? absent : readHeader(first)
  if ('broken' in read)
    return read.jwt || (parts.length === 3 && likeHeader.test(first))
      ? unreadable(text, 'undecodable', read.broken)
      : opaque(text)
  const whole = header ?? read.value
  const shared = { text, header: whole, headerText: read.text }
  const notes = [...oddityNotes('header', read.oddities), ...read.notes]
  if (parts.length === 5)
    return { kind: 'jwe', ...shared, parts, notes: [...notes, ...jweNotes(whole)] }
  return readJws(parts, shared, notes)
}

function readJws(
  [head = '', body = '', signature = '']: readonly string[],
  shared: Pick<Jws, 'text' | 'header' | 'headerText'>,
  notes: readonly Note[],
): Token {
  const read = readPayload(body, shared.header['b64'] === false)
  if ('broken' in read) return unreadable(shared.text, 'undecodable', read.broken)
  const sealed = decodeBase64url(signature)
  if (sealed === undefined) return unreadable(shared.text, 'undecodable', notBase64('signature'))
  const jws = {
    kind: 'jws',
    serialization: 'compact',
    ...shared,
    parts: [head, body, signature],
    payload: read.payload,
  } as const
  const found = [...notes, ...read.notes, ...oddityNotes('signature', sealed.oddities)]
  return { ...jws, notes: [...found, ...jwsNotes(jws)] }
}

type HeaderRead =
  | { readonly broken: Note; readonly jwt: boolean }
  | {
      readonly value: JsonRecord
      readonly text: string
      readonly oddities: readonly Oddity[]
      readonly notes: readonly Note[]
    }

const absent: HeaderRead = { value: {}, text: '{}', oddities: [], notes: [] }

/** `jwt` is whether it is a JWT that broke, rather than something that never was one. */
function readHeader(part: string): HeaderRead {
  const decoded = decodeBase64url(part)
  if (decoded === undefined) return { broken: notBase64('header'), jwt: false }
  const text = textOfBytes(decoded.bytes)
  if (text === undefined) return { broken: headerNotUtf8, jwt: false }
  const read = readJsonText(text)
  if ('fault' in read) return { broken: headerNotJson(read.fault.message), jwt: false }
  if (!isRecord(read.value)) return { broken: headerNotObject, jwt: true }
  const { oddities } = decoded
  return { value: read.value, text, oddities, notes: repeatNotes('header', read.repeats) }
}

const opaque = (text: string): Token => ({
  kind: 'opaque',
  text,
  notes: [
    {
      code: 'opaque',
      tone: 'info',
      text: 'An opaque token: what it means is known only to the server that made it.',
      rule: rfc(6749, '1.4'),
    },
  ],
})

const tooLarge = (text: string): Unreadable =>
  unreadable(text.slice(0, BEGINNING), 'limit_reached', {
    code: 'token_too_large',
    tone: 'warning',
    text: `This token has ${text.length} characters and carries more than 1 MiB, the most that is opened here. No server takes one a hundredth as large in a header.`,
  })

const empty: Note = { code: 'empty', tone: 'info', text: 'Nothing is here yet: paste a token.' }

const segmentCount = (count: number): Note => ({
  code: 'segment_count',
  tone: 'warning',
  text: `It begins like a JWT but has ${count > 6 ? 'more than 6' : count} ${count === 1 ? 'part' : 'parts'}: a signed one has 3, an encrypted one 5. Copy all of it, and nothing else.`,
  rule: rfc(7516, '9'),
})

const headerNotUtf8: Note = {
  code: 'invalid_utf8',
  tone: 'warning',
  text: 'The header is not UTF-8, so it cannot be JSON.',
  rule: rfc(7515, '5.2'),
}

const headerNotJson = (message: string): Note => ({
  code: 'header_not_json',
  tone: 'warning',
  text: `The header is not JSON: ${message}.`,
  rule: rfc(7515, '5.2'),
})

const headerNotObject: Note = {
  code: 'header_not_object',
  tone: 'warning',
  text: 'The header is JSON, but not an object, so it names no algorithm.',
  rule: rfc(7515, '4'),
}
