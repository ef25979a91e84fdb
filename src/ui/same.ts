/** What is equal stays the very same value, so that the screen stands still. */
import type { Session } from '../core/session.ts'
import type { Flow } from '../core/vendor.ts'

/** An exchange is never edited: what is on screen stands still while what is stored is read back. */
export function sameExchanges(shown: Session, stored: Session): Session {
  const known = new Map(shown.exchanges.map((one) => [one.id, one]))
  return { ...stored, exchanges: stored.exchanges.map((one) => known.get(one.id) ?? one) }
}

/** Steps are data of the flow: the same ones are the same objects. */
export const sameSteps = (before: Flow, after: Flow) =>
  before.steps.length === after.steps.length &&
  before.steps.every((step, index) => step === after.steps[index])
