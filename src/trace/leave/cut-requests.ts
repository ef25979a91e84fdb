/** Requests for programs: where a placeholder stands in the masked walk, a variable stands in the program. */
import type { HttpRequest } from '../../core/http.ts'
import type { Exchange } from '../../core/session.ts'
import { type Masked, type MaskedRequest, mask, type Segment } from '../mask.ts'
import type { Secret } from '../secrets.ts'
import { variable } from '../shell.ts'
import type { Met } from './labels.ts'

/** The secret behind a placeholder. Each has a name of its own, also as a variable, in the order of use. */
export type Named = (placeholder: string) => Secret | undefined

export interface Names {
  readonly named: Named
  /** The same, by the secret itself. */
  readonly byValue: Named
}

export function namedBy(met: readonly Met[], labels: ReadonlyMap<string, string>): Names {
  const known = new Map(met.map((one) => [labels.get(one.value) ?? '', one]))
  const named = new Map<string, Secret>()
  const used = new Set<string>()
  const find: Named = (placeholder) => {
    const one = known.get(placeholder)
    const before = named.get(placeholder)
    if (one === undefined || before !== undefined) return before
    let name = one.name
    for (let n = 2; used.has(variable(name)); n += 1) name = `${one.name}_${n}`
    used.add(variable(name))
    const secret = { name, value: one.value }
    named.set(placeholder, secret)
    return secret
  }
  return { named: find, byValue: (value) => find(labels.get(value) ?? '') }
}

/** A placeholder in clear, written for an address, or for an address within an address. */
const PLACES =
  /<[\w.-]{1,60}#\d{1,9}[^<>"\\]*>|%(?:25)?3C[\w.-]{1,60}%(?:25)?23\d{1,9}[^&\s"'<>]*?%(?:25)?3E/g

type Where = 'text' | 'json'

function cut(text: string, named: Named, where: Where): Masked {
  const segments: Segment[] = []
  let end = 0
  for (const { 0: written, index } of text.matchAll(PLACES)) {
    const segment = segmentFor(written, named, where)
    if (segment === undefined) continue
    if (index > end) segments.push({ kind: 'text', text: text.slice(end, index) })
    segments.push(segment)
    end = index + written.length
  }
  if (end < text.length) segments.push({ kind: 'text', text: text.slice(end) })
  return segments
}

function segmentFor(written: string, named: Named, where: Where): Segment | undefined {
  if (written.startsWith('<')) {
    const secret = named(written)
    if (secret === undefined) return undefined
    const escaped = JSON.stringify(secret.value).slice(1, -1)
    const same = where === 'text' || escaped === secret.value
    return {
      kind: 'secret',
      text: same ? secret.value : escaped,
      secret,
      form: same ? 'raw' : 'json',
    }
  }
  const twice = written.startsWith('%25')
  const once = decodeURIComponent(written)
  const secret = named(twice ? decodeURIComponent(once) : once)
  if (secret === undefined) return undefined
  const encoded = encodeURIComponent(secret.value)
  if (encoded === secret.value) return { kind: 'secret', text: encoded, secret, form: 'raw' }
  if (!twice) return { kind: 'secret', text: encoded, secret, form: 'encoded' }
  const again = { ...secret, name: `${secret.name}_twice` }
  return { kind: 'secret', text: encodeURIComponent(encoded), secret: again, form: 'encoded' }
}

/** @param request of the masked walk */
export function cutRequest(request: HttpRequest, named: Named): MaskedRequest {
  const data = request.body?.data ?? ''
  const where = /^\s*[{[]/.test(data) ? 'json' : 'text'
  return {
    ...mask(request, []),
    url: cut(request.url, named, 'text'),
    headers: request.headers.map(([name, value]) => [name, cut(value, named, 'text')] as const),
    ...(request.body === undefined ? {} : { body: cut(data, named, where) }),
  }
}

/** Of each step the exchange that counts: its last accepted one, or its last. In the order of sending. */
export function telling(exchanges: readonly Exchange[]): readonly Exchange[] {
  const best = new Map<string, Exchange>()
  for (const exchange of exchanges) {
    const known = best.get(exchange.step)
    if (known?.outcome.kind !== 'accepted' || exchange.outcome.kind === 'accepted')
      best.set(exchange.step, exchange)
  }
  const chosen = new Set(best.values())
  return exchanges.filter((exchange) => chosen.has(exchange))
}
