/** Sends what spends a refresh token, once in all tabs, and says so when another tab was first (T66). */
import { hasTokens, withRenewalLock } from '../client/renewal-lock.ts'
import type { Problem } from '../core/problem.ts'
import type { Session } from '../core/session.ts'
import { announce } from './kit/LiveRegion.tsx'
import type { Services } from './services.ts'

const means = 'Another tab renewed this walk’s tokens a moment ago, so nothing was sent.'

const taken: Problem = {
  kind: 'not_sent',
  code: 'renewed_elsewhere',
  means,
  remedy: 'Go on: the new tokens are here, too. Send again to renew them once more.',
}

/** The new tokens of a live walk are in the tab that got them, and nowhere else. */
export const renewedElsewhere: Problem = {
  ...taken,
  remedy:
    'Go on in that tab: the new tokens are there, and are kept nowhere else. The old refresh token is spent.',
}

/** @returns the walk as the other tab left it, when there was one, and what to say of it */
export async function sendOnce(
  { sessions }: Pick<Services, 'sessions'>,
  step: string,
  seen: Session,
  send: () => Promise<void>,
): Promise<{ readonly session: Session; readonly problem: Problem } | undefined> {
  const renewed = await withRenewalLock({ step, seen, load: () => sessions.load(seen.id) }, send)
  if (renewed === undefined) return undefined
  const problem = hasTokens(renewed) ? taken : renewedElsewhere
  announce(`${problem.means} ${problem.remedy}`)
  return { session: renewed.session, problem }
}
