/** What a test hands to `readArrival`: every vendor, no clock but its own, nobody waiting. */
import { vendors } from '../../vendors/index.ts'
import type { Arrival, ArrivedSession, Arriving } from './arrival.ts'

export function arriving(more: Partial<Arriving> = {}): Arriving {
  let count = 0
  return {
    id: () => `new-${(count += 1)}`,
    now: () => Date.UTC(2026, 10, 21),
    waiting: [],
    vendors,
    environment: (vendor) => ({
      callback: `http://localhost:7861/callback/${vendor}`,
      sandbox: 'http://localhost:7862',
    }),
    ...more,
  }
}

/** Where no vendor stands for every server. */
export const withoutAny = (given: Arriving): Arriving => ({
  ...given,
  vendors: given.vendors.filter(({ profile }) => profile.id !== 'generic'),
})

/** @throws Error with what it was instead */
export function walksIn(arrival: Arrival): readonly ArrivedSession[] {
  if (arrival.kind === 'sessions') return arrival.sessions
  throw new Error(
    JSON.stringify(arrival.kind === 'problem' ? arrival.problem : arrival).slice(0, 500),
  )
}

export const codesOf = (notes: readonly { readonly code: string }[]): readonly string[] =>
  notes.map(({ code }) => code)
