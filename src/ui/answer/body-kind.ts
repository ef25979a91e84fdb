/** What a body is, and in which letters: by its type first, and by its own first bytes where those know better. */
import { headerOf } from '../../core/http.ts'
import type { StreamHead } from '../../core/stream.ts'

export type BodyKind =
  | 'empty'
  | 'json'
  | 'xml'
  | 'csv'
  | 'html'
  | 'image'
  | 'events'
  | 'text'
  | 'bytes'

export const typeOf = (head: StreamHead | undefined): string =>
  (head === undefined ? '' : (headerOf(head, 'content-type') ?? ''))
    .split(';')[0]
    ?.trim()
    .toLowerCase() ?? ''

const byType: readonly (readonly [type: RegExp, kind: BodyKind])[] = [
  [/^text\/event-stream$/, 'events'],
  [/[/+]json$/, 'json'],
  [/^(?:text\/html|application\/xhtml\+xml)$/, 'html'],
  // An SVG may hold scripts and fetch pictures: it is shown as the text it is.
  [/[/+]xml$/, 'xml'],
  [/^text\/(?:csv|tab-separated-values)$/, 'csv'],
]

/** Pictures by their first bytes: what the browser draws is decided here, not by the server. */
const pictures: readonly (readonly [type: string, at: number, signature: string])[] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF87a'],
  ['image/gif', 0, 'GIF89a'],
  ['image/webp', 8, 'WEBP'],
  ['image/avif', 4, 'ftypavif'],
  ['image/avif', 4, 'ftypavis'],
]

/** The type under which a picture may be drawn, or `undefined` for everything else. */
export function pictureOf(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 16))
  return pictures.find(([, at, signature]) => start.startsWith(signature, at))?.[0]
}

/** @param bytes the first of them are enough */
export function kindOf(head: StreamHead | undefined, bytes: Uint8Array): BodyKind {
  const type = typeOf(head)
  const told = byType.find(([pattern]) => pattern.test(type))?.[1]
  if (told === 'events') return told
  if (bytes.length === 0) return 'empty'
  if (pictureOf(bytes) !== undefined) return 'image'
  if (isBinary(bytes, charsetOf(head, bytes))) return 'bytes'
  return told ?? (/^\s*[[{]/.test(latin(bytes)) ? 'json' : 'text')
}

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, 64))

/** A null, or many signs no text has, and the letters are not two bytes each. */
function isBinary(bytes: Uint8Array, charset: string): boolean {
  if (charset.startsWith('utf-16')) return false
  const start = bytes.subarray(0, 4_096)
  let odd = 0
  for (const byte of start) {
    if (byte === 0) return true
    if (byte < 0x20 && !(byte >= 0x08 && byte <= 0x0d) && byte !== 0x1b) odd += 1
  }
  if (odd * 10 > start.length) return true
  if (charset !== 'utf-8') return false
  const text = new TextDecoder().decode(start)
  const lost = text.length - text.replaceAll('\ufffd', '').length
  return lost * 10 > text.length
}

/** By its mark (WHATWG Encoding, "BOM sniff"), else as the server says, else UTF-8. */
export function charsetOf(head: StreamHead | undefined, bytes: Uint8Array): string {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const header = head === undefined ? '' : (headerOf(head, 'content-type') ?? '')
  const told = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(header)?.[1]
  return told === undefined ? 'utf-8' : known(told)
}

function known(label: string): string {
  try {
    return new TextDecoder(label).encoding
  } catch {
    return 'utf-8'
  }
}
