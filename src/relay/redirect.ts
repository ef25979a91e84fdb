/** What becomes of a redirect: it is a new target, and judged like one (T24, T25). */
import type { Redirect } from '../core/wire.ts'
import type { Order } from './envelope.ts'
import type { Policy, Vetted } from './policy.ts'
import { TargetRefused } from './reasons.ts'
import type { Transport } from './transport.ts'

const redirecting = new Set([301, 302, 303, 307, 308])

export const isRedirect = (status: number, location: string | undefined): location is string =>
  location !== undefined && redirecting.has(status)

export interface Onward {
  readonly redirect: Redirect
  /** Set when it is followed. */
  readonly next?: Vetted
  readonly method: string
  readonly body: Uint8Array | undefined
}

/** What one more hop would be made of. */
export interface Standing {
  readonly at: Vetted
  readonly method: string
  readonly body: Uint8Array | undefined
  readonly hop: number
}

export async function onward(
  standing: Standing,
  { status, location }: { readonly status: number; readonly location: string },
  order: Pick<Order, 'redirect' | 'maxHops'>,
  { policy, transport }: { readonly policy: Policy; readonly transport: Transport },
): Promise<Onward> {
  const { method, body } = rewritten(standing, status)
  const stopped = (reason: string): Onward => ({
    redirect: { status, location, decision: 'stopped', reason },
    method,
    body,
  })
  if (order.redirect === 'manual') return stopped('manual')
  try {
    const address = absolute(location, standing.at.url)
    const target = policy.inspect(address)
    const crossing = crosses(standing.at.url, target.url, status, method)
    if (crossing !== undefined) return stopped(crossing)
    if (standing.hop >= order.maxHops) return stopped('too-many')
    const next = await policy.vet(target, (open) => transport.peerOf(open))
    const redirect: Redirect = { status, location, decision: 'followed', reason: 'same-origin' }
    return { redirect, next, method, body }
  } catch (refused) {
    if (refused instanceof TargetRefused) return stopped(refused.reason)
    throw refused
  }
}

/** A Location with a scheme or a host is judged as it is written; only a bare path is completed first. */
function absolute(location: string, base: URL): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(location)) return location
  if (location.startsWith('//')) return base.protocol + location
  // Left to the policy: it refuses what a parser would drop.
  if (/[\p{C}\p{Z}\\]/u.test(location)) return `${base.origin}/${location}`
  return new URL(location, base).href
}

function crosses(from: URL, to: URL, status: number, method: string): string | undefined {
  if (from.protocol === 'https:' && to.protocol === 'http:') return 'downgrade'
  if (from.origin === to.origin) return undefined
  return (status === 307 || status === 308) && method !== 'GET' && method !== 'HEAD'
    ? 'body-cross-origin'
    : 'cross-origin'
}

/** RFC 9110 section 15.4: 303 always, 301 and 302 after POST as browsers do, become GET without a body. */
function rewritten({ method, body }: Standing, status: number): Pick<Onward, 'method' | 'body'> {
  const becomesGet =
    (status === 303 && method !== 'HEAD') ||
    ((status === 301 || status === 302) && method === 'POST')
  return becomesGet ? { method: 'GET', body: undefined } : { method, body }
}
