/** base64url to bytes and bytes to text, strictly, but saying what a lenient reader would have let pass. */

export type Oddity = 'base64_padding' | 'base64_alphabet' | 'base64_bits'

export interface DecodedPart {
  readonly bytes: Uint8Array
  readonly oddities: readonly Oddity[]
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const sextets = new Int8Array(128).fill(-1)
for (let at = 0; at < alphabet.length; at += 1) sextets[alphabet.charCodeAt(at)] = at
// The alphabet of plain base64, which RFC 7515 section 2 does not allow here.
sextets[0x2b] = 62
sextets[0x2f] = 63

/** `undefined` when a character or the length cannot be base64 of any kind. */
export function decodeBase64url(text: string): DecodedPart | undefined {
  const end = endOfData(text)
  if (end % 4 === 1 || text.length - end > 2) return undefined
  const bytes = new Uint8Array(Math.floor((end * 3) / 4))
  let bits = 0
  let held = 0
  let filled = 0
  let plain = false
  for (let at = 0; at < end; at += 1) {
    const code = text.charCodeAt(at)
    const sextet = code < 128 ? (sextets[code] ?? -1) : -1
    if (sextet < 0) return undefined
    if (code === 0x2b || code === 0x2f) plain = true
    held = ((held << 6) | sextet) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[filled] = (held >> bits) & 0xff
    filled += 1
  }
  const left = held & ((1 << bits) - 1)
  const oddities: Oddity[] = []
  if (end < text.length) oddities.push('base64_padding')
  if (plain) oddities.push('base64_alphabet')
  if (left !== 0) oddities.push('base64_bits')
  return { bytes, oddities }
}

function endOfData(text: string): number {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 0x3d) end -= 1
  return end
}

/** `undefined` when it is not UTF-8. A byte order mark stays, so that the text is exactly what was sent. */
export function textOfBytes(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const digits = new TextEncoder().encode('0123456789abcdef')

/** Digits as bytes first: a megabyte of them as texts would take a quarter of a second. */
export function hexOf(bytes: Uint8Array): string {
  const hex = new Uint8Array(bytes.length * 2)
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    hex[2 * at] = digits[byte >> 4] ?? 0
    hex[2 * at + 1] = digits[byte & 15] ?? 0
  }
  return new TextDecoder().decode(hex)
}
