/** A request that stands whole, taken apart into a draft that composes to the same request again. */
import type { Authorization, Draft, DraftBody, Row } from '../core/draft/draft.ts'
import { emptyDraft } from '../core/draft/draft.ts'
import { literal, meantBy, partsOf } from '../core/draft/variables.ts'
import { type HeaderPairs, type HttpRequest, textOf } from '../core/http.ts'

/** @param request its texts may hold variables already; braces that are none must be escaped */
export function draftFrom(request: HttpRequest, identity: Pick<Draft, 'id' | 'name'>): Draft {
  const { url, query } = addressIn(request.url)
  const { headers, authorization } = authorizationIn(request.headers)
  const { body, type } = bodyIn(request, headers)
  return {
    ...emptyDraft(identity.id),
    name: identity.name,
    method: request.method,
    url,
    query,
    headers: headers
      .filter(([name, value]) => !(name.toLowerCase() === 'content-type' && value === type))
      .map(([name, value]) => ({ name, value, on: true })),
    body,
    authorization,
  }
}

/** As `compose` writes a parameter: everything encoded but the variables. */
const encoded = (text: string, encode: (text: string) => string): string =>
  partsOf(text)
    .map((piece) => (piece.kind === 'variable' ? piece.text : encode(meantBy(piece))))
    .join('')

/** Braces that come to light mean themselves. */
const decoded = (text: string, decode: (text: string) => string): string =>
  partsOf(text)
    .map((piece) => (piece.kind === 'variable' ? piece.text : literal(decode(meantBy(piece)))))
    .join('')

/** `undefined` where encoding it again would not give the same text. */
function rowOf(pair: string, decode: (text: string) => string, encode: (text: string) => string) {
  const at = pair.indexOf('=')
  if (at < 1) return undefined
  try {
    const [name, value] = [decoded(pair.slice(0, at), decode), decoded(pair.slice(at + 1), decode)]
    const again = `${encoded(name, encode)}=${encoded(value, encode)}`
    return again === pair ? { name, value, on: true } : undefined
  } catch {
    return undefined
  }
}

/** The query's end becomes rows, as far back as each pair survives being encoded again. */
function addressIn(url: string): { readonly url: string; readonly query: readonly Row[] } {
  const at = url.indexOf('?')
  if (at < 0) return { url, query: [] }
  const pairs = url.slice(at + 1).split('&')
  const rows = pairs.map((pair) => rowOf(pair, decodeURIComponent, encodeURIComponent))
  const kept = rows.findLastIndex((row) => row === undefined) + 1
  const before = url.slice(0, at)
  return {
    url: kept === 0 ? before : `${before}?${pairs.slice(0, kept).join('&')}`,
    query: rows.slice(kept).filter((row) => row !== undefined),
  }
}

const is =
  (wanted: string) =>
  ([name]: readonly [string, string]) =>
    name.toLowerCase() === wanted

function authorizationIn(headers: HeaderPairs): {
  readonly headers: HeaderPairs
  readonly authorization: Authorization
} {
  const found = headers.filter(is('authorization'))
  const token = /^Bearer (\S+)$/.exec(found[0]?.[1] ?? '')?.[1]
  if (found.length !== 1 || token === undefined) return { headers, authorization: { kind: 'none' } }
  const rest = headers.filter((pair) => !is('authorization')(pair))
  const tenants = rest.filter(is('tenantid'))
  const tenant = tenants[0]?.[1] ?? ''
  if (tenants.length !== 1 || tenant === '')
    return { headers: rest, authorization: { kind: 'bearer', token } }
  return {
    headers: rest.filter((pair) => !is('tenantid')(pair)),
    authorization: { kind: 'aruba', token, tenant },
  }
}

const FORM = 'application/x-www-form-urlencoded'

/** `type`: the header that the body brings by itself. */
function bodyIn(
  request: HttpRequest,
  headers: HeaderPairs,
): { readonly body: DraftBody; readonly type?: string } {
  if (request.body === undefined) return { body: { kind: 'none' } }
  const types = headers.filter(is('content-type')).map(([, value]) => value)
  const type = types.length === 1 ? (types[0] ?? '') : ''
  if (request.body.encoding === 'base64') {
    const own = type === '' ? 'application/octet-stream' : type
    return {
      body: { kind: 'file', file: { name: 'body', type: own, data: request.body.data } },
      type: own,
    }
  }
  const text = textOf(request)
  if (/^application\/(?:[\w.-]+\+)?json\b/i.test(type))
    return { body: { kind: 'json', text }, type: 'application/json' }
  const rows = type.toLowerCase().startsWith(FORM) ? formIn(text) : undefined
  if (rows !== undefined) return { body: { kind: 'form', rows }, type: FORM }
  return { body: { kind: 'text', text, type }, type }
}

const formEncoded = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1)
const formDecoded = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '))

function formIn(text: string): readonly Row[] | undefined {
  if (text === '') return []
  const rows = text.split('&').map((pair) => rowOf(pair, formDecoded, formEncoded))
  const whole = rows.filter((row) => row !== undefined)
  return whole.length === rows.length ? whole : undefined
}

/** Where a text stands decides how a value is written there. */
export type Place = 'text' | 'json' | 'url'

/** Every text of a draft that may hold a variable, written anew. */
export function rewrite(draft: Draft, how: (text: string, place: Place) => string): Draft {
  const plain = (text: string) => how(text, 'text')
  const row = <R extends Row>(one: R): R => ({
    ...one,
    name: plain(one.name),
    value: plain(one.value),
  })
  const { body } = draft
  return {
    ...draft,
    url: how(draft.url, 'url'),
    query: draft.query.map(row),
    headers: draft.headers.map(row),
    authorization: rewriteAuthorization(draft.authorization, plain),
    body:
      body.kind === 'form'
        ? { ...body, rows: body.rows.map(row) }
        : body.kind === 'json'
          ? { ...body, text: how(body.text, 'json') }
          : body.kind === 'text'
            ? { ...body, text: plain(body.text) }
            : body,
  }
}

function rewriteAuthorization(
  authorization: Authorization,
  how: (text: string) => string,
): Authorization {
  if (authorization.kind === 'bearer') return { kind: 'bearer', token: how(authorization.token) }
  if (authorization.kind === 'aruba')
    return { kind: 'aruba', token: how(authorization.token), tenant: how(authorization.tenant) }
  if (authorization.kind === 'basic')
    return {
      kind: 'basic',
      username: how(authorization.username),
      password: how(authorization.password),
    }
  return authorization
}
