/** Which vendors a recorded address can belong to: live by its origin, or the simulator by its path. */
import type { Values } from '../values.ts'
import type { Environment, Flow, Vendor } from '../vendor.ts'
import { type Place, type Print, partsOf, printsOf } from './step-prints.ts'

export interface Atlas {
  readonly vendors: readonly Vendor[]
  readonly environment: (vendor: string) => Environment
}

/** A request that a vendor's step would send. */
export interface Match {
  readonly place: Place
  readonly print: Print
  /** The values that stand in its path. */
  readonly values: Values
  /** How sure it is; comparable between the prints of one request only. */
  readonly score: number
}

/** Something asked about each request of a file; it remembers what it learnt about an address. */
export type Matcher = (
  method: string,
  url: URL,
  parameters: ReadonlyMap<string, string>,
) => Promise<readonly Match[]>

const PROBE = 'https://address.invalid'

export function matcherOf(atlas: Atlas): Matcher {
  const places = new Map<string, Promise<readonly Known[]>>()
  const anywhere = once((vendor) => printsAnywhere(atlas, vendor))
  return async (method, url, parameters) => {
    const key = `${url.origin}/${sandboxed(atlas, url)?.profile.id ?? ''}`
    const known = places.get(key) ?? knownAt(atlas, url, anywhere)
    places.set(key, known)
    const asked = { method, url, parameters }
    const all = (await known).flatMap((one) => matchesAt(one, asked))
    return all.toSorted((one, other) => other.score - one.score)
  }
}

export const matchesAt = ({ place, prints }: Known, asked: Asked): readonly Match[] =>
  prints.flatMap((print) => {
    const fit = fitOf(place, print, asked)
    return fit === undefined ? [] : [{ place, print, ...fit }]
  })

type Anywhere = (vendor: Vendor) => Promise<readonly Print[]>

function once(make: Anywhere): Anywhere {
  const made = new Map<Vendor, Promise<readonly Print[]>>()
  return (vendor) => {
    const prints = made.get(vendor) ?? make(vendor)
    made.set(vendor, prints)
    return prints
  }
}

interface Known {
  readonly place: Place
  readonly prints: readonly Print[]
}

const sandboxed = ({ vendors, environment }: Atlas, url: URL): Vendor | undefined =>
  vendors.find(({ profile: { id } }) =>
    `${url.origin}${url.pathname}/`.startsWith(`${environment(id).sandbox}/${id}/`),
  )

async function knownAt(atlas: Atlas, url: URL, anywhere: Anywhere): Promise<readonly Known[]> {
  const simulated = sandboxed(atlas, url)
  const known: Known[] = []
  for (const vendor of simulated === undefined ? atlas.vendors : [simulated]) {
    const environment = atlas.environment(vendor.profile.id)
    const values = simulated === undefined ? await leadingTo(vendor, url.origin) : {}
    if (values === undefined) continue
    const target = simulated === undefined ? 'live' : 'sandbox'
    const guessed = simulated === undefined && vendor.profile.origins.length === 0
    const place: Place = { vendor, environment, target, values, guessed }
    known.push({ place, prints: await (guessed ? anywhere(vendor) : printsOf(place)) })
  }
  return known
}

/** The paths of a vendor that may stand anywhere are the same everywhere. */
async function printsAnywhere(atlas: Atlas, vendor: Vendor): Promise<readonly Print[]> {
  const environment = atlas.environment(vendor.profile.id)
  const values = await leadingTo(vendor, PROBE)
  return values === undefined
    ? []
    : printsOf({ vendor, environment, target: 'live', values, guessed: true })
}

/** The values with which one of a vendor's hosts is this origin; `undefined` when it never is. */
async function leadingTo({ profile, flows }: Vendor, origin: string): Promise<Values | undefined> {
  const leads = (values: Values) =>
    Object.values(profile.hosts(values)).some(
      (base) => URL.canParse(base) && new URL(base).origin === origin,
    )
  if (profile.origins.length > 0 && !profile.origins.includes(origin)) return undefined
  if (leads({})) return {}
  const choices = switches(await flows())
  const chosen = choices.find((values) => leads(values))
  if (chosen !== undefined || profile.origins.length > 0) return chosen
  const names = Object.keys(profile.values)
  const name = names.find((one) => Object.values(profile.hosts({ [one]: PROBE })).includes(PROBE))
  return name === undefined ? undefined : { [name]: origin }
}

const switches = (flows: readonly Flow[]): readonly Values[] =>
  flows
    .flatMap(({ steps }) => steps.flatMap((step) => step.asks ?? []))
    .flatMap(({ name, choices }) =>
      typeof choices === 'object' ? choices.map(({ value }) => ({ [name]: value })) : [],
    )

interface Asked {
  readonly method: string
  readonly url: URL
  readonly parameters: ReadonlyMap<string, string>
}

/** The path must be the step's; what else differs only makes it less likely: it may be the fault looked for. */
function fitOf(
  place: Place,
  print: Print,
  asked: Asked,
): Omit<Match, 'place' | 'print'> | undefined {
  const parts = partsOf(asked.url)
  if (parts.length !== print.path.length) return undefined
  if (!place.guessed && print.origin !== asked.url.origin) return undefined
  const values: Record<string, string> = {}
  let score = 0
  for (const [index, wanted] of print.path.entries()) {
    const part = parts[index] ?? ''
    if (typeof wanted !== 'string') values[wanted.name] = part
    else if (wanted === part) score += 4
    else return undefined
  }
  if (print.method !== asked.method.toUpperCase()) {
    // Elsewhere another method is another call; a sign-in has one call at one address.
    if (print.trait === undefined || print.step.kind === 'redirect') return undefined
    score -= 4
  }
  return { values, score: score + traitScore(print, asked.parameters) - (place.guessed ? 1 : 0) }
}

function traitScore({ trait }: Print, parameters: ReadonlyMap<string, string>): number {
  if (trait === undefined) return 0
  const said = parameters.get(trait.name)
  if (said === undefined) return 0
  const words = (text: string) => text.split(' ').toSorted().join(' ')
  return words(said) === words(trait.value) ? 5 : -3
}
