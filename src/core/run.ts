/** Runs one step: sends the request that was shown, judges the answer, and never throws. */
import type { Callback } from './callback.ts'
import type { HttpRequest, HttpResponse } from './http.ts'
import { type Problem, problemOf } from './problem.ts'
import type { Exchange, Outcome, Pending, Route } from './session.ts'
import type { Context, Receipt, RedirectStep, RequestStep } from './vendor.ts'
import type { Wire } from './wire.ts'

/** What came of sending: an answer, or the reason there is none. */
export type Answer =
  | { readonly kind: 'answered'; readonly response: HttpResponse; readonly wire?: Wire }
  | { readonly kind: 'failed'; readonly problem: Problem; readonly wire?: Wire }

/** @param patience milliseconds to wait for an answer; the relay's own limit unless told */
export type Send = (request: HttpRequest, signal: AbortSignal, patience?: number) => Promise<Answer>

export interface Sending {
  readonly id: string
  readonly route: Route
  readonly built: HttpRequest
  readonly sent: HttpRequest
  readonly send: Send
  readonly now: () => number
  readonly signal: AbortSignal
}

/** `accepted`, or the refusal that was thrown on the way. */
async function judge(
  response: HttpResponse | undefined,
  receive: () => Receipt | Promise<Receipt>,
): Promise<Outcome> {
  const answered = response === undefined ? {} : { response }
  try {
    const { gained, findings = [] } = await receive()
    return { kind: 'accepted', ...answered, gained, findings }
  } catch (thrown) {
    return { kind: 'refused', ...answered, problem: problemOf(thrown) }
  }
}

export async function run(
  step: RequestStep,
  context: Context,
  sending: Sending,
): Promise<Exchange> {
  const { id, route, built, sent, send, now, signal } = sending
  const startedAt = now()
  const answer = await send(sent, signal).catch(
    (thrown: unknown): Answer => ({ kind: 'failed', problem: problemOf(thrown) }),
  )
  const outcome: Outcome =
    answer.kind === 'failed'
      ? { kind: 'failed', problem: answer.problem }
      : await judge(answer.response, () => step.receive(context, answer.response, sent))
  const wire = answer.wire === undefined ? {} : { wire: answer.wire }
  return { id, step: step.id, route, startedAt, endedAt: now(), built, sent, ...wire, outcome }
}

/** What leaving for a login page must remember, frozen so that the answer can be held against it. */
export function pendingOf(
  step: RedirectStep,
  request: HttpRequest,
  identity: { readonly id: string; readonly at: number; readonly redirect_uri: string },
): Pending {
  const query = new URL(request.url).searchParams
  return {
    exchange: identity.id,
    step: step.id,
    startedAt: identity.at,
    request,
    state: query.get('state') ?? '',
    redirect_uri: query.get('redirect_uri') ?? identity.redirect_uri,
  }
}

/** The exchange a redirect became once the browser is back. `read` is the strict parser's verdict. */
export async function returned(
  step: RedirectStep,
  context: Context,
  pending: Pending,
  callback: string,
  at: number,
  read: () => Callback,
): Promise<Exchange> {
  const receive = async (): Promise<Receipt> => {
    const { parameters, findings } = read()
    const receipt = await step.receive(context, parameters)
    return { ...receipt, findings: [...findings, ...(receipt.findings ?? [])] }
  }
  return {
    id: pending.exchange,
    step: step.id,
    route: 'navigation',
    startedAt: pending.startedAt,
    endedAt: at,
    built: pending.request,
    sent: pending.request,
    callback,
    outcome: await judge(undefined, receive),
  }
}
