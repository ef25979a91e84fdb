/** When a client may ask again what a person still decides elsewhere (RFC 8628 section 3.5, CIBA Core 11). */
import type { Exchange } from './session.ts'
import type { Context } from './vendor.ts'

/** RFC 8628 section 3.2: when the server names no interval. */
const USUAL_SECONDS = 5
/** RFC 8628 section 3.5: for this and all later requests. */
const SLOWER_SECONDS = 5
/** Nobody answered so many times in a row: something else is wrong. */
const MOST_FAILURES = 3

const says = ({ outcome }: Exchange, code: string): boolean =>
  outcome.kind === 'refused' && outcome.problem.code === code

/** No code lives longer than a day, and a browser's timer of more than 24 days does not wait at all. */
const MOST_SECONDS = 86_400

const named = (text: string | undefined): number => {
  const seconds = Number(text)
  return seconds > 0 ? Math.min(seconds, MOST_SECONDS) : USUAL_SECONDS
}

/**
 * The wait before the next poll in milliseconds, or `undefined` when the answer was the last.
 * @param start the step that began what is polled for: what was said to earlier tries does not count
 */
export function nextPoll(
  start: string,
  { values, exchanges }: Context,
  exchange: Exchange,
): number | undefined {
  const begun = exchanges.findLastIndex(
    ({ step, outcome }) => step === start && outcome.kind === 'accepted',
  )
  const polls = exchanges.slice(begun + 1).filter(({ step }) => step === exchange.step)
  const slower = polls.filter((one) => says(one, 'slow_down')).length * SLOWER_SECONDS
  const seconds = named(values['interval']) + slower
  if (says(exchange, 'authorization_pending') || says(exchange, 'slow_down')) return seconds * 1000
  if (exchange.outcome.kind !== 'failed') return undefined
  // No answer at all: less and less often, as the section asks.
  const answered = polls.findLastIndex(({ outcome }) => outcome.kind !== 'failed')
  const failures = polls.length - 1 - answered
  return failures > MOST_FAILURES ? undefined : seconds * 1000 * 2 ** failures
}
