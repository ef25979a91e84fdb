/** Identifiers made from a random source that is handed in, so that a test can know them beforehand. */
import { toBase64Url } from '../core/http.ts'
import type { Ids } from '../core/simulation.ts'

export type Random = (bytes: number) => Uint8Array

export const cryptoRandom: Random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes))

export function idsFrom(random: Random): Ids {
  return {
    uuid: () => uuid(random(16)),
    text: (alphabet, length) => text(random, alphabet, length),
    opaque: (bytes) => toBase64Url(random(bytes)),
  }
}

/** Version 4, variant 10 (RFC 9562 section 5.4). */
function uuid(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte, index) => {
    const marked = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte
    return marked.toString(16).padStart(2, '0')
  }).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}

function text(random: Random, alphabet: string, length: number): string {
  // Bytes past the last whole multiple are thrown away: a modulo would prefer the first characters.
  const limit = 256 - (256 % alphabet.length)
  let made = ''
  while (made.length < length) {
    for (const byte of random(length - made.length))
      if (byte < limit) made += alphabet[byte % alphabet.length]
  }
  return made
}
