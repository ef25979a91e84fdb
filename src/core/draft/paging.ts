/** The next page of an answer, in whatever style it is paged: page numbers, offsets, cursors or links. */
import { isRecord, type JsonRecord, type JsonValue, member } from '../answer/json.ts'
import { parseJson } from '../answer/json-parser.ts'
import { type HttpRequest, type HttpResponse, textOf } from '../http.ts'
import type { Problem } from '../problem.ts'
import { rfc } from '../source.ts'
import type { PagingFacts } from '../vendor.ts'
import { cursorIn, linksIn, type Relation } from './paging-links.ts'

export type PagingStyle = 'page_number' | 'offset' | 'cursor' | 'links'

export interface PageLink {
  /** `next`, `previous`, `first`, `last`; of other links their own name: `drill-down`. */
  readonly rel: string
  readonly title: string
  readonly request: HttpRequest
}

export interface Paging {
  readonly style: PagingStyle
  /** In words: `Page 2 of 5`, `Rows 21 to 40 of 95`. */
  readonly says?: string
  readonly links: readonly PageLink[]
  /** Links that lead to another server: they are named, and not followed. */
  readonly problems: readonly Problem[]
}

/** What is looked into at most. */
const CHARACTERS = 8 * 1024 * 1024

export const linkOf = (paging: Paging | undefined, rel: string): HttpRequest | undefined =>
  paging?.links.find((link) => link.rel === rel)?.request

/**
 * @param facts what the vendor does its own way
 * @param root where links that begin with a slash begin: in the sandbox a vendor has a folder, not a host
 */
export function pagingOf(
  facts: PagingFacts | undefined,
  request: HttpRequest,
  response: HttpResponse,
  root?: string,
): Paging | undefined {
  if (request.method !== 'GET' || response.status < 200 || response.status > 299) return undefined
  const json = jsonIn(response)
  const url = new URL(request.url)
  const byCursor = ownCursor(facts, url, json)
  if (byCursor !== undefined) return counted('cursor', request, [['next', byCursor]])
  const links = linksIn(response, json, request.url, root)
  if (links.length > 0) return linked(request, links)
  const cursor = cursorIn(json)
  if (cursor !== undefined)
    return counted('cursor', request, [
      ['next', changed(url, { [cursor.parameter]: cursor.value })],
    ])
  return facts?.offset === 'page' || !/[?&]offset=/.test(url.search)
    ? byPage(facts, request, url, json)
    : byOffset(facts, request, url, json)
}

function jsonIn(response: HttpResponse): JsonValue | undefined {
  const text = textOf(response)
  if (text.length > CHARACTERS || !/^\s*[[{]/.test(text)) return undefined
  try {
    return parseJson(text, 64)
  } catch {
    return undefined
  }
}

const titles: Readonly<Record<string, string>> = {
  next: 'Next page',
  previous: 'Page before',
  first: 'First page',
  last: 'Last page',
}

const counted = (
  style: PagingStyle,
  request: HttpRequest,
  addresses: readonly (readonly [rel: string, url: string])[],
  says?: string,
): Paging => ({
  style,
  ...(says === undefined ? {} : { says }),
  links: addresses.map(([rel, url]) => ({
    ...{ rel, title: titles[rel] ?? rel, request: { ...request, url } },
  })),
  problems: [],
})

/** A link takes the token along, so it may lead only to the server that gave it. */
function linked(request: HttpRequest, relations: readonly Relation[]): Paging {
  const { origin } = new URL(request.url)
  const own = ({ url }: Relation) => {
    const to = new URL(url)
    return to.origin === origin && to.username === '' && to.password === ''
  }
  return {
    style: 'links',
    links: relations.filter(own).map(({ rel, title, url }) => ({
      ...{ rel, title: titles[rel] ?? title ?? rel, request: { ...request, url } },
    })),
    problems: relations.filter((relation) => !own(relation)).map((one) => foreign(one, origin)),
  }
}

const foreign = ({ rel, url }: Relation, origin: string): Problem => ({
  kind: 'security_stop',
  code: 'foreign_page',
  means: `The link “${rel}” leads to ${new URL(url).origin}, and this answer came from ${origin}.`,
  remedy: 'It is not followed. If you trust that server, put its address into a new request.',
  source: rfc(8288, '5'),
})

/** Changes parameters where they stand, and leaves the others letter for letter. */
function changed(url: URL, values: Readonly<Record<string, string>>): string {
  const open = new Map(Object.entries(values))
  const pairs = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const name = pair.split('=')[0] ?? ''
      const value = open.get(name)
      open.delete(name)
      return value === undefined ? pair : `${name}=${encodeURIComponent(value)}`
    })
  const added = [...open].map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `${url.origin}${url.pathname}?${[...pairs, ...added].join('&')}`
}

function ownCursor(
  facts: PagingFacts | undefined,
  url: URL,
  json: JsonValue | undefined,
): string | undefined {
  const cursor = facts?.cursors?.find(({ path }) => url.pathname.endsWith(path))
  if (cursor === undefined || !isRecord(json)) return undefined
  const rows = member(json, cursor.list)
  if (!Array.isArray(rows) || rows.length < whole(url, 'limit', facts?.limit ?? 1)) return undefined
  const last = (rows as readonly JsonValue[]).at(-1)
  const value = isRecord(last) ? member(last, cursor.member) : undefined
  return typeof value === 'string' ? changed(url, { [cursor.parameter]: value }) : undefined
}

const whole = (url: URL, name: string, otherwise: number): number => {
  const text = url.searchParams.get(name) ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : otherwise
}

/** How many there are in all, as servers spell it. */
function totalIn(json: JsonRecord): number | undefined {
  const names = ['total', 'totalNumberOfItems', 'totalCount', 'total_count', 'totalItems']
  const found = names.map((name) => member(json, name)).find((value) => typeof value === 'number')
  return typeof found === 'number' && Number.isSafeInteger(found) && found >= 0 ? found : undefined
}

/** The rows of this page: the list itself, or the one list in an object. */
function rowsIn(json: JsonValue | undefined): readonly JsonValue[] | undefined {
  if (Array.isArray(json)) return json as readonly JsonValue[]
  if (!isRecord(json)) return undefined
  const lists = Object.values(json).filter((value) => Array.isArray(value))
  return lists.length === 1 ? (lists[0] as readonly JsonValue[]) : undefined
}

function byPage(
  facts: PagingFacts | undefined,
  request: HttpRequest,
  url: URL,
  json: JsonValue | undefined,
): Paging | undefined {
  const name = facts?.offset === 'page' ? 'offset' : 'page'
  const rows = rowsIn(json)
  const total = isRecord(json) ? totalIn(json) : undefined
  if (rows === undefined || (facts?.offset !== 'page' && !url.searchParams.has(name)))
    return undefined
  const size = whole(url, sizeName(url), facts?.limit ?? rows.length)
  const page = whole(url, name, 1)
  const last = total === undefined || size === 0 ? undefined : Math.max(1, Math.ceil(total / size))
  if (facts?.offset === 'page' && last === undefined) return undefined
  const more = last === undefined ? rows.length > 0 && rows.length >= size : page < last
  const to = (number: number) => changed(url, { [name]: String(number) })
  return counted(
    'page_number',
    request,
    [
      ...(more ? [['next', to(page + 1)] as const] : []),
      ...(page > 1 ? [['previous', to(page - 1)] as const] : []),
      ...(last !== undefined && last !== page ? [['last', to(last)] as const] : []),
    ],
    last === undefined ? `Page ${page}` : `Page ${page} of ${last}`,
  )
}

const sizeName = (url: URL): string =>
  ['limit', 'per_page', 'page_size', 'pageSize', 'size'].find((name) =>
    url.searchParams.has(name),
  ) ?? 'limit'

function byOffset(
  facts: PagingFacts | undefined,
  request: HttpRequest,
  url: URL,
  json: JsonValue | undefined,
): Paging | undefined {
  const rows = rowsIn(json)
  if (rows === undefined) return undefined
  const size = whole(url, sizeName(url), facts?.limit ?? rows.length)
  const from = whole(url, 'offset', 0)
  const total = isRecord(json) ? totalIn(json) : undefined
  const end = from + rows.length
  const told = isRecord(json) ? member(json, 'remaining_records') : undefined
  const full = rows.length > 0 && rows.length >= size
  const more = typeof told === 'boolean' ? told : total === undefined ? full : end < total
  if (size === 0) return undefined
  const to = (offset: number) => changed(url, { offset: String(Math.max(0, offset)) })
  const last = total === undefined ? undefined : Math.max(0, Math.ceil(total / size) - 1) * size
  const of = total === undefined ? '' : ` of ${total}`
  return counted(
    'offset',
    request,
    [
      ...(more && rows.length > 0 ? [['next', to(end)] as const] : []),
      ...(from > 0 ? [['previous', to(from - size)] as const] : []),
      ...(last !== undefined && last > from ? [['last', to(last)] as const] : []),
    ],
    rows.length === 0 ? `No rows${of}` : `Rows ${from + 1} to ${end}${of}`,
  )
}
