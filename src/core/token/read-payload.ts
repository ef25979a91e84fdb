/** What a JWS carries: claims, some other JSON, text or bytes; all are allowed (RFC 7515 section 3). */
import { isRecord } from '../answer/json.ts'
import { rfc } from '../source.ts'
import { notBase64, oddityNotes, repeatNotes } from './notes.ts'
import { looksLikeToken } from './pasted-shape.ts'
import { decodeBase64url, hexOf, textOfBytes } from './read-bytes.ts'
import { readJsonText } from './read-json.ts'
import type { Note, Payload } from './shapes.ts'

type PayloadRead =
  | { readonly payload: Payload; readonly notes: readonly Note[] }
  | { readonly broken: Note }

/** @param unencoded the header says `"b64":false`: the payload stands there as it is (RFC 7797) */
export function readPayload(part: string, unencoded: boolean): PayloadRead {
  if (part === '') return { payload: { kind: 'text', text: '' }, notes: [detached] }
  if (unencoded) return { payload: { kind: 'text', text: part }, notes: [raw] }
  const decoded = decodeBase64url(part)
  if (decoded === undefined) return { broken: notBase64('payload') }
  const odd = oddityNotes('payload', decoded.oddities)
  const text = textOfBytes(decoded.bytes)
  if (text === undefined)
    return { payload: { kind: 'bytes', hex: hexOf(decoded.bytes) }, notes: [...odd, notUtf8] }
  const { payload, notes } = payloadOf(text)
  return { payload, notes: [...odd, ...notes] }
}

function payloadOf(text: string): { readonly payload: Payload; readonly notes: readonly Note[] } {
  const read = readJsonText(text)
  if ('fault' in read) {
    // A nested JWT (RFC 7519 appendix A.2); `nestedIn` opens it.
    if (looksLikeToken(text)) return { payload: { kind: 'text', text }, notes: [] }
    const { code, message } = read.fault
    const note = code === 'json_depth' ? tooDeep(message) : notJson(message)
    return { payload: { kind: 'text', text }, notes: [note] }
  }
  const notes = repeatNotes('payload', read.repeats)
  if (!isRecord(read.value))
    return { payload: { kind: 'text', text }, notes: [...notes, notObject] }
  return { payload: { kind: 'claims', text, claims: read.value }, notes }
}

const detached: Note = {
  code: 'payload_detached',
  tone: 'info',
  text: 'The payload is empty: it may travel beside the token, and without it no signature can be checked.',
  rule: { title: 'RFC 7515, appendix F', url: 'https://www.rfc-editor.org/rfc/rfc7515#appendix-F' },
}

const raw: Note = {
  code: 'b64_unencoded',
  tone: 'warning',
  text: 'The header says "b64":false: the payload is not base64url but stands there as it is. A JWT may not do that.',
  rule: rfc(7797, '7'),
}

const notUtf8: Note = {
  code: 'invalid_utf8',
  tone: 'warning',
  text: 'The payload is not UTF-8, so it is shown as bytes. A JWT carries JSON in UTF-8.',
  rule: rfc(7519, '7.2'),
}

const notJson = (message: string): Note => ({
  code: 'payload_not_json',
  tone: 'info',
  text: `The payload is no JSON, so it is shown as text (${message}). A JWS may carry anything; a JWT may not.`,
  rule: rfc(7519, '7.2'),
})

const tooDeep = (message: string): Note => ({
  code: 'json_depth',
  tone: 'warning',
  text: `The payload is shown as text and was not taken apart: ${message} levels.`,
})

const notObject: Note = {
  code: 'payload_not_object',
  tone: 'info',
  text: 'The payload is JSON, but not an object, so there are no claims in it: this is a JWS, and no JWT.',
  rule: rfc(7519, '7.2'),
}
