/** First stage of leaving: what is known is copied into a new walk, member by member. The rest stays here. */
import type { Body, HeaderPairs, HttpRequest, HttpResponse } from '../../core/http.ts'
import type { Problem } from '../../core/problem.ts'
import type { Exchange, Finding, Outcome, Session } from '../../core/session.ts'
import type { Link } from '../../core/source.ts'
import type { TlsFacts, Wire } from '../../core/wire.ts'

/** An own member of it, or nothing: absent stays absent. */
type Some<K extends string, T> = { readonly [name in K]?: T }
const some = <K extends string, T>(name: K, value: T | undefined): Some<K, T> =>
  value === undefined ? {} : ({ [name]: value } as Some<K, T>)

const onto = <A, B>(value: A | undefined, copy: (value: A) => B): B | undefined =>
  value === undefined ? undefined : copy(value)

const headersOf = (headers: HeaderPairs): HeaderPairs =>
  headers.map(([name, value]) => [name, value] as const)

const bodyOf = ({ encoding, data }: Body): Body => ({ encoding, data })

const requestOf = ({ method, url, headers, body }: HttpRequest): HttpRequest => ({
  ...{ method, url, headers: headersOf(headers) },
  ...some('body', onto(body, bodyOf)),
})

const responseOf = (response: HttpResponse): HttpResponse => ({
  status: response.status,
  statusText: response.statusText,
  httpVersion: response.httpVersion,
  headers: headersOf(response.headers),
  body: bodyOf(response.body),
  ...some('truncated', response.truncated),
})

const linkOf = ({ title, url }: Link): Link => ({ title, url })

const problemOf = ({ kind, code, said, means, remedy, source }: Problem): Problem => ({
  ...{ kind, code, means, remedy },
  ...some('said', said),
  ...some('source', onto(source, linkOf)),
})

const findingOf = ({ code, text, rule }: Finding): Finding => ({
  ...{ code, text },
  ...some('rule', onto(rule, linkOf)),
})

function outcomeOf(outcome: Outcome): Outcome {
  if (outcome.kind === 'failed') return { kind: 'failed', problem: problemOf(outcome.problem) }
  const response = some('response', onto(outcome.response, responseOf))
  if (outcome.kind === 'refused')
    return { kind: 'refused', ...response, problem: problemOf(outcome.problem) }
  const { gained, findings } = outcome
  return { kind: 'accepted', ...response, gained: { ...gained }, findings: findings.map(findingOf) }
}

/** The certificate stays here: it names whoever inspects TLS on the person's own network. */
const tlsOf = ({ protocol, cipher, alpn, authorized, error }: TlsFacts): TlsFacts => ({
  ...{ protocol, cipher, alpn, authorized },
  ...some('error', error),
})

const wireOf = (wire: Wire): Wire => ({
  hops: wire.hops.map(({ n, method, url, address, port }) => ({ n, method, url, address, port })),
  redirects: wire.redirects.map(({ status, location, decision, reason }) => ({
    ...{ status, location, decision, reason },
  })),
  ...some('tls', onto(wire.tls, tlsOf)),
  ...some('sentHead', wire.sentHead),
  ...some('trailers', onto(wire.trailers, headersOf)),
  ...some('wireBytes', wire.wireBytes),
  ...some(
    'timings',
    onto(wire.timings, ({ dns, connect, tls, firstByte, total }) => ({
      ...{ dns, connect, tls, firstByte, total },
    })),
  ),
})

const exchangeOf = (exchange: Exchange): Exchange => ({
  id: exchange.id,
  step: exchange.step,
  route: exchange.route,
  startedAt: exchange.startedAt,
  endedAt: exchange.endedAt,
  built: requestOf(exchange.built),
  sent: requestOf(exchange.sent),
  ...some('callback', exchange.callback),
  ...some('wire', onto(exchange.wire, wireOf)),
  outcome: outcomeOf(exchange.outcome),
})

/** A redirect under way, the pin and whatever nobody foresaw are not among what is known. */
export const knownOf = (session: Session): Session => ({
  version: 2,
  id: session.id,
  name: session.name,
  vendor: session.vendor,
  flow: session.flow,
  target: session.target,
  createdAt: session.createdAt,
  updatedAt: session.updatedAt,
  values: { ...session.values },
  exchanges: session.exchanges.map(exchangeOf),
  ...some(
    'tags',
    onto(session.tags, (tags) => [...tags]),
  ),
  ...some('note', session.note),
  ...some('origin', session.origin),
})
