/** Sends what spends a refresh token, once in all tabs, and says so when another tab was first (T66). */
import { hasTokens, withRenewalLock } from '../client/renewal-lock.ts'
import type { Problem } from '../core/problem.ts'
import type { Session } from '../core/session.ts'
import { announce } from './kit/LiveRegion.tsx'
import type { Services } from './services.ts'

/** The new tokens of a live walk are in the tab that got them, and nowhere else. */
export const renewedElsewhere: Problem = {
  kind: 'security_stop',
  code: 'renewed_elsewhere',
  means:
    'Another tab renewed this walk’s tokens, so nothing was sent: the old refresh token is spent.',
  remedy: 'Go on in that tab: the new tokens are there, and are kept nowhere else.',
}

/** @returns the walk as the other tab left it, when there was one */
export async function sendOnce(
  { sessions }: Pick<Services, 'sessions'>,
  step: string,
  seen: Session,
  send: () => Promise<void>,
): Promise<Session | undefined> {
  const taken = await withRenewalLock({ step, seen, load: () => sessions.load(seen.id) }, send)
  if (taken !== undefined)
    announce(
      hasTokens(taken)
        ? 'Another tab renewed this walk’s tokens. They were taken, and nothing was sent'
        : `${renewedElsewhere.means} ${renewedElsewhere.remedy}`,
    )
  return taken?.session
}
