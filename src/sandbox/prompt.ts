/** Whether this person has to sign in or agree once more (OpenID Connect Core 3.1.2.1: prompt and max_age). */
import { type Check, Fault, type Turn } from '../core/simulation.ts'
import { askLogin, hereAgain } from './login.ts'
import { knobsOf, wordsIn } from './openid.ts'
import { sessionOf } from './sessions.ts'

const prompts = ['none', 'login', 'consent', 'select_account']

const promptsOf = (turn: Turn): readonly string[] => wordsIn(turn.parameters.get('prompt'))

export const promptChecks: readonly Check[] = [
  {
    name: 'prompt_right',
    source: 'OpenID Connect Core 3.1.2.1 and 3.1.2.3',
    run(turn) {
      const asked = promptsOf(turn)
      if (asked.some((one) => !prompts.includes(one)))
        throw new Fault('request_invalid', { says: 'This prompt is not known.' })
      if (asked.includes('none') && asked.length > 1)
        throw new Fault('request_invalid', { says: 'prompt=none cannot go with another prompt.' })
      if (!mustSignIn(turn)) return undefined
      if (asked.includes('none')) throw new Fault('login_required')
      return askLogin(turn)
    },
  },
  {
    name: 'consent_right',
    source: 'OpenID Connect Core 3.1.2.4',
    async run(turn) {
      const asked = promptsOf(turn)
      const known = hasAgreed(turn)
      if (asked.includes('none')) {
        if (!known) throw new Fault('consent_required')
        return undefined
      }
      if (known && knobsOf(turn).consent === 'once' && !asked.includes('consent')) return undefined
      // Decided one way or the other, a pushed request is over (RFC 9126 section 4).
      if (turn.approval !== undefined) turn.world.pushed.delete(turn.query.get('request_uri') ?? '')
      const page = await turn.runCheck('approved')
      if (page !== undefined) return page
      for (const key of consentKeys(turn)) turn.world.seen.set(key, turn.now)
      return undefined
    },
  },
]

/** Nobody is signed in, or the request wants a login of its own and has not had it yet. */
function mustSignIn(turn: Turn): boolean {
  const session = sessionOf(turn)
  if (session?.auth_time === undefined || turn.findAccount(session.username) === undefined)
    return true
  if (session.answered === hereAgain(turn)) return false
  const asked = promptsOf(turn)
  if (asked.includes('login') || asked.includes('select_account')) return true
  const max_age = turn.parameters.get('max_age')
  if (max_age === undefined) return false
  if (!/^\d{1,9}$/.test(max_age))
    throw new Fault('request_invalid', { says: 'max_age is a number of seconds.' })
  return turn.now - session.auth_time >= Math.max(1, Number(max_age)) * 1000 || max_age === '0'
}

const consentKeys = (turn: Turn): readonly string[] =>
  wordsIn(turn.scope).map(
    (scope) => `consent ${turn.account?.username} ${turn.client?.client_id} ${scope}`,
  )

/** What is asked for beside the scope is agreed to each time. */
const hasAgreed = (turn: Turn): boolean =>
  turn.facts?.authorization_details === undefined &&
  consentKeys(turn).every((key) => turn.world.seen.has(key))

/** The login was for this one request: the next one that wants a login gets another. */
export function forgetAnswered(turn: Turn): void {
  const session = sessionOf(turn)
  if (session?.answered === undefined) return
  const { answered: _, ...rest } = session
  turn.world.sessions.set(session.id, rest)
}
