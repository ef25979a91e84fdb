/** Links to other pages: in the Link header (RFC 8288), in HAL, and in the members many servers use. */
import { isRecord, type JsonRecord, type JsonValue, member } from '../answer/json.ts'
import { type HttpResponse, headersOf } from '../http.ts'

export interface Relation {
  readonly rel: string
  readonly title?: string
  /** Whole. */
  readonly url: string
}

/** Each relation once; a relation may lead to several places, as in a tree of reports. */
export function linksIn(
  response: HttpResponse,
  json: JsonValue | undefined,
  base: string,
  root = '',
): readonly Relation[] {
  const found = [...headerLinks(response), ...halLinks(json), ...memberLinks(json)]
  const relations = new Map<string, Relation>()
  const within = base.startsWith(`${root}/`) ? root : ''
  for (const { rel, href: given, title } of found) {
    const name = rel === 'prev' ? 'previous' : rel
    const href = /^\/(?!\/)/.test(given) ? within + given : given
    if (name === 'self' || !URL.canParse(href, base)) continue
    const { href: url, protocol } = new URL(href, base)
    if (protocol !== 'https:' && protocol !== 'http:') continue
    const key = `${name} ${url}`
    if (!relations.has(key) && relations.size < MOST)
      relations.set(key, { rel: name, url, ...(title === undefined ? {} : { title }) })
  }
  return [...relations.values()]
}

/** More is no paging. */
const MOST = 50

interface Given {
  readonly rel: string
  readonly href: string
  readonly title?: string
}

const LINK = /<([^<>]{0,8000})>((?:\s*;\s*[\w!#$&+.^`|~-]+\*?\s*(?:=\s*(?:"[^"]*"|[^\s",;]*))?)*)/g
/** Any document may have these; they lead to no page. */
const PAGES = new Set(['next', 'prev', 'previous', 'first', 'last'])

function headerLinks(response: HttpResponse): readonly Given[] {
  return headersOf(response, 'link').flatMap((header) =>
    [...header.slice(0, 16_384).matchAll(LINK)].flatMap(([, href = '', parameters = '']) => {
      const rel = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]*))/i.exec(parameters)
      const names = (rel?.[1] ?? rel?.[2] ?? '').toLowerCase().split(/\s+/)
      return names.filter((name) => PAGES.has(name)).map((name) => ({ rel: name, href }))
    }),
  )
}

/** `_links` of HAL: an object, or a list of them, for each relation. */
function halLinks(json: JsonValue | undefined): readonly Given[] {
  const links = isRecord(json) ? member(json, '_links') : undefined
  if (!isRecord(links)) return []
  return Object.entries(links).flatMap(([rel, given]) =>
    (Array.isArray(given) ? (given as readonly JsonValue[]) : [given]).flatMap((one) => {
      const href = isRecord(one) ? textIn(one, 'href') : undefined
      const title = isRecord(one) ? (textIn(one, 'title') ?? textIn(one, 'name')) : undefined
      if (href === undefined || rel === 'curies' || (isRecord(one) && one['templated'] === true))
        return []
      return [{ rel, href, ...(title === undefined ? {} : { title: `${rel}: ${title}` }) }]
    }),
  )
}

const textIn = (record: JsonRecord, name: string): string | undefined => {
  const value = member(record, name)
  return typeof value === 'string' && value !== '' ? value : undefined
}

const NEXT = [
  'next',
  'next_url',
  'nextUrl',
  'nextLink',
  '@odata.nextLink',
  'next_page_url',
] as const
const PREVIOUS = ['previous', 'prev', 'previous_url', 'prev_page_url'] as const

/** Beside the rows, or in the object that is kept for it. */
const placesIn = (json: JsonValue | undefined): readonly JsonRecord[] =>
  isRecord(json)
    ? [
        json,
        ...['links', 'paging', 'pagination', 'meta', 'response_metadata']
          .map((name) => member(json, name))
          .filter((value) => isRecord(value)),
      ]
    : []

/** Only what looks like an address: `next` may be anything. */
const ADDRESS = /^(?:https?:\/\/|\/|\?)/i

const memberLinks = (json: JsonValue | undefined): readonly Given[] =>
  placesIn(json).flatMap((place) =>
    [
      ...NEXT.map((name) => ['next', textIn(place, name)] as const),
      ...PREVIOUS.map((name) => ['previous', textIn(place, name)] as const),
    ].flatMap(([rel, href]) => (href !== undefined && ADDRESS.test(href) ? [{ rel, href }] : [])),
  )

/** The member that names the next page, and the parameter that takes it. */
const CURSORS = [
  ['next_cursor', 'cursor'],
  ['nextCursor', 'cursor'],
  ['next_page_token', 'page_token'],
  ['nextPageToken', 'pageToken'],
] as const

export function cursorIn(
  json: JsonValue | undefined,
): { readonly parameter: string; readonly value: string } | undefined {
  for (const place of placesIn(json))
    for (const [name, parameter] of CURSORS) {
      const value = textIn(place, name)
      if (value !== undefined) return { parameter, value }
    }
  return undefined
}
