/** Addresses on their way out: scheme, host, path and the names stay; values stay where their name allows it. */
import { isHarmless, isHunted, looksLikeCredential, type Masks, showing } from './mask-by-name.ts'

/** Whole or relative, with a query and a fragment; the placeholders are written as an address needs them. */
export function maskUrl(url: string, masks: Masks): string {
  const [, front = '', query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?$/.exec(url) ?? []
  const masked = pathOf(front, masks)
  const search = query === undefined ? '' : `?${maskPairs(query, masks)}`
  return `${masked}${search}${fragment === undefined ? '' : `#${maskPairs(fragment, masks)}`}`
}

const isUuid = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)

function pathOf(front: string, masks: Masks): string {
  const [, origin = '', path = ''] = /^((?:[a-z][\w+.-]*:)?\/\/[^/]*)?([\s\S]*)$/i.exec(front) ?? []
  const at = origin.lastIndexOf('@')
  const slashes = origin.indexOf('//') + 2
  if (at >= 0) masks.label('userinfo', origin.slice(slashes, at))
  const host = at < 0 ? origin : `${origin.slice(0, slashes)}userinfo@${origin.slice(at + 1)}`
  return `${host}${path
    .split('/')
    .map((segment) => segmentOf(segment, masks))
    .join('/')}`
}

/** A long segment of letters and digits opens a download more often than it names a thing. */
function segmentOf(segment: string, masks: Masks): string {
  const [name = '', ...parameters] = segment.split(';')
  const opens = name.length >= 32 && /\d/.test(name) && /[A-Za-z]/.test(name) && !isUuid(name)
  const shown = opens ? encodeURIComponent(masks.label('path', decoded(name))) : kept(name, masks)
  return [shown, ...parameters.map((one) => maskPairs(one, masks))].join(';')
}

/** `a=b&c=d`, as in a query, a fragment and a form. */
export const maskPairs = (text: string, masks: Masks): string =>
  text
    .split('&')
    .map((pair) => pairOf(pair, masks))
    .join('&')

function pairOf(pair: string, masks: Masks): string {
  const at = pair.indexOf('=')
  // A fragment is often only a place on a page.
  if (at < 0) return looksLikeCredential(pair) ? written(masks, 'query', pair) : kept(pair, masks)
  const name = pair.slice(0, at)
  const value = pair.slice(at + 1)
  if (value === '') return `${kept(name, masks)}=`
  const plain = decoded(name)
  const inner = decoded(value)
  const shown = showing(plain, masks)
  if (shown === 'shown' || (shown === 'unknown' && isHarmless(inner, masks))) {
    const address = /^https?:\/\//i.test(inner)
    return `${kept(name, masks)}=${address ? encodeURIComponent(maskUrl(inner, masks)) : kept(value, masks)}`
  }
  return `${kept(name, masks)}=${written(masks, plain, value)}`
}

const written = (masks: Masks, name: string, value: string): string =>
  encodeURIComponent(masks.label(name, decoded(value), isHunted(name, decoded(value), masks)))

/** What stays, if a secret stands in it, is written once more as an address needs it. */
function kept(text: string, masks: Masks): string {
  const plain = decoded(text)
  const clean = masks.text(plain)
  return clean === plain ? masks.text(text) : encodeURIComponent(clean)
}

/** Once, and as a form writes spaces; what cannot be decoded stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
