/** Bodies on their way out: JSON and forms keep their shape and names, everything else is a length. */
import { type Body, textOf, utf8 } from '../../core/http.ts'
import {
  isDate,
  isHarmless,
  isHunted,
  looksLikeCredential,
  type Masks,
  showing,
} from './mask-by-name.ts'
import { maskPairs, maskUrl } from './mask-url.ts'

/** Longer ones are left out whole: nobody reads them in a ticket. In UTF-16 units. */
const MOST_BODY = 1 << 20
const MOST_DEPTH = 64

export type Side = 'request' | 'response'

export function maskBody(body: Body, side: Side, masks: Masks): Body {
  if (body.data === '') return utf8('')
  if (body.encoding === 'base64' || body.data.length > MOST_BODY)
    return utf8(leftOut(body.data, masks))
  const text = textOf({ body })
  return utf8(maskJson(text, side, masks) ?? maskForm(text, masks) ?? unreadable(text, masks))
}

const leftOut = (text: string, masks: Masks): string => masks.label('body', text, false)

const unreadable = (text: string, masks: Masks): string =>
  masks.include.bodies === true ? masks.text(text) : leftOut(text, masks)

/** `undefined` when it is no JSON object and no list. */
export function maskJson(text: string, side: Side, masks: Masks): string | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return JSON.stringify(masked(value, { name: '', side, masks, depth: 0 }))
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined
    throw thrown
  }
}

const maskForm = (text: string, masks: Masks): string | undefined =>
  /^[\w.%+[\]-]+=[^\s=]*(?:&[\w.%+[\]-]+=[^\s]*)*$/.test(text) ? maskPairs(text, masks) : undefined

interface Place {
  /** The member it stands in; a list's own name counts for what is in the list. */
  readonly name: string
  readonly side: Side
  readonly masks: Masks
  readonly depth: number
}

function masked(value: unknown, place: Place): unknown {
  const deeper = { ...place, depth: place.depth + 1 }
  if (place.depth > MOST_DEPTH) return '<too deep>'
  if (typeof value === 'string') return maskedText(value, place)
  if (typeof value === 'number') return maskedNumber(value, place)
  if (Array.isArray(value)) return value.map((item: unknown) => masked(item, deeper))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, item]: [string, unknown]) => [
    nameOf(name, place.masks),
    masked(item, { ...deeper, name }),
  ])
  return Object.fromEntries(entries) as unknown
}

/** A name that is somebody's address, or a key, is a value that stands in the wrong place. */
const nameOf = (name: string, masks: Masks): string =>
  /^[\w$@.:/ -]{1,64}$/.test(name) && !/\w@\w/.test(name) && !looksLikeCredential(name)
    ? masks.text(name)
    : masks.label('name', name, looksLikeCredential(name))

/** An authorization code and an error's code have one name, and only the latter is a word. */
const isErrorCode = (value: string, { name, side }: Place): boolean =>
  name === 'code' && side === 'response' && /^[A-Za-z_. -]{1,60}$|^\d{1,6}$/.test(value)

function maskedText(value: string, place: Place): string {
  const { name, side, masks } = place
  if (value === '') return ''
  const shown = showing(name, masks)
  if (shown === 'hidden' && !isErrorCode(value, place))
    return masks.label(name, value, isHunted(name, value, masks))
  if (shown === 'unknown' && !isDate(value) && !isHarmless(value, masks))
    return masks.label(name === '' ? 'text' : name, value, looksLikeCredential(value))
  return maskShown(value, side, masks)
}

/** What may be shown may still be an address, or JSON of its own. */
export const maskShown = (value: string, side: Side, masks: Masks): string =>
  /^https?:\/\/\S*$/i.test(value)
    ? maskUrl(value, masks)
    : (maskJson(value, side, masks) ?? masks.text(value))

const tellsTime = /(?:_at|_in|At|time|Time|date|Date|stamp|exp|iat|nbf|since|until)$/

/** Counts and times are shown; a long number that nobody declared may be anybody's. */
function maskedNumber(value: number, { name, masks }: Place): number | string {
  const shown = showing(name, masks)
  const ours = shown === 'shown' || masks.include.bodies === true || tellsTime.test(name)
  const small = Math.abs(value) < 100_000
  if (shown !== 'hidden' && (ours || small)) return value
  return name === 'code' && small ? value : masks.label(name, String(value), false)
}
