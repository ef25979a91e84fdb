/** A sign-in that a browser recorded, as a walk: each request held against the step that would send it. */

import { refusalOf } from '../answer/refusal.ts'
import { PLACEHOLDER } from '../case-shape.ts'
import { contextOf, reduce, startSession } from '../flow.ts'
import { type HttpRequest, type HttpResponse, textOf } from '../http.ts'
import { memoryKeys } from '../key-ring.ts'
import type { Problem } from '../problem.ts'
import { pendingOf, returned } from '../redirect.ts'
import { run } from '../run.ts'
import type { Exchange, Session } from '../session.ts'
import type { Values } from '../values.ts'
import type { Context, RedirectStep, RequestStep } from '../vendor.ts'
import type { NewId } from './arrived.ts'
import type { Reading, Told } from './best-flow.ts'
import { answerIn } from './hop.ts'
import { saidValues } from './said-values.ts'
import type { Found, Journey } from './stitch.ts'

export interface Replaying {
  readonly id: NewId
  /** Unix milliseconds. */
  readonly now: () => number
  readonly name: string
  readonly origin: string
}

/** Nothing is sent: the answers are those of the file, judged as at the time they came. */
export async function sessionOf(
  reading: Reading,
  journey: Journey,
  replaying: Replaying,
): Promise<Session> {
  const { place, flow, told } = reading
  const { id, name, origin } = replaying
  const at = journey[0]?.entry.startedAt || replaying.now()
  const { profile } = place.vendor
  const begun = startSession({ id: id(), name, at }, profile, flow, place.target, place.environment)
  let session: Session = { ...begun, values: { ...begun.values, ...place.values }, origin }
  const left = new Set<string>()
  for (const one of told) {
    const when = one.hop.entry.startedAt || at
    const values = saidValues(one, flow, session.values)
    session = reduce(session, { type: 'filled', values, at: when })
    const exchange = await exchangeOf(one, { session, reading, journey, left, id, at: when })
    if (exchange !== undefined)
      session = reduce(session, { type: 'exchanged', exchange, at: exchange.endedAt })
  }
  return { ...session, values: open(session.values), updatedAt: replaying.now() }
}

/** A recording that left from here holds placeholders: they say what stood there, and are no values. */
const open = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !PLACEHOLDER.test(value)))

interface Moment {
  readonly session: Session
  readonly reading: Reading
  readonly journey: Journey
  /** States of redirects that were told already: a login page asks for the same address again. */
  readonly left: Set<string>
  readonly id: NewId
  readonly at: number
}

async function exchangeOf(told: Told, moment: Moment): Promise<Exchange | undefined> {
  const { step } = told.match.print
  if (step.kind === 'request') return answered(told.hop, step, moment)
  const state = told.hop.parameters.get('state') ?? ''
  if (moment.left.has(state)) return undefined
  moment.left.add(state)
  return redirected(told.hop, step, moment)
}

function contextAt({ session, reading }: Moment, at: number): Context {
  const { vendor, environment } = reading.place
  // Judging an answer takes no chance; what asked for it would get the same each time.
  const powers = { now: () => at, random: (bytes: number) => '0'.repeat(bytes), keys: memoryKeys() }
  return contextOf(session, vendor.profile, environment, powers)
}

async function answered(hop: Found, step: RequestStep, moment: Moment): Promise<Exchange> {
  const { request, response, ms } = hop.entry
  const endedAt = moment.at + ms
  const times = [moment.at, endedAt]
  const judging = response !== undefined && isKept(response) ? step : unread(step)
  return run(judging, contextAt(moment, endedAt), {
    ...{ id: moment.id(), route: 'direct', built: request, sent: request },
    send: async () =>
      response === undefined
        ? { kind: 'failed', problem: noAnswer }
        : { kind: 'answered', response },
    now: () => times.shift() ?? endedAt,
    signal: new AbortController().signal,
  })
}

const isKept = (response: HttpResponse): boolean =>
  response.status === 204 || textOf(response) !== '' || response.status >= 300

/** The file has the answer's head and not its body: it came, and more cannot be said. */
const unread = (step: RequestStep): RequestStep => ({
  ...step,
  receive: () => ({
    gained: {},
    findings: [
      {
        code: 'body_not_recorded',
        text: 'The file holds no body of this answer, so nothing could be read from it.',
      },
    ],
  }),
})

const noAnswer: Problem = {
  kind: 'network_error',
  code: 'no_answer',
  means: 'The file holds no answer to this request: none came, or the recording ended before.',
  remedy: 'Ask for a recording that goes on until the page stands still.',
}

const noReturn: Problem = {
  kind: 'network_error',
  code: 'no_callback',
  means: 'The file does not show the browser coming back from the login page.',
  remedy:
    'Look at the last page in the recording: the sign-in stopped there, or the recording did.',
}

async function redirected(hop: Found, step: RedirectStep, moment: Moment): Promise<Exchange> {
  const { request, response } = hop.entry
  const { at, journey, id } = moment
  const sent: HttpRequest = { method: 'GET', url: request.url, headers: [] }
  const back = returnOf(hop, journey)
  if (back?.back === undefined) {
    const refused = response !== undefined && response.status >= 400
    const exchange = { id: id(), step: step.id, route: 'navigation', built: sent, sent } as const
    const outcome = refused
      ? ({ kind: 'refused', response, problem: refusalOf(response, step.pitfalls) } as const)
      : ({ kind: 'failed', problem: noReturn } as const)
    return { ...exchange, startedAt: at, endedAt: at + hop.entry.ms, outcome }
  }
  const callback = back.back
  const endedAt = back.entry.startedAt || at
  // A server that knows one address only needs not be told it (RFC 6749 section 3.1.2.3).
  const redirect_uri = callback.replace(/[?#][\s\S]*$/, '')
  const context = contextAt(moment, endedAt)
  const pending = pendingOf(step, context, sent, { id: id(), at, redirect_uri })
  return await returned(step, context, pending, callback, endedAt)
}

/** By its state; without one, whatever came back next. */
function returnOf(hop: Found, journey: Journey): Found | undefined {
  const later = journey
    .slice(journey.findIndex(({ entry }) => entry === hop.entry))
    .filter(({ back }) => back !== undefined)
  const state = hop.parameters.get('state')
  const same = later.find(({ back }) => answerIn(back ?? '').get('state') === state)
  return same ?? later[0]
}
