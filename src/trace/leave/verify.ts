/** Last stage of leaving: the text is read once more, in another way than it was cleaned. A hit stops it. */
import { gramsOf } from '../mask.ts'
import type { Secret } from '../secrets.ts'
import { findPattern } from './patterns.ts'
import { needlesFor, placeOf } from './scrub.ts'

/** Which kind of secret, and in which line. Never the secret. */
export interface Hit {
  readonly name: string
  readonly line: number
}

export function verify(text: string, secrets: readonly Secret[]): Hit | undefined {
  const at = (name: string, place: number): Hit => ({
    name,
    line: text.slice(0, Math.max(place, 0)).split('\n').length,
  })
  for (const needle of needlesFor(secrets).filter(gramsOf(text))) {
    const place = placeOf(text, needle.text)
    if (place >= 0) return at(needle.secret.name, place)
  }
  const shape = findPattern(text)
  if (shape !== undefined) return at(shape.name, shape.at)
  return readBack(text, secrets)
}

/** The text as whoever decodes it would see it, in small letters, line for line. */
function readBack(text: string, secrets: readonly Secret[]): Hit | undefined {
  const wanted = secrets.map(({ name, value }) => ({ name, value: value.toLowerCase() }))
  for (const [index, line] of text.split('\n').entries()) {
    let plain = line
    for (let round = 0; round < 3; round += 1) {
      plain = fromHtml(fromJson(fromPercent(plain)))
      const lower = plain.toLowerCase()
      const found = wanted.find(({ value }) => placeOf(lower, value) >= 0)
      if (found !== undefined) return { name: found.name, line: index + 1 }
    }
  }
  return undefined
}

const fromPercent = (text: string): string =>
  text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (octets) => {
    try {
      return decodeURIComponent(octets)
    } catch {
      return octets
    }
  })

const fromJson = (text: string): string =>
  text
    .replace(/\\u([0-9A-Fa-f]{4})/g, (_, unit: string) => String.fromCharCode(parseInt(unit, 16)))
    .replace(/\\(["\\/])/g, '$1')

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&#039;': "'",
  '&apos;': "'",
  '&#x27;': "'",
  '&amp;': '&',
}

const fromHtml = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|apos|#34|#0?39|#x27|amp);/g, (entity) => entities[entity] ?? entity)
