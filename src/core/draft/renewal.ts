/** The step that gets a new access token for a walk right now, if there is one (RFC 6749 section 6). */
import { problemsOf, statusOf } from '../flow.ts'
import { isTokenStep } from '../renews.ts'
import type { Session } from '../session.ts'
import type { Flow, RequestStep, Step } from '../vendor.ts'

/** A refresh first; else the same credentials once more, where they are the client's own. */
export function renewalOf(flow: Flow, session: Session): RequestStep | undefined {
  const steps = flow.steps.filter(isTokenStep).filter((step) => canRun(flow, step, session))
  const knows = (name: string) => (session.values[name] ?? '') !== ''
  const uses = (step: Step, name: string) =>
    step.needs.includes(name) || (step.asks?.some((field) => field.name === name) ?? false)
  return (
    steps.find((step) => uses(step, 'refresh_token') && knows('refresh_token')) ??
    // A code is good for one use, and a password is the person's: neither is sent again unasked.
    steps.find((step) => !spent.some((name) => uses(step, name)))
  )
}

const spent = ['refresh_token', 'code', 'password', 'username'] as const

const canRun = (flow: Flow, step: Step, session: Session): boolean =>
  statusOf(flow, step, session).kind !== 'locked' && problemsOf(step, session).length === 0
