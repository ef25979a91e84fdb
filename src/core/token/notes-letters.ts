/** Letters that lie: look-alikes in an issuer's name, and characters that hide or turn text around. */
import { isRecord } from '../answer/json.ts'
import type { JsonRecord, JsonValue } from '../answer/json-parser.ts'
import { rfc } from '../source.ts'
import { isList } from './read-json.ts'
import type { Note } from './shapes.ts'

/** Whoever these name is believed because of the name (Unicode TR 39). */
const names = ['iss', 'aud', 'azp', 'client_id'] as const
const foreign = /[^\p{ASCII}]/u
const scripts = ['Cyrillic', 'Greek', 'Armenian', 'Cherokee', 'Hebrew', 'Arabic', 'Han', 'Latin']

export const confusableNotes = (claims: JsonRecord): readonly Note[] =>
  names.flatMap((name) => {
    const value = claims[name]
    const all: readonly JsonValue[] = isList(value) ? value : [value ?? null]
    const text = all.find((one) => typeof one === 'string' && foreign.test(one))
    return typeof text === 'string' ? [confusable(name, text)] : []
  })

function confusable(name: string, text: string): Note {
  const [letter = ''] = foreign.exec(text) ?? []
  const host = hostOf(text)
  const really = host === undefined ? '' : ` The host is really ${host}.`
  return {
    code: 'confusable',
    tone: 'danger',
    text: `${name} has the letter ${named(letter)}, which can pass for another.${really}`,
    rule: { title: 'Unicode Technical Standard 39', url: 'https://www.unicode.org/reports/tr39/' },
  }
}

const code = (letter: string): string =>
  `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

function named(letter: string): string {
  const script = scripts.find((one) => new RegExp(`\\p{Script=${one}}`, 'u').test(letter))
  return `${code(letter)}${script === undefined ? '' : ` (${script})`}`
}

/** As a browser would look it up: in punycode. */
function hostOf(text: string): string | undefined {
  try {
    return new URL(text).hostname || undefined
  } catch {
    return undefined
  }
}

/** Controls, bidi and zero-width characters; line feed and tab are plain enough. */
const hidden = /(?![\n\t\r])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/** Whether JSON text can hold any: as they are, or escaped. Most has neither, and need not be walked through. */
export const mayHide = (json: string): boolean => json.includes('\\') || hidden.test(json)

export function hiddenNotes(value: JsonValue): readonly Note[] {
  const found = hiddenIn(value)
  if (found === undefined) return []
  return [
    {
      code: 'hidden_characters',
      tone: 'warning',
      text: `Some text in it has characters that hide or turn text around, such as ${code(found)}; they are written out as escapes.`,
      rule: rfc(8259, '8.3'),
    },
  ]
}

/** The first such character in any name or text. */
function hiddenIn(value: JsonValue): string | undefined {
  if (typeof value === 'string') return hidden.exec(value)?.[0]
  const inner: readonly JsonValue[] = isList(value)
    ? value
    : isRecord(value)
      ? [...Object.keys(value), ...Object.values(value)]
      : []
  for (const one of inner) {
    const found = hiddenIn(one)
    if (found !== undefined) return found
  }
  return undefined
}
