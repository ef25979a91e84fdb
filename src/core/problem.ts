/** An error as data: what happened, in whose words, what it most likely means, and what to try. */
import type { Link } from './source.ts'

/** The classes every surprise falls into; the screen has one manner for each. */
export type ProblemKind =
  | 'missing_value' // a field is empty
  | 'bad_input' // a field cannot be right
  | 'network_error' // nobody answered
  | 'relay_refused' // our relay would not go there
  | 'oauth_error' // the server said no, in RFC 6749's form
  | 'vendor_error' // the server said no, in its own form
  | 'malformed_response' // the answer cannot be read as what it should be
  | 'security_stop' // going on would be unsafe
  | 'limit_reached' // too large, too slow, too many
  | 'not_sent' // there was no need to

export interface Problem {
  readonly kind: ProblemKind
  /** Stable, for tests and for searching: `invalid_grant`, `state_mismatch`, `no_answer`, … */
  readonly code: string
  /** The server's own words, untouched. */
  readonly said?: string
  /** One sentence: the most likely cause. */
  readonly means: string
  /** One sentence: what to try. */
  readonly remedy: string
  readonly source?: Link
}

/** A person is still deciding, and the step asks again by itself: no refusal yet (RFC 8628 section 3.5). */
export const isEarly = (code: string): boolean => /^(authorization_pending|slow_down)$/.test(code)

/** Thrown small by steps and parsers; `run` turns it into an outcome, once. */
export class Refusal extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.means)
    this.name = 'Refusal'
    this.problem = problem
  }
}

export const missing = (name: string, label: string): Problem => ({
  kind: 'missing_value',
  code: 'missing_value',
  means: `${label} (${name}) is not known yet.`,
  remedy: `Fill in ${label}, or run the step that gives it.`,
})

/** The one place where anything thrown becomes a Problem. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Refusal) return thrown.problem
  return {
    kind: 'malformed_response',
    code: 'unexpected',
    means: `Grantwalk could not make sense of this: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    remedy: 'The raw exchange is kept. Please report this as a bug, with a redacted copy of it.',
  }
}
