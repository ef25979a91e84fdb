/** What is equal stays the very same value, so that the screen stands still. */
import type { Session } from '../core/session.ts'
import type { Flow } from '../core/vendor.ts'
import type { Secret } from '../trace/secrets.ts'

/**
 * What is stored, made of what is on screen as far as the two agree, and the very session on screen where
 * they agree in everything. An exchange is never edited: its id says which it is.
 */
export function sameWhere(shown: Session, stored: Session): Session {
  if (saysSame(namingExchanges(shown), namingExchanges(stored))) return shown
  const known = new Map(shown.exchanges.map((one) => [one.id, one]))
  return { ...stored, exchanges: stored.exchanges.map((one) => known.get(one.id) ?? one) }
}

const namingExchanges = (session: Session) => ({
  ...session,
  exchanges: session.exchanges.map(({ id }) => id),
})

/** Steps are data of the flow: the same ones are the same objects. */
export const sameSteps = (before: Flow, after: Flow) =>
  before.steps.length === after.steps.length &&
  before.steps.every((step, index) => step === after.steps[index])

/** By name, too: a short one is looked for only beside its name. */
export const sameSecrets = (before: readonly Secret[], after: readonly Secret[]) =>
  before.length === after.length &&
  before.every(({ name, value }, at) => name === after[at]?.name && value === after[at]?.value)

/** Of plain data. */
export const saysSame = (before: unknown, after: unknown): boolean =>
  JSON.stringify(before) === JSON.stringify(after)
