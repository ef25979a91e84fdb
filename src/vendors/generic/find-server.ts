/** From what a person has to the server's own description: an address of it, a tenant's name, an API that names it. */
import { refusalOf } from '../../core/answer/refusal.ts'
import type { Candidate } from '../../core/discovery/candidates.ts'
import { readChallenges } from '../../core/discovery/challenge.ts'
import { endpoints, readMetadata } from '../../core/discovery/metadata.ts'
import { readResourceMetadata } from '../../core/discovery/resource.ts'
import type { HttpRequest, HttpResponse } from '../../core/http.ts'
import { type Problem, Refusal } from '../../core/problem.ts'
import type { Exchange } from '../../core/session.ts'
import { rfc } from '../../core/source.ts'
import type { Values } from '../../core/values.ts'
import type { Context, Receipt, RequestStep } from '../../core/vendor.ts'
import { withoutOthers } from './other-server.ts'
import { addressIn, questionsAbout, serverFields } from './server-fields.ts'
import { discovery, documented } from './sources.ts'

const responseOf = ({ outcome }: Exchange): HttpResponse | undefined =>
  outcome.kind === 'failed' ? undefined : outcome.response

/** The API's own word for where its metadata is (RFC 9728 section 5.1). */
function named(exchange: Exchange | undefined): Candidate | undefined {
  const response = exchange === undefined ? undefined : responseOf(exchange)
  if (response?.status !== 401) return undefined
  const [url] = readChallenges(response).flatMap(
    ({ parameters }) => parameters.get('resource_metadata') ?? [],
  )
  return url === undefined || !/^https?:/i.test(url) || !URL.canParse(url)
    ? undefined
    : { kind: 'rfc9728', url, why: 'The API names it in its refusal.' }
}

/** What is said of a place where there is nothing: the next one is tried, and this one no more. */
const emptyCodes = [
  'metadata_status',
  'html_instead_of_json',
  'server_not_found',
  'server_unnamed',
  'no_authorization_servers',
]

const nothingHere = ({ outcome }: Exchange): boolean =>
  (outcome.kind === 'accepted' && !('issuer' in outcome.gained)) ||
  (outcome.kind === 'refused' && emptyCodes.includes(outcome.problem.code))

/** An API that names another place each time is not followed for ever. */
const MOST_NAMED = 3

interface Search {
  readonly all: readonly Candidate[]
  /** Where there was nothing, since the server was last found. */
  readonly tried: ReadonlySet<string>
  readonly next: Candidate | undefined
}

/** What was asked before, and what is to be asked now. */
function searchOf(text: string, exchanges: readonly Exchange[]): Search {
  const mine = exchanges.filter(({ step }) => step === 'server')
  const found = mine.findLastIndex(
    ({ outcome }) => outcome.kind === 'accepted' && 'issuer' in outcome.gained,
  )
  const since = mine.slice(found + 1)
  // Whoever did not answer, or answered garbage, is asked the same again.
  const tried = new Set(since.filter(nothingHere).map(({ sent }) => sent.url))
  const told = since.flatMap((exchange) => named(exchange) ?? []).slice(0, MOST_NAMED)
  const all = [...told, ...questionsAbout(text)]
  return { all, tried, next: all.find(({ url }) => !tried.has(url)) }
}

/** The relay asks the person before it goes to a server it does not know; a page of its own would not. */
const namedServer = ({ outcome, route }: Exchange): boolean =>
  route === 'relay' && outcome.kind === 'accepted' && 'resource' in outcome.gained

const kept = new Set<string>([
  'issuer',
  ...endpoints,
  'authorization_response_iss_parameter_supported',
])

function readServer(response: HttpResponse, { url, issuer }: Candidate): Receipt {
  const { values, findings } = readMetadata(response, {
    url,
    ...(issuer === undefined ? {} : { issuer }),
  })
  return {
    gained: Object.fromEntries(Object.entries(values).filter(([name]) => kept.has(name))),
    findings,
  }
}

/** Its first server becomes the address to ask next. */
function readApi(response: HttpResponse, api: string, { server_template }: Values): Receipt {
  const { authorization_servers, resource, findings } = readResourceMetadata(response, api)
  const [server] = authorization_servers
  if (server === undefined) throw new Refusal(noServer)
  const more = authorization_servers.length - 1
  return {
    gained: {
      ...{ issuer: server, resource },
      ...((server_template ?? 'address') === 'address' ? {} : { server_template: 'address' }),
    },
    findings: [
      ...findings,
      {
        code: 'server_named',
        text: `This is an API. The server it trusts is ${server}${more > 0 ? `, the first of ${more + 1}` : ''}.`,
        rule: rfc(9728, '2'),
      },
    ],
  }
}

function readRefusal(response: HttpResponse): Receipt {
  const { status } = response
  if (status === 429 || status >= 500) throw new Refusal(refusalOf(response))
  if (status !== 401) throw new Refusal(noDescription)
  const isNamed = readChallenges(response).some(({ parameters }) =>
    parameters.has('resource_metadata'),
  )
  if (!isNamed) throw new Refusal(unnamed)
  return { gained: {} }
}

const noDescription: Problem = {
  kind: 'malformed_response',
  code: 'server_not_found',
  means: 'Nothing at this address describes a server, and it is no API that asks for a token.',
  remedy: 'Type another address of the server, or fill in its addresses by hand in the next step.',
}

const unnamed: Problem = {
  kind: 'malformed_response',
  code: 'server_unnamed',
  means: 'This API asks for a token and does not say which server gives them.',
  remedy:
    'Ask whoever runs it for the address of the server, or fill it in by hand in the next step.',
  source: rfc(9728, '5.1'),
}

const noServer: Problem = {
  kind: 'malformed_response',
  code: 'no_authorization_servers',
  means: 'The API’s metadata names no authorization server.',
  remedy: 'Ask whoever runs the API, and type the address of the server.',
  source: rfc(9728, '2'),
}

const noAddress: Problem = {
  kind: 'bad_input',
  code: 'no_address',
  means: 'No address of a server stands in this field.',
  remedy: 'Type the address of the server, for example its issuer.',
}

function receive(context: Context, response: HttpResponse, { url }: HttpRequest): Receipt {
  const text = addressIn(context)
  const asked = searchOf(text, context.exchanges).all.find((one) => one.url === url)
  if (asked?.kind === 'challenge') return readRefusal(response)
  if (asked?.kind === 'rfc9728') return readApi(response, apiIn(text), context.values)
  return withoutOthers(
    context.values,
    readServer(response, asked ?? { kind: 'oidc', url, why: '' }),
  )
}

/** The API as it was typed; its metadata's own address was pasted where there is none. */
const apiIn = (text: string): string =>
  questionsAbout(text).find(({ kind }) => kind === 'challenge')?.url ??
  text.replace('/.well-known/oauth-protected-resource', '')

export const server: RequestStep = {
  kind: 'request',
  id: 'server',
  title: 'Ask the server about itself',
  phase: 'Find the server',
  why: 'Most servers publish one document with all their addresses and abilities, at a well-known place below the issuer; an API says which server it trusts. Where one place has nothing, the next is tried.',
  asks: serverFields,
  needs: [],
  gives: ['issuer'],
  optional: true,
  request(context) {
    const { all, next } = searchOf(addressIn(context), context.exchanges)
    const question = next ?? all[0]
    if (question === undefined) throw new Refusal(noAddress)
    return { method: 'GET', url: question.url, headers: [['accept', 'application/json']] }
  },
  receive,
  again: (context, exchange) =>
    (nothingHere(exchange) && searchOf(addressIn(context), context.exchanges).next !== undefined) ||
    namedServer(exchange)
      ? 0
      : undefined,
  look: [
    'issuer is the name of the server, letter by letter: every token and every answer will be held to it.',
    'The lists that end in _supported say what the server can do.',
  ],
  pitfalls: [
    {
      status: 404,
      cause: 'There is no metadata at this place.',
      remedy: 'The next place is tried by itself. If none has any, fill in the addresses by hand.',
    },
  ],
  notes: [
    { text: 'OpenID Connect puts the well-known part at the end.', source: documented(discovery) },
    { text: 'OAuth puts it between host and path.', source: documented(rfc(8414, '3.1')) },
    {
      text: 'An API that answers 401 may name its metadata, and that its servers.',
      source: documented(rfc(9728, '5')),
    },
  ],
  links: [discovery, rfc(8414), rfc(9728)],
}
