/** The sign-ins in a recording: which of its requests belong together. */
import { headerOf, headersOf } from '../http.ts'
import type { HarEntry } from './har.ts'
import { callOf, type Hop, hopOf } from './hop.ts'
import type { Match, Matcher } from './places.ts'

export interface Found extends Hop {
  /** The steps that send such a request, the likeliest first. */
  readonly matches: readonly Match[]
}

/** The hops of one sign-in and of what followed from it, in the order in which they began. */
export type Journey = readonly Found[]

/** The requests that matter, of hundreds that do not. */
export async function hopsOf(
  entries: readonly HarEntry[],
  match: Matcher,
): Promise<readonly Found[]> {
  const found: Found[] = []
  for (const entry of entries) {
    // Asked for by the browser before the request itself (CORS); nobody's step.
    if (entry.request.method.toUpperCase() === 'OPTIONS') continue
    const said = hopOf(entry)
    const hop = said ?? callOf(entry)
    const { request } = entry
    const matches = await match(request.method, new URL(request.url), hop.parameters)
    if (said === undefined && matches.length === 0 && hop.keys.length === 0) continue
    found.push({ ...hop, keys: [...hop.keys, ...loginKeys(entry, matches)], matches })
  }
  const ordered = found.toSorted((one, other) => one.entry.startedAt - other.entry.startedAt)
  return withRegistered(ordered.filter((hop) => hop.matches.length > 0 || isTied(hop, ordered)))
}

/** A token in an API call of a stranger counts only when this file shows where it came from, or went. */
function isTied(hop: Found, all: readonly Found[]): boolean {
  if (hop.role !== 'call') return true
  return all.some(
    (other) => other.role !== 'call' && other.keys.some((key) => hop.keys.includes(key)),
  )
}

/** Where a vendor's own login is part of the flow, its cookies tie the steps together. */
function loginKeys({ request, response }: HarEntry, matches: readonly Match[]): readonly string[] {
  if (matches.length === 0) return []
  const set = response === undefined ? [] : headersOf(response, 'set-cookie')
  const pairs = [...set.map((line) => line.split(';')[0] ?? ''), ...cookiesOf(request)]
  return pairs.filter((pair) => pair.length > 20).map((pair) => `cookie ${pair.trim()}`)
}

const cookiesOf = (request: HarEntry['request']): readonly string[] =>
  (headerOf(request, 'cookie') ?? '').split(';').filter((pair) => pair.includes('='))

/** A client that was registered in this recording ties its requests to its registration. */
function withRegistered(hops: readonly Found[]): readonly Found[] {
  const made = new Set(
    hops.flatMap(({ role, entry }) => {
      const id = /"client_id"\s*:\s*"([^"\\]+)"/.exec(entry.response?.body.data ?? '')?.[1]
      return role === 'register' && id !== undefined ? [id] : []
    }),
  )
  return hops.map((hop) => {
    const registered = /"client_id"\s*:\s*"([^"\\]+)"/.exec(
      hop.entry.response?.body.data ?? '',
    )?.[1]
    const id = hop.role === 'register' ? registered : hop.parameters.get('client_id')
    return id !== undefined && made.has(id) ? { ...hop, keys: [...hop.keys, `client ${id}`] } : hop
  })
}

export function journeysOf(hops: readonly Found[]): readonly Journey[] {
  const groups = new Groups(hops.length)
  const first = new Map<string, number>()
  const tie = (key: string, index: number) => {
    const before = first.get(key)
    if (before === undefined) first.set(key, index)
    else groups.join(before, index)
  }
  for (const [index, hop] of hops.entries()) {
    for (const key of hop.keys) tie(key, index)
    const own = ownClient(hop)
    if (own !== undefined) tie(own, index)
  }
  adopt(hops, groups)
  const journeys = new Map<number, Found[]>()
  for (const [index, hop] of hops.entries()) {
    const root = groups.rootOf(index)
    journeys.set(root, [...(journeys.get(root) ?? []), hop])
  }
  return [...journeys.values()]
}

/** Nothing comes before these grants: the same client at the same server goes on, or tries again. */
function ownClient({ role, parameters, entry }: Found): string | undefined {
  if (
    role !== 'token' ||
    !/^(?:client_credentials|password)$/.test(parameters.get('grant_type') ?? '')
  )
    return undefined
  const { request } = entry
  const client = parameters.get('client_id') ?? headerOf(request, 'authorization') ?? ''
  return `own ${new URL(request.url).origin} ${client}`
}

/** What shows nothing that ties it, often because the browser left it out, follows what went before at that vendor. */
function adopt(hops: readonly Found[], groups: Groups): void {
  const headed = new Set(hops.flatMap((hop, index) => (begins(hop) ? [groups.rootOf(index)] : [])))
  const latest = new Map<string, number>()
  const early: { readonly server: string; readonly index: number }[] = []
  for (const [index, hop] of hops.entries()) {
    const server = serverOf(hop)
    if (server === undefined) continue
    const before = latest.get(server)
    if (headed.has(groups.rootOf(index))) latest.set(server, index)
    else if (before === undefined) early.push({ server, index })
    else groups.join(before, index)
  }
  // Before the sign-in of this server, or without one: these belong together at least.
  const first = new Map<string, number>()
  for (const { server, index } of early) {
    const other = latest.get(server) ?? first.get(server)
    if (other === undefined) first.set(server, index)
    else groups.join(other, index)
  }
}

/** A code or a refresh token that nothing in the file gave belongs to what went before. */
const begins = ({ role, parameters }: Found): boolean =>
  role === 'token'
    ? !/^(?:refresh_token|authorization_code)$/.test(parameters.get('grant_type') ?? '')
    : role !== 'call'

/** A vendor at home is one server, on however many hosts. */
function serverOf({ matches: [match], entry }: Found): string | undefined {
  if (match === undefined) return undefined
  const { vendor, guessed, target } = match.place
  const { origin } = new URL(entry.request.url)
  return `${vendor.profile.id} ${target} ${guessed ? origin : ''}`
}

/** Sets that grow together (union by the smaller index). */
class Groups {
  readonly #parents: number[]

  constructor(count: number) {
    this.#parents = Array.from({ length: count }, (_, index) => index)
  }

  rootOf(index: number): number {
    let at = index
    for (let up = this.#parents[at] ?? at; up !== at; up = this.#parents[at] ?? at) {
      this.#parents[at] = this.#parents[up] ?? up
      at = up
    }
    return at
  }

  join(one: number, other: number): void {
    const [low, high] = [this.rootOf(one), this.rootOf(other)].toSorted((a, b) => a - b)
    if (low === undefined || high === undefined || low === high) return
    this.#parents[high] = low
  }
}
