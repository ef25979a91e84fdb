/** Runs one step: sends the request that was shown, judges the answer, and never throws. */
import type { HttpRequest, HttpResponse } from './http.ts'
import { type Problem, problemOf } from './problem.ts'
import type { Exchange, Outcome, Route } from './session.ts'
import type { Context, Receipt, RequestStep } from './vendor.ts'
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
export async function judge(
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
