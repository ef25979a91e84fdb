/** Which values are looked for in all that leaves, wherever and however they are written. */
import { claimsOf } from '../../core/answer/jwt.ts'
import type { Session } from '../../core/session.ts'
import { factOf, standardValues } from '../../core/values.ts'
import type { Flow, VendorProfile } from '../../core/vendor.ts'
import type { Facts, Secret } from '../secrets.ts'
import type { Label, Met } from './labels.ts'
import { ONE_TIME, OWN_WORDS, PERSONAL_NAMES, PUBLIC_NAMES, SAFE_HEADERS } from './names.ts'

/** Shorter ones stand in ordinary words; they are masked where they have a name (threat model, d.3). */
const SHORTEST = 6
/** From here on no word of ours holds a secret by coincidence. */
const COINCIDENCE = 16

/** Declared public, and no secret anywhere: a server may repeat it under any name. */
export function openValues(
  session: Session,
  facts: Facts,
  secrets: readonly Secret[],
): ReadonlySet<string> {
  const gained = session.exchanges.flatMap(({ outcome }) =>
    outcome.kind === 'accepted' ? Object.entries(outcome.gained) : [],
  )
  const open = [...Object.entries(session.values), ...gained]
    .filter(([name]) => factOf(facts, name).sensitivity === 'public' && !ONE_TIME.has(name))
    .map(([, value]) => value)
  const secret = new Set(secrets.map(({ value }) => value))
  return new Set(open.filter((value) => !secret.has(value)))
}

/** Values of undeclared names that are looked for in every encoding. */
const MOST_STRANGERS = 40

export interface Hunted {
  /** Looked for in every encoding. */
  readonly secrets: readonly Secret[]
  /** Of a long list of strangers, the rest: looked for as they are, word for word. */
  readonly words: ReadonlySet<string>
}

export function huntedOf(
  met: Iterable<Met>,
  declared: readonly Secret[],
  own: ReadonlySet<string>,
): Hunted {
  const ours = [...own].join('\n').toLowerCase()
  const known = new Set(declared.map(({ value }) => value))
  const hunted = [...met]
    .filter((one) => one.hunted && one.value.trim().length >= SHORTEST)
    .filter(({ value }) => value.length >= COINCIDENCE || !ours.includes(value.toLowerCase()))
  const strangers = hunted.filter(({ value }) => !known.has(value))
  const secrets = [
    ...hunted.filter(({ value }) => known.has(value)),
    ...strangers.slice(0, MOST_STRANGERS),
  ]
  return {
    secrets: secrets.map(({ name, value }) => ({ name, value })),
    words: new Set(strangers.slice(MOST_STRANGERS).map(({ value }) => value)),
  }
}

/** What every export of this walk says in any case. */
export function ownWords(
  session: Session,
  profile: VendorProfile,
  flow: Flow,
): ReadonlySet<string> {
  const steps = flow.steps.flatMap((step) => [step.id, step.title, step.phase])
  return new Set([
    ...[...OWN_WORDS, ...PUBLIC_NAMES, ...PERSONAL_NAMES, ...SAFE_HEADERS],
    ...[...Object.keys(standardValues), ...Object.keys(profile.values)],
    ...[profile.id, profile.name, profile.product, flow.id, flow.title, ...steps],
    ...[session.vendor, session.flow],
  ])
}

/** Who a token is about is written in it, and may stand in other places in clear. */
export function meetClaims(met: Iterable<Met>, open: ReadonlySet<string>, label: Label): void {
  for (const { value } of [...met]) {
    const claims = value.length > 100_000 ? undefined : claimsOf(value)?.claims
    for (const [name, claim] of Object.entries(claims ?? {}))
      if (typeof claim === 'string' && PERSONAL_NAMES.has(name.toLowerCase()) && !open.has(claim))
        label(name, claim, /[@\s\d]/.test(claim))
  }
}
