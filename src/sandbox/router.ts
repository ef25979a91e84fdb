/** Finds the endpoint of a method and a path. */
import { Fault, type Turn } from '../core/simulation.ts'
import type { ParameterPlace } from '../core/simulator.ts'

export interface Endpoint {
  /** `*` answers every method, and refuses the wrong ones itself. */
  readonly method: string
  /** `:name` takes one part of the path, a final `*` takes the rest. */
  readonly path: string
  readonly manner: 'json' | 'page'
  readonly parameters: readonly ParameterPlace[]
  run(turn: Turn): Promise<Response>
}

export interface Found {
  readonly endpoint: Endpoint
  readonly captured: Readonly<Record<string, string>>
}

/** The first endpoint that fits: write the narrower path first. */
export function find(endpoints: readonly Endpoint[], method: string, path: string): Found {
  const matches = endpoints.flatMap((endpoint) => {
    const captured = match(endpoint.path.split('/'), path.split('/'))
    return captured === undefined ? [] : [{ endpoint, captured }]
  })
  const found = matches.find(
    ({ endpoint }) => endpoint.method === method || endpoint.method === '*',
  )
  if (found !== undefined) return found
  const allow = [...new Set(matches.map(({ endpoint }) => endpoint.method))].join(', ')
  const fault =
    allow === '' ? new Fault('not_found') : new Fault('method_not_allowed', { allow, method })
  return { endpoint: { ...nowhere, run: () => Promise.reject(fault) }, captured: {} }
}

const nowhere = { method: '*', path: '', manner: 'json', parameters: [] } as const

function match(
  pattern: readonly string[],
  path: readonly string[],
): Record<string, string> | undefined {
  const captured: Record<string, string> = {}
  for (const [index, part] of pattern.entries()) {
    if (part === '*') return { ...captured, '*': path.slice(index).join('/') }
    const actual = path[index]
    if (actual === undefined) return undefined
    if (part.startsWith(':') && actual !== '') captured[part.slice(1)] = decoded(actual)
    else if (part !== actual) return undefined
  }
  return pattern.length === path.length ? captured : undefined
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
