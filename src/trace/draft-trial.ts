/** Finds out where a step writes which value: it is built again with a mark in the value's place. */

import { compose } from '../core/draft/compose.ts'
import type { Draft } from '../core/draft/draft.ts'
import { literal, placeholder } from '../core/draft/variables.ts'
import type { HttpRequest } from '../core/http.ts'
import { memoryKeys } from '../core/key-ring.ts'
import type { ValueName, Values } from '../core/values.ts'
import type { Context, RequestStep, VendorProfile } from '../core/vendor.ts'
import type { ReadyFrom } from './draft-ready.ts'
import { draftFrom } from './draft-request.ts'

/** Letters and digits only: they pass every encoding unchanged. */
const markOf = (at: number): string => `gwmark${at}kramwg`

export interface Trial {
  /** Values the walk knows. What it does not know is a name in every draft. */
  readonly known: readonly ValueName[]
  /** With marks for these; `undefined` when the step refuses. */
  request(marked: ReadonlySet<ValueName>): Promise<HttpRequest | undefined>
  /** With names for these. */
  draft(named: ReadonlySet<ValueName>): Promise<Draft | undefined>
  /** Whether that draft, with the walk's values, is the wanted request again. */
  agrees(named: ReadonlySet<ValueName>, wanted: HttpRequest): Promise<boolean>
}

export function trialOf(from: ReadyFrom, step: RequestStep): Trial {
  const { session, profile } = from
  const names = namesFor(from, step)
  // A value that begins with a slash ends the host; a mark in its place must do so, too.
  const marks = new Map(
    names.map((name, at) => [name, `${session.values[name]?.[0] === '/' ? '/' : ''}${markOf(at)}`]),
  )
  const isKnown = (name: ValueName) => (session.values[name] ?? '') !== ''
  const values: Record<ValueName, string> = {}
  for (const name of names)
    values[name] = (isKnown(name) ? session.values[name] : marks.get(name)) ?? ''

  async function request(marked: ReadonlySet<ValueName>): Promise<HttpRequest | undefined> {
    const mixed: Record<ValueName, string> = { ...session.values, ...values }
    for (const name of marked) mixed[name] = marks.get(name) ?? ''
    try {
      const built = await step.request(contextWith(mixed, from))
      const merged = names.find((name) => !isKnown(name) && joinsHost(built, marks.get(name) ?? ''))
      if (merged === undefined) return built
      values[merged] = `/${marks.get(merged)}`
      marks.set(merged, values[merged])
      return await request(marked)
    } catch {
      // A mark is no JSON, no path and no number: a step may refuse it, and keeps the value then.
      return undefined
    }
  }

  async function draft(named: ReadonlySet<ValueName>): Promise<Draft | undefined> {
    const built = await request(named)
    return built && draftFrom(withNames(built, marks), { id: step.id, name: step.title })
  }

  return {
    known: names.filter(isKnown),
    request,
    draft,
    async agrees(named, wanted) {
      const tried = await draft(named)
      if (tried === undefined) return false
      const composed = await compose(tried, {
        session: { ...session, values, facts: profile.values, origins: [originOf(wanted)] },
        ...{ approved: [], now: from.now, random: steady },
      })
      return composed.kind === 'request' && same(composed.request, wanted)
    },
  }
}

/** What this step and those before it name. An optional field that is empty stays empty: the request is another one without it. */
function namesFor({ flow, session }: ReadyFrom, step: RequestStep): readonly ValueName[] {
  const steps = flow.steps.slice(0, flow.steps.indexOf(step) + 1)
  const fields = steps.flatMap(({ asks }) => asks ?? [])
  const left = new Set(
    fields
      .filter(({ name, optional, when }) => {
        const asked = when?.(session.values, session.target) ?? true
        return (optional || !asked) && (session.values[name] ?? '') === ''
      })
      .map(({ name }) => name),
  )
  const named = steps.flatMap(({ needs, gives }) => [...needs, ...gives])
  return [...new Set([...named, ...fields.map(({ name }) => name)])].filter(
    (name) => !left.has(name) || step.needs.includes(name),
  )
}

/** The value of an unknown name was a path: its mark, without a slash, went on with the host. */
const joinsHost = ({ url }: HttpRequest, mark: string): boolean =>
  URL.canParse(url) && new URL(url).hostname.includes(mark) && new URL(url).hostname !== mark

const originOf = ({ url }: HttpRequest): string => (URL.canParse(url) ? new URL(url).origin : '')

/** The same in every trial, so that trials can be compared. */
const steady = (bytes: number): string => 'r'.repeat(Math.ceil((bytes * 4) / 3))

function contextWith(values: Values, from: ReadyFrom): Context {
  const { session, profile, environment, now } = from
  return {
    ...{
      target: session.target,
      values,
      exchanges: session.exchanges,
      now,
      random: steady,
      keys: memoryKeys(),
    },
    need: (name) => values[name] ?? placeholder(name),
    at: (host = 'main') =>
      session.target === 'sandbox'
        ? `${environment.sandbox}/${profile.id}`
        : liveBase(values, profile, host),
  }
}

/** Where the walk does not say yet which host it is, the vendor's first one is as good as any. */
function liveBase(values: Values, profile: VendorProfile, host: string): string {
  const base = profile.hosts(values)[host]
  if (base !== undefined && URL.canParse(base)) return base
  return profile.origins[0] ?? `https://${placeholder('host')}`
}

function withNames(request: HttpRequest, marks: ReadonlyMap<ValueName, string>): HttpRequest {
  const name = (text: string) => {
    let named = literal(text)
    for (const [value, mark] of marks) named = named.replaceAll(mark, placeholder(value))
    return named
  }
  return {
    method: request.method,
    url: name(request.url),
    headers: request.headers.map(([key, value]) => [key, name(value)] as const),
    ...(request.body === undefined
      ? {}
      : { body: { ...request.body, data: name(request.body.data) } }),
  }
}

/** Headers in any order, their names in any case. */
export function same(a: HttpRequest, b: HttpRequest): boolean {
  const plain = ({ method, url, headers, body }: HttpRequest) =>
    JSON.stringify([
      method,
      url,
      headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`).sort(),
      body?.encoding,
      body?.data,
    ])
  return plain(a) === plain(b)
}
