/** Takes secrets that were typed into a draft out of it, so that what is kept holds only their names. */
import type { Authorization, Draft, DraftBody, Environment, Row, Variable } from './draft.ts'
import { opensByHeader, opensByName } from './secret-names.ts'
import { meantBy, partsOf, placeholder } from './variables.ts'

export interface Lifted {
  readonly draft: Draft
  /** New secret variables, for the draft's environment. */
  readonly variables: readonly Variable[]
}

/** A text with variables for what was typed into it. Nothing happens to what is a variable already. */
type Keep = (name: string, text: string) => string

/** @param environment whose names are taken; a value it holds already keeps its name */
export function lift(draft: Draft, environment?: Environment): Lifted {
  const variables: Variable[] = []
  const keep = keeper(environment?.variables ?? [], variables, originIn(draft.url))
  const lifted: Draft = {
    ...draft,
    url: inAddress(draft.url, keep),
    query: draft.query.map((row) => inRow(row, keep)),
    headers: draft.headers.map((row) => inHeader(row, keep)),
    body: inBody(draft.body, keep),
    authorization: inAuthorization(draft.authorization, keep),
  }
  return { draft: lifted, variables }
}

/** Where a typed secret was meant to go; `undefined` where a variable says it. */
function originIn(url: string): string | undefined {
  const base = /^\s*https?:\/\/[^/?#\\]*/i.exec(url)?.[0] ?? ''
  return base.includes('{{') || !URL.canParse(base) ? undefined : new URL(base).origin
}

function keeper(
  taken: readonly Variable[],
  variables: Variable[],
  origin: string | undefined,
): Keep {
  const fits = ({ kind, origins }: Variable) =>
    kind === 'secret' &&
    (origins === undefined || (origin !== undefined && origins.includes(origin)))
  const nameOf = (wanted: string, value: string): string => {
    const base = `own_${wanted.replace(/^own_/, '').replace(/\W+/g, '_').slice(0, 100)}`
    const all = [...taken, ...variables]
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? base : `${base}_${count}`
      const holder = all.find((variable) => variable.name === name)
      if (holder !== undefined && fits(holder) && holder.value === value) return name
      if (holder !== undefined) continue
      variables.push({
        ...{ name, kind: 'secret', value },
        ...(origin === undefined ? {} : { origins: [origin] }),
      })
      return name
    }
  }
  return (name, text) => {
    let typed = ''
    const out: string[] = []
    const flush = () => {
      if (typed.trim() !== '') out.push(placeholder(nameOf(name, typed)))
      else out.push(typed)
      typed = ''
    }
    for (const piece of partsOf(text)) {
      if (piece.kind !== 'variable') {
        typed += meantBy(piece)
        continue
      }
      flush()
      out.push(piece.text)
    }
    flush()
    return out.join('')
  }
}

const inRow = <R extends Row>(row: R, keep: Keep): R =>
  opensByName(row.name.trim()) ? { ...row, value: keep(row.name, row.value) } : row

function inHeader(row: Row, keep: Keep): Row {
  const name = row.name.trim().toLowerCase()
  if (name.endsWith('authorization')) return { ...row, value: inCredentials(row.value, keep) }
  if (name === 'cookie') return { ...row, value: inCookies(row.value, keep) }
  return opensByHeader(name) ? { ...row, value: keep(name, row.value) } : row
}

/** The scheme stays readable: what follows it is the secret (RFC 9110 section 11.4). */
function inCredentials(value: string, keep: Keep): string {
  const [, scheme = '', rest = ''] = /^(\s*[\w-]+[ \t]+(?=\S))?([\s\S]*)$/.exec(value) ?? []
  const name = /^\s*basic\b/i.test(scheme) ? 'basic_credentials' : 'access_token'
  return scheme + keep(name, rest)
}

const inCookies = (value: string, keep: Keep): string =>
  value
    .split(';')
    .map((pair) => {
      const at = pair.indexOf('=')
      if (at < 0) return keep('cookie', pair)
      return `${pair.slice(0, at + 1)}${keep(`cookie_${pair.slice(0, at).trim()}`, pair.slice(at + 1))}`
    })
    .join(';')

/** Parameters behind `?`, `&` and `#`, and the password before `@`. */
function inAddress(url: string, keep: Keep): string {
  const at = url.search(/[?#]/)
  const path = (at < 0 ? url : url.slice(0, at)).replace(
    /^([a-z][\w+.-]*:\/\/[^/:@]*:)([^/@]+)(?=@)/i,
    (_whole, before: string, password: string) => before + keep('password', decoded(password)),
  )
  return at < 0 ? path : path + inPairs(url.slice(at), keep)
}

const inPairs = (text: string, keep: Keep): string =>
  text.replace(/([^?#&=]+)=([^&#]*)/g, (whole: string, name: string, value: string) =>
    opensByName(decoded(name)) ? `${name}=${keep(decoded(name), decoded(value))}` : whole,
  )

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

function inBody(body: DraftBody, keep: Keep): DraftBody {
  switch (body.kind) {
    case 'form':
      return { ...body, rows: body.rows.map((row) => inRow(row, keep)) }
    case 'multipart':
      return {
        ...body,
        parts: body.parts.map((part) => (part.file === undefined ? inRow(part, keep) : part)),
      }
    case 'json':
      return { ...body, text: inJson(body.text, keep) }
    case 'text':
      return { ...body, text: inText(body.text, body.type, keep) }
    case 'none':
    case 'file':
      return body
  }
}

function inText(text: string, type: string, keep: Keep): string {
  if (/json/i.test(type) || /^\s*[[{]/.test(text)) return inJson(text, keep)
  return /x-www-form-urlencoded/i.test(type) ? inPairs(text, keep) : text
}

/** String by string, so that the text keeps its shape and may be broken. */
const STRINGS = /"((?:[^"\\]|\\[\s\S])*)"(?:(\s*:\s*)"((?:[^"\\]|\\[\s\S])*)")?/g

const inJson = (text: string, keep: Keep): string =>
  text.replace(
    STRINGS,
    (whole: string, name: string, colon: string | undefined, value: string | undefined) => {
      const plain = unescaped(name)
      if (colon === undefined || value === undefined || !opensByName(plain)) return whole
      return `"${name}"${colon}"${keep(plain, unescaped(value))}"`
    },
  )

function unescaped(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`))
  } catch {
    return text
  }
}

function inAuthorization(authorization: Authorization, keep: Keep): Authorization {
  switch (authorization.kind) {
    case 'none':
      return authorization
    case 'bearer':
    case 'aruba':
      return { ...authorization, token: keep('access_token', authorization.token) }
    case 'basic':
      return { ...authorization, password: keep('password', authorization.password) }
    case 'dpop':
      return {
        ...authorization,
        token: keep('access_token', authorization.token),
        key: keep('dpop_key', authorization.key),
      }
    case 'api_key':
      return { ...authorization, value: keep(authorization.name, authorization.value) }
  }
}
