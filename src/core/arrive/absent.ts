/** Which secrets a walk that arrived has to ask for again. */
import type { Session } from '../session.ts'
import { factOf, type ValueName } from '../values.ts'
import type { Flow, VendorProfile } from '../vendor.ts'

/** The secrets that a step asks the person for here and now, and that are not known. */
export function askedAgain(
  session: Session,
  profile: VendorProfile,
  flow: Flow,
): readonly ValueName[] {
  const fields = flow.steps
    .filter((step) => step.when?.(session.values, session.target) ?? true)
    .flatMap((step) => step.asks ?? [])
    .filter((field) => field.optional !== true)
    .filter((field) => field.when?.(session.values, session.target) ?? true)
  const lacking = fields.filter(
    ({ name }) =>
      (session.values[name] ?? '') === '' && factOf(profile.values, name).sensitivity === 'secret',
  )
  return [...new Set(lacking.map(({ name }) => name))]
}

/** What opens something stands in the walk in clear. */
export const holdsSecrets = (session: Session, profile: VendorProfile): boolean =>
  Object.entries(session.values).some(
    ([name, value]) => value !== '' && factOf(profile.values, name).sensitivity === 'secret',
  )
