/** What every mask asks: may a value be shown under this name, and if not, what stands there instead. */
import { factOf, standardValues } from '../../core/values.ts'
import type { Facts } from '../secrets.ts'
import type { Label } from './labels.ts'
import type { Include } from './leaving.ts'
import { ONE_TIME, PERSONAL_NAMES, PUBLIC_NAMES } from './names.ts'

export interface Masks {
  readonly label: Label
  /** Text that stays: what is known to be secret, or has the shape of it, is cut out. */
  readonly text: (text: string) => string
  readonly facts: Facts
  /** Values that are declared public where they have a name: no secret in any other place. */
  readonly open: ReadonlySet<string>
  readonly include: Include
}

const declaredName = (name: string, facts: Facts): string | undefined =>
  [name, name.toLowerCase()].find(
    (one) => Object.hasOwn(facts, one) || Object.hasOwn(standardValues, one),
  )

/** Is it looked for in other places, too? Everyday words under names nobody declared are not: `default`. */
export const isHunted = (name: string, value: string, { facts }: Masks): boolean =>
  declaredName(name, facts) !== undefined || looksLikeCredential(value) || /[@\s]/.test(value)

export type Showing = 'shown' | 'hidden' | 'unknown'

/** Under a name nobody declared: too short to open anything, or known to be public. */
export const isHarmless = (value: string, { open, include }: Masks): boolean =>
  value.length <= 4 || value === 'false' || open.has(value) || include.bodies === true

/** `unknown`: nobody declared the name, so nobody knows what stands there. */
export function showing(name: string, { facts, include }: Masks): Showing {
  const lower = name.toLowerCase()
  if (ONE_TIME.has(lower)) return 'hidden'
  const declared = declaredName(name, facts)
  if (declared !== undefined) {
    const { sensitivity } = factOf(facts, declared)
    if (sensitivity === 'public') return 'shown'
    return sensitivity === 'personal' && include.personal === true ? 'shown' : 'hidden'
  }
  if (PERSONAL_NAMES.has(lower)) return include.personal === true ? 'shown' : 'hidden'
  return PUBLIC_NAMES.has(lower) ? 'shown' : 'unknown'
}

/** Words, numbers, dates and addresses are no credentials; what could be one is looked for everywhere. */
export const looksLikeCredential = (value: string): boolean =>
  value.length >= 12 && !/\s/.test(value) && /\d/.test(value) && !isDate(value) && !isAddress(value)

const isAddress = (value: string): boolean => /^(?:https?:\/\/|\/[\w.-]+[/?])/i.test(value)

export const isDate = (value: string): boolean =>
  /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/.test(value)
