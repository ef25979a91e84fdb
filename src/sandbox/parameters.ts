/** The parameters of a request, wherever a vendor allows them to stand. */
import type { Parameters } from '../core/simulation.ts'
import type { ParameterPlace } from '../core/simulator.ts'

type Pairs = readonly (readonly [string, string])[]

export interface Parts {
  readonly query: URLSearchParams
  readonly contentType: string
  readonly body: string
}

/** Merges the places in order: the first place that has a name wins `get`. */
export function parametersOf(places: readonly ParameterPlace[], parts: Parts): Parameters {
  const pairs = places.flatMap((place) => readers[place](parts))
  const all = (name: string): string[] =>
    pairs.filter(([candidate]) => candidate === name).map(([, value]) => value)
  return {
    // An empty value counts as absent (RFC 6749 section 3.1).
    get: (name) => all(name).find((value) => value !== ''),
    all,
    names: () => [...new Set(pairs.map(([name]) => name))],
  }
}

const readers: Readonly<Record<ParameterPlace, (parts: Parts) => Pairs>> = {
  query: ({ query }) => [...query],
  form: ({ contentType, body }) =>
    mediaType(contentType) === 'application/x-www-form-urlencoded'
      ? [...new URLSearchParams(body)]
      : [],
  json: ({ contentType, body }) =>
    mediaType(contentType) === 'application/json' ? jsonPairs(body) : [],
}

const mediaType = (contentType: string): string =>
  (contentType.split(';')[0] ?? '').trim().toLowerCase()

function jsonPairs(body: string): Pairs {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
    return Object.entries(value).flatMap(([name, one]: [string, unknown]) =>
      typeof one === 'string' || typeof one === 'number' ? [[name, String(one)] as const] : [],
    )
  } catch {
    return []
  }
}
