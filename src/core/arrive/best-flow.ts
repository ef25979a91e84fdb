/** Whose sign-in a recording shows, and by which way in: the flow whose steps account for most of it. */
import type { Values } from '../values.ts'
import type { Flow } from '../vendor.ts'
import type { Match } from './places.ts'
import type { Place } from './step-prints.ts'
import type { Found, Journey } from './stitch.ts'

export interface Told {
  readonly hop: Found
  readonly match: Match
}

export interface Reading {
  readonly place: Place
  readonly flow: Flow
  readonly told: readonly Told[]
  /** Hops that are no step of this flow. */
  readonly rest: readonly Found[]
}

/** `undefined` when no vendor known here would have sent these requests. */
export function bestReading(journey: Journey): Reading | undefined {
  let best: Reading | undefined
  let most = 0
  for (const [place, flow] of candidates(journey)) {
    const reading = readingOf(journey, place, flow)
    // Paths alone, at an address that could be anybody's, tell a vendor only by its sign-in.
    if (place.guessed && !reading.told.some(({ hop }) => hop.role !== 'call')) continue
    const worth = worthOf(reading)
    if (worth > most) [best, most] = [reading, worth]
  }
  return best
}

/** In the order of the vendors and their flows, so that of equals the first is taken. */
function candidates(journey: Journey): readonly (readonly [Place, Flow])[] {
  const places = new Map<string, Place>()
  const flows = new Map<string, readonly [place: string, flow: Flow]>()
  for (const { place, print } of journey.flatMap(({ matches }) => matches)) {
    const key = `${place.vendor.profile.id} ${place.target}`
    const before = places.get(key)
    // Several hosts of one vendor: what each address says holds for all.
    if (before === undefined) places.set(key, place)
    else if (before !== place && !holds(before.values, place.values))
      places.set(key, { ...before, values: { ...place.values, ...before.values } })
    flows.set(`${key} ${print.flow.id}`, [key, print.flow])
  }
  return [...flows.values()].flatMap(([key, flow]) => {
    const place = places.get(key)
    return place === undefined ? [] : [[place, flow] as const]
  })
}

const holds = (values: Values, others: Values): boolean =>
  Object.keys(others).every((name) => Object.hasOwn(values, name))

function readingOf(journey: Journey, place: Place, flow: Flow): Reading {
  const told: Told[] = []
  const rest: Found[] = []
  for (const hop of journey) {
    const match = bestIn(hop, place, flow)
    if (match === undefined) rest.push(hop)
    else told.push({ hop, match })
  }
  return { place, flow, told, rest }
}

/** Of equals the earliest step: a lesson that repeats a call comes after the call. */
function bestIn(hop: Found, place: Place, flow: Flow): Match | undefined {
  const mine = hop.matches.filter(
    (match) =>
      match.print.flow.id === flow.id &&
      match.place.vendor === place.vendor &&
      match.place.target === place.target,
  )
  const at = ({ print }: Match) => flow.steps.findIndex(({ id }) => id === print.step.id)
  return mine.toSorted((one, other) => other.score - one.score || at(one) - at(other))[0]
}

/** What begins and ends a sign-in says more about it than the calls that follow. */
const worthOf = ({ told }: Reading): number =>
  told.reduce((sum, { hop, match }) => {
    const weight = hop.role === 'call' ? 1 : 10
    return sum + weight * Math.max(match.score, 0)
  }, 0)
