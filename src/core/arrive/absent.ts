/** Which secrets a walk that arrived has to ask for again. */
import type { Session } from '../session.ts'
import { factOf, type ValueName } from '../values.ts'
import type { Flow, VendorProfile } from '../vendor.ts'

/** The secrets that a step on the way still asks the person for, and that are not known. */
export function askedAgain(
  session: Session,
  profile: VendorProfile,
  flow: Flow,
): readonly ValueName[] {
  const fields = flow.steps
    .filter((step) => step.when?.(session.values, session.target) ?? true)
    .filter((step) => step.optional !== true && !isDone(step.gives, session))
    .flatMap((step) => step.asks ?? [])
    .filter((field) => field.optional !== true)
    .filter((field) => field.when?.(session.values, session.target) ?? true)
  const lacking = fields.filter(
    ({ name }) =>
      (session.values[name] ?? '') === '' && factOf(profile.values, name).sensitivity === 'secret',
  )
  return [...new Set(lacking.map(({ name }) => name))]
}

/** What it would give is there already. */
const isDone = (gives: readonly ValueName[], { values }: Session): boolean =>
  gives.length > 0 && gives.every((name) => (values[name] ?? '') !== '')

/** What opens something stands in the walk in clear. */
export const holdsSecrets = (session: Session, profile: VendorProfile): boolean =>
  Object.entries(session.values).some(
    ([name, value]) => value !== '' && factOf(profile.values, name).sensitivity === 'secret',
  )
