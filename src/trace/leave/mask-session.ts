/** Second stage of leaving: every place of a walk masked as what it is. */
import type { HttpRequest, HttpResponse } from '../../core/http.ts'
import type { Problem } from '../../core/problem.ts'
import type { Exchange, Outcome, Session } from '../../core/session.ts'
import { factOf, type Values } from '../../core/values.ts'
import type { Wire } from '../../core/wire.ts'
import type { MaskedCase } from './leaving.ts'
import { maskBody, maskShown, type Side } from './mask-body.ts'
import type { Masks } from './mask-by-name.ts'
import { maskHead, maskHeaders } from './mask-headers.ts'
import { maskUrl } from './mask-url.ts'
import { ONE_TIME } from './names.ts'

export function maskSession(session: Session, masks: Masks): MaskedCase {
  const { tags, note, origin, pending: _pending, pinned: _pinned, ...rest } = session
  const own = masks.include.personal === true
  return {
    ...rest,
    name: masks.text(session.name),
    values: maskValues(session.values, masks),
    exchanges: session.exchanges.map((exchange) => maskExchange(exchange, masks)),
    ...(own && tags !== undefined ? { tags: tags.map(masks.text) } : {}),
    ...(own && note !== undefined ? { note: masks.text(note) } : {}),
    ...(origin === undefined ? {} : { origin: masks.text(origin) }),
  }
}

function maskValues(values: Values, masks: Masks): Values {
  const entries = Object.entries(values).map(([name, value]) => [
    masks.text(name),
    maskValue(name, value, masks),
  ])
  return Object.fromEntries(entries) as Values
}

/** Here everything has a declaration; what has none is secret (`factOf`). */
function maskValue(name: string, value: string, masks: Masks): string {
  if (value === '') return ''
  const { sensitivity } = factOf(masks.facts, name)
  const shown =
    sensitivity === 'public'
      ? !ONE_TIME.has(name)
      : sensitivity === 'personal' && masks.include.personal === true
  return shown ? maskShown(value, 'response', masks) : masks.label(name, value)
}

const maskExchange = (exchange: Exchange, masks: Masks): Exchange => {
  const { callback, wire } = exchange
  return {
    ...exchange,
    built: maskRequest(exchange.built, masks),
    sent: maskRequest(exchange.sent, masks),
    ...(callback === undefined ? {} : { callback: maskUrl(callback, masks) }),
    ...(wire === undefined ? {} : { wire: maskWire(wire, masks) }),
    outcome: maskOutcome(exchange.outcome, masks),
  }
}

const maskRequest = (request: HttpRequest, masks: Masks): HttpRequest => ({
  method: masks.text(request.method),
  url: maskUrl(request.url, masks),
  ...maskMessage(request, 'request', masks),
})

const maskResponse = (response: HttpResponse, masks: Masks): HttpResponse => ({
  ...response,
  statusText: masks.text(response.statusText),
  ...maskMessage(response, 'response', masks),
  body: maskBody(response.body, 'response', masks),
})

const maskMessage = (
  { headers, body }: Pick<HttpRequest, 'headers' | 'body'>,
  side: Side,
  masks: Masks,
): Pick<HttpRequest, 'headers' | 'body'> => ({
  headers: maskHeaders(headers, masks),
  ...(body === undefined ? {} : { body: maskBody(body, side, masks) }),
})

function maskOutcome(outcome: Outcome, masks: Masks): Outcome {
  if (outcome.kind === 'failed')
    return { kind: 'failed', problem: maskProblem(outcome.problem, masks) }
  const answered =
    outcome.response === undefined ? {} : { response: maskResponse(outcome.response, masks) }
  if (outcome.kind === 'refused')
    return { kind: 'refused', ...answered, problem: maskProblem(outcome.problem, masks) }
  const findings = outcome.findings.map((one) => ({ ...one, text: masks.text(one.text) }))
  return { kind: 'accepted', ...answered, gained: maskValues(outcome.gained, masks), findings }
}

const maskProblem = (problem: Problem, masks: Masks): Problem => ({
  ...problem,
  code: masks.text(problem.code),
  means: masks.text(problem.means),
  remedy: masks.text(problem.remedy),
  ...(problem.said === undefined ? {} : { said: maskShown(problem.said, 'response', masks) }),
})

const maskWire = (wire: Wire, masks: Masks): Wire => ({
  ...wire,
  hops: wire.hops.map((hop) => ({ ...hop, url: maskUrl(hop.url, masks) })),
  redirects: wire.redirects.map((one) => ({
    ...one,
    location: maskUrl(one.location, masks),
    reason: masks.text(one.reason),
  })),
  ...(wire.sentHead === undefined ? {} : { sentHead: maskHead(wire.sentHead, masks) }),
  ...(wire.trailers === undefined ? {} : { trailers: maskHeaders(wire.trailers, masks) }),
})
