/** What a walk expects of its tokens, gathered from its values and from what it sent and got. */
import { isRecord, type JsonRecord, member } from '../answer/json.ts'
import { JsonFault, parseJson } from '../answer/json-parser.ts'
import { claimsOf } from '../answer/jwt.ts'
import { type HttpRequest, headerOf, textOf } from '../http.ts'
import type { Exchange, Session } from '../session.ts'
import type { Expectations } from './shapes.ts'

/** Answers larger than this are no token responses and no metadata. */
const MOST = 1 << 18

/** @param upTo the exchange that gave the token: what came later is about other tokens */
export function expectationsOf(
  session: Pick<Session, 'values' | 'exchanges'>,
  upTo?: string,
): Expectations {
  const { values } = session
  const end = session.exchanges.findIndex(({ id }) => id === upTo)
  const exchanges = end < 0 ? session.exchanges : session.exchanges.slice(0, end + 1)
  const authorization = last(exchanges, (one) => isAuthorization(one.sent))
  const query = authorization === undefined ? undefined : parametersOf(authorization.sent)
  const value = (name: string) => filled(query?.get(name)) ?? filled(values[name])
  const metadata = last(exchanges, (one) => metadataIn(one) !== undefined)
  const issuer = metadata === undefined ? undefined : textIn(metadataIn(metadata), 'issuer')
  const max_age = Number(value('max_age') ?? Number.NaN)
  const audience = filled(query?.get('resource')) ?? value('audience')
  const giver = last(exchanges, (one) => idTokenIn(one) !== undefined)
  const login = {
    nonce: value('nonce'),
    code: codeOf(exchanges) ?? filled(values['code']),
    max_age: Number.isFinite(max_age) ? max_age : undefined,
  }
  return defined({
    issuer: issuer ?? filled(values['issuer']),
    client_id: value('client_id'),
    audience: audience === undefined ? undefined : [audience],
    state: value('state'),
    access_token:
      (giver && textIn(recordIn(giver, 'id_token'), 'access_token')) ??
      filled(values['access_token']),
    ...(giver !== undefined && isRefresh(giver) ? afterRefresh(giver, login.nonce) : login),
  })
}

const isRefresh = ({ sent }: Exchange): boolean =>
  parametersOf(sent).get('grant_type') === 'refresh_token'

/** A renewed ID token is about the login of then; its nonce may be left out (OpenID Connect Core, section 12.2). */
function afterRefresh(giver: Exchange, nonce: string | undefined): Pick<Loose, 'nonce'> {
  const repeats = claimsOf(idTokenIn(giver) ?? '')?.claims['nonce'] !== undefined
  return { nonce: repeats ? nonce : undefined }
}

type Loose = { readonly [Name in keyof Expectations]?: Expectations[Name] | undefined }

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

/** Server metadata as RFC 8414 and OpenID Connect Discovery have it, where somebody asked for it. */
export function metadataIn(exchange: Exchange): JsonRecord | undefined {
  if (exchange.outcome.kind !== 'accepted') return undefined
  const record = recordIn(exchange, 'issuer')
  const issuer = textIn(record, 'issuer')
  return record !== undefined && issuer !== undefined && hasEndpoint(record) && asksFor(exchange)
    ? record
    : undefined
}

/** An API that answers like metadata does not decide who issues tokens, nor what that server promised (T53). */
const asksFor = ({ sent, outcome }: Exchange): boolean =>
  sent.url.includes('/.well-known/') ||
  (outcome.kind === 'accepted' && outcome.gained['issuer'] !== undefined)

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
const idTokenIn = (exchange: Exchange): string | undefined =>
  textIn(recordIn(exchange, 'id_token'), 'id_token')
