/** What is worth knowing of a token that was read: how it is written, and what its header tries. */
import { rfc } from '../source.ts'
import { claimNotes } from './notes-claims.ts'
import { headerNotes } from './notes-header.ts'
import type { Oddity } from './read-bytes.ts'
import { jsonText } from './read-json.ts'
import type { Jws, Note } from './shapes.ts'

export { jweNotes } from './notes-header.ts'

/** The first is what a screen with room for one should show. */
export function jwsNotes(jws: Omit<Jws, 'notes'>): readonly Note[] {
  const { header, payload, parts } = jws
  return [
    ...headerNotes(header, parts[2]),
    ...(payload.kind === 'claims' ? claimNotes(payload.claims, payload.text) : []),
  ]
}

export const notBase64 = (part: string): Note => ({
  code: 'base64_invalid',
  tone: 'warning',
  text: `The ${part} is not base64url: it was cut off, or has a character that does not belong there.`,
  rule: rfc(7515, '2'),
})

const oddity: Readonly<Record<Oddity, (part: string) => string>> = {
  base64_padding: (part) =>
    `The ${part} ends with =, which a JWT leaves out. It was read anyway; strict readers refuse it.`,
  base64_alphabet: (part) =>
    `The ${part} is written with + or /, where base64url has - and _. It was read anyway; strict readers refuse it.`,
  base64_bits: (part) =>
    `The last character of the ${part} has bits that carry nothing: the same token can be written in several ways, and strict readers refuse this one.`,
}

export const oddityNotes = (part: string, oddities: readonly Oddity[]): readonly Note[] =>
  oddities.map((code) => ({
    code,
    tone: 'warning',
    text: oddity[code](part),
    rule: code === 'base64_bits' ? rfc(4648, '3.5') : rfc(7515, '2'),
  }))

interface Repeat {
  readonly name: string
  readonly earlier: Parameters<typeof jsonText>[0]
  readonly later: Parameters<typeof jsonText>[0]
}

export const repeatNotes = (part: string, repeats: readonly Repeat[]): readonly Note[] =>
  repeats.map(({ name, earlier, later }) => ({
    code: 'duplicate_json_key',
    tone: 'danger',
    text: `In the ${part}, "${clip(name)}" stands twice: first ${clip(jsonText(earlier))}, then ${clip(jsonText(later))}. Programs disagree on which one counts; the later one is shown.`,
    rule: part === 'header' ? rfc(7515, '4') : rfc(7519, '4'),
  }))

const SHOWN = 80

export const clip = (text: string): string =>
  text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
