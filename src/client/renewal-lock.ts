/** One renewal of a walk's tokens at a time, in all tabs (T66): a refresh token is good for one use. */
import type { Exchange, Session } from '../core/session.ts'

interface Renewal {
  readonly step: string
  /** As this tab knew the walk when it was asked to renew. */
  readonly seen: Session
  /** As it is kept now. */
  readonly load: () => Promise<Session | undefined>
}

/**
 * Runs `renew` while no other tab renews this walk. When one did so since `seen`, nothing is run: the
 * walk as that tab left it is given, with the exchange that renewed it.
 */
export function withRenewalLock(
  { step, seen, load }: Renewal,
  renew: () => Promise<unknown>,
): Promise<Renewed | undefined> {
  return alone(`grantwalk:renew:${seen.id}`, async () => {
    const session = await load().catch(() => undefined)
    const exchange = session === undefined ? undefined : renewedSince(step, seen, session)
    if (session !== undefined && exchange !== undefined) return { session, exchange }
    await renew()
    return undefined
  })
}

export interface Renewed {
  readonly session: Session
  readonly exchange: Exchange
}

/** An answer that renewed it, and that `seen` knew nothing of. */
export function renewedSince(step: string, seen: Session, now: Session): Exchange | undefined {
  const known = new Set(seen.exchanges.map(({ id }) => id))
  return now.exchanges.findLast(
    (one) => one.step === step && one.outcome.kind === 'accepted' && !known.has(one.id),
  )
}

/** Whether the new tokens are here: those of a live walk stay in the tab that got them. */
export const hasTokens = ({ session, exchange }: Renewed): boolean =>
  exchange.outcome.kind === 'accepted' &&
  session.values['access_token'] === exchange.outcome.gained['access_token']

/** Browsers without Web Locks cannot be asked; there the last second's luck decides. */
const alone = <T>(name: string, work: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request(name, work) : work()
