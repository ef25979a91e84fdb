/** What a walk expects of its tokens, gathered from its values and from what it sent and got. */
import { isRecord, type JsonRecord, member } from '../answer/json.ts'
import { JsonFault, parseJson } from '../answer/json-parser.ts'
import { type HttpRequest, headerOf, textOf } from '../http.ts'
import type { Exchange, Session } from '../session.ts'
import type { Expectations } from './shapes.ts'

/** Answers larger than this are no token responses and no metadata. */
const MOST = 1 << 18

export function expectationsOf(session: Session): Expectations {
  const { values, exchanges } = session
  const authorization = last(exchanges, (one) => isAuthorization(one.sent))
  const query = authorization === undefined ? undefined : parametersOf(authorization.sent)
  const value = (name: string) => filled(query?.get(name)) ?? filled(values[name])
  const metadata = last(exchanges, (one) => metadataIn(one) !== undefined)
  const issuer = metadata === undefined ? undefined : textIn(metadataIn(metadata), 'issuer')
  const max_age = Number(value('max_age') ?? Number.NaN)
  const audience = filled(query?.get('resource')) ?? value('audience')
  return defined({
    issuer: issuer ?? filled(values['issuer']),
    client_id: value('client_id'),
    audience: audience === undefined ? undefined : [audience],
    nonce: value('nonce'),
    state: value('state'),
    code: codeOf(exchanges) ?? filled(values['code']),
    access_token: besideIdToken(exchanges) ?? filled(values['access_token']),
    max_age: Number.isFinite(max_age) ? max_age : undefined,
  })
}

type Loose = { readonly [Name in keyof Expectations]: Expectations[Name] | undefined }

const defined = (loose: Loose): Expectations =>
  Object.fromEntries(Object.entries(loose).filter(([, value]) => value !== undefined))

const filled = (text: string | null | undefined): string | undefined =>
  text === null || text === undefined || text === '' ? undefined : text

const last = (
  exchanges: readonly Exchange[],
  is: (exchange: Exchange) => boolean,
): Exchange | undefined => exchanges.toReversed().find(is)

/** OpenID Connect and RFC 6749 section 4.1.1: a redirect that asks for a response_type. */
const isAuthorization = (request: HttpRequest): boolean =>
  parametersOf(request).has('response_type')

/** Of the address and, where it is a form, of the body. */
export function parametersOf(request: HttpRequest): URLSearchParams {
  const query = URL.canParse(request.url)
    ? new URL(request.url).searchParams
    : new URLSearchParams()
  const type = headerOf(request, 'content-type') ?? ''
  if (!/form-urlencoded/i.test(type)) return query
  return new URLSearchParams([...query, ...new URLSearchParams(textOf(request))])
}

/** The answer's JSON object, if it is one with this name in it: the others are not even parsed. */
export function recordIn({ outcome }: Exchange, name: string): JsonRecord | undefined {
  const response = outcome.kind === 'failed' ? undefined : outcome.response
  if (response === undefined || response.body.data.length > MOST) return undefined
  const text = textOf(response)
  if (!text.trimStart().startsWith('{') || !text.includes(`"${name}"`)) return undefined
  try {
    const value = parseJson(text, 16)
    return isRecord(value) ? value : undefined
  } catch (thrown) {
    if (thrown instanceof JsonFault) return undefined
    throw thrown
  }
}

/** Server metadata as RFC 8414 and OpenID Connect Discovery have it. */
export function metadataIn(exchange: Exchange): JsonRecord | undefined {
  if (exchange.outcome.kind !== 'accepted') return undefined
  const record = recordIn(exchange, 'issuer')
  return record !== undefined && textIn(record, 'issuer') !== undefined && hasEndpoint(record)
    ? record
    : undefined
}

const hasEndpoint = (record: JsonRecord): boolean =>
  ['jwks_uri', 'token_endpoint', 'authorization_endpoint'].some((name) =>
    Object.hasOwn(record, name),
  )

export function textIn(record: JsonRecord | undefined, name: string): string | undefined {
  const value = record === undefined ? undefined : member(record, name)
  return typeof value === 'string' ? filled(value) : undefined
}

/** The code that was exchanged last: c_hash is about that one. */
function codeOf(exchanges: readonly Exchange[]): string | undefined {
  const spent = last(exchanges, ({ sent }) => parametersOf(sent).has('code'))
  return spent === undefined ? undefined : filled(parametersOf(spent.sent).get('code'))
}

/** at_hash is about the access token of the same answer, not about a later one. */
function besideIdToken(exchanges: readonly Exchange[]): string | undefined {
  const answer = last(
    exchanges,
    (one) => textIn(recordIn(one, 'id_token'), 'id_token') !== undefined,
  )
  return answer === undefined ? undefined : textIn(recordIn(answer, 'id_token'), 'access_token')
}
