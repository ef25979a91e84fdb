/** The values of a walk that a recorded or pasted request says: its parameters, its path, its credentials. */
import { headerOf } from '../http.ts'
import type { ValueName, Values } from '../values.ts'
import type { Flow } from '../vendor.ts'
import type { Hop } from './hop.ts'
import { bearerOf } from './hop.ts'
import type { Match } from './places.ts'

/** @param known what is known already: what a server gave is not said again by whoever uses it */
export function saidValues(
  { hop, match }: { readonly hop: Hop; readonly match: Match },
  flow: Flow,
  known: Values,
): Values {
  const asked = new Set(flow.steps.flatMap((step) => (step.asks ?? []).map(({ name }) => name)))
  const used = new Set(flow.steps.flatMap((step) => [...step.needs, ...step.gives]))
  const said = [...hop.parameters, ...Object.entries(match.values), ...credentials(hop)]
  const values: Record<ValueName, string> = {}
  for (const [name, value] of said) {
    if (value === '' || !(asked.has(name) || used.has(name))) continue
    if (asked.has(name) || (known[name] ?? '') === '') values[name] = value
  }
  return values
}

function credentials({ entry: { request } }: Hop): readonly (readonly [ValueName, string])[] {
  const token = bearerOf(request)
  if (token !== undefined) return [['access_token', token]]
  const basic = /^Basic\s+([\w+/=-]+)$/i.exec(headerOf(request, 'authorization') ?? '')?.[1]
  if (basic === undefined) return []
  const pair = decoded(basic)
  const at = pair.indexOf(':')
  const halves = at < 0 ? [] : [pair.slice(0, at), pair.slice(at + 1)]
  const [client_id = '', client_secret = ''] = halves.map(unescaped)
  return [
    ['basic_credentials', basic],
    ['client_id', client_id],
    ['client_secret', client_secret],
  ]
}

function decoded(basic: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(basic), (sign) => sign.charCodeAt(0)))
  } catch {
    return ''
  }
}

/** RFC 6749 section 2.3.1 has both halves form-encoded; who does not encode them has nothing to undo. */
function unescaped(text: string): string {
  if (!/%[0-9a-f]{2}/i.test(text)) return text
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
