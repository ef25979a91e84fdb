/** Every way a secret may be written in a message: escaped, encoded, or a part of something encoded. */
import { toBase64 } from '../core/http.ts'
import type { Secret } from './secrets.ts'

/** How a secret is written at a place. `part`: what an overlapping secret left of it. */
export type Form = 'raw' | 'json' | 'html' | 'encoded' | 'base64' | 'hex' | 'case' | 'part'

/** A text to look for, and what must stand around it. */
export interface Needle {
  readonly text: string
  readonly secret: Secret
  readonly form: Form
  /** Stands right before it. */
  readonly lead: string
  /** What may follow it; the end of the text always may. Absent: anything. */
  readonly followed?: RegExp
}

/** Shorter values would mask ordinary words; they are found only behind their own name. */
const FINDABLE = 4
/** From here on a match within something else is no coincidence. */
const LONG = 8

export function needlesOf(secret: Secret): readonly Needle[] {
  if (secret.value.length < FINDABLE) return besideName(secret)
  const seen = new Set<string>()
  return writingsOf(secret.value).flatMap(([text, form]): Needle[] => {
    if (text.length < FINDABLE || seen.has(text)) return []
    seen.add(text)
    return [{ text, secret, form, lead: '' }]
  })
}

function besideName(secret: Secret): readonly Needle[] {
  const { value } = secret
  // Cookies are told apart from other values by a prefix of ours.
  const name = secret.name.replace(/^cookie_/, '')
  const inForm = { secret, lead: `${name}=`, followed: /[\s&#;,"']/ }
  const inJson = { secret, form: 'json', followed: /"/ } as const
  const escaped = jsonOf(value)
  return [
    { ...inForm, text: value, form: 'raw' },
    ...percent(wellFormed(value)).map((text): Needle => ({ ...inForm, text, form: 'encoded' })),
    { ...inJson, text: escaped, lead: `"${name}":"` },
    { ...inJson, text: escaped, lead: `"${name}": "` },
  ]
}

type Writing = readonly [text: string, form: Form]

function writingsOf(value: string): readonly Writing[] {
  const bytes = new TextEncoder().encode(value)
  const long = value.length >= LONG
  return [
    [value, 'raw'],
    ...escapings(value),
    ...percent(wellFormed(value)).map((text): Writing => [text, 'encoded']),
    ...inBase64(bytes, long).map((text): Writing => [text, 'base64']),
    ...(long ? [...hex(bytes), ...cases(value)] : []),
  ]
}

/** Half a surrogate pair cannot be encoded: it travels as U+FFFD. */
const wellFormed = (value: string): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(value))

const jsonOf = (value: string): string => JSON.stringify(value).slice(1, -1)

const hexOf = (code: number, length: number): string => code.toString(16).padStart(length, '0')

/** JSON in its usual spellings, and HTML. */
function escapings(value: string): readonly Writing[] {
  const json = jsonOf(value)
  const ascii = json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${hexOf(unit.charCodeAt(0), 4)}`)
  const units = Array.from({ length: value.length }, (_, at) => hexOf(value.charCodeAt(at), 4))
  return [
    [json, 'json'],
    [json.replaceAll('/', '\\/'), 'json'],
    [ascii, 'json'],
    [ascii.replaceAll('/', '\\/'), 'json'],
    [units.map((unit) => `\\u${unit}`).join(''), 'json'],
    [units.map((unit) => `\\u${unit.toUpperCase()}`).join(''), 'json'],
    ...inHtml(value).map((text): Writing => [text, 'html']),
  ]
}

/** What is escaped, and how, differs from library to library, and from text to attribute. */
function inHtml(value: string): readonly string[] {
  if (!/[&<>"']/.test(value)) return []
  const attribute = value.replaceAll('&', '&amp;')
  const element = attribute.replaceAll('<', '&lt;')
  const plain = [attribute, element, element.replaceAll('>', '&gt;')]
  return ['"', '&quot;', '&#34;'].flatMap((double) =>
    ["'", '&#39;', '&#x27;', '&#039;', '&apos;'].flatMap((single) =>
      plain.map((text) => text.replaceAll('"', double).replaceAll("'", single)),
    ),
  )
}

/** Percent-encoded by this rule or that, in either case, once or twice. */
function percent(value: string): readonly string[] {
  const usual = encodeURIComponent(value)
  const strict = usual.replace(/[!'()*]/g, (sign) => `%${hexOf(sign.charCodeAt(0), 2)}`)
  const form = new URLSearchParams({ v: value }).toString().slice(2)
  const upper = [
    usual,
    strict.replace(/%../g, (sign) => sign.toUpperCase()),
    form,
    // What the URL standard makes of it in a query: encoded before, or as it is.
    usual.replaceAll("'", '%27'),
    inQuery(value),
  ]
  const lower = upper.map((text) => text.replace(/%../g, (sign) => sign.toLowerCase()))
  return [...upper, ...lower].flatMap((text) => [text, encodeURIComponent(text)])
}

function inQuery(value: string): string {
  const url = new URL('https://query.invalid')
  url.search = value
  return url.search.slice(1)
}

/** Alone, and in the middle of something longer: there it may begin at any of three places. */
function inBase64(bytes: Uint8Array, long: boolean): readonly string[] {
  const whole = toBase64(bytes)
  const places = long ? [0, 1, 2].map((before) => middleOf(bytes, before)) : []
  return [whole, whole.replaceAll('=', ''), ...places].flatMap((text) => [
    text,
    text.replaceAll('+', '-').replaceAll('/', '_'),
  ])
}

/** The signs that depend on these bytes alone, whatever stands before and after. */
function middleOf(bytes: Uint8Array, before: number): string {
  const padded = new Uint8Array(before + bytes.length)
  padded.set(bytes, before)
  const text = toBase64(padded).replaceAll('=', '')
  const end = padded.length % 3 === 0 ? text.length : text.length - 1
  return text.slice(before === 0 ? 0 : before + 1, end)
}

function hex(bytes: Uint8Array): readonly Writing[] {
  const text = Array.from(bytes, (byte) => hexOf(byte, 2)).join('')
  return [
    [text, 'hex'],
    [text.toUpperCase(), 'hex'],
  ]
}

const cases = (value: string): readonly Writing[] => [
  [value.toLowerCase(), 'case'],
  [value.toUpperCase(), 'case'],
]
