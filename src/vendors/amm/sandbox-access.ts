/** AMM's own checks: disabled access, its slow days, its quota, and what Spring adds. */
import { type Check, Fault, type Turn } from '../../core/simulation.ts'
import type { RateLimit } from '../../core/simulator.ts'
import { customerGroups } from './sandbox-accounts.ts'

/** The request timeout's default [S]. */
const TIMEOUT_SECONDS = 300

export const accessChecks: readonly Check[] = [
  {
    name: 'trusted_certificate',
    source: 'vendor notes, 4.3 TLS [A]',
    run: (turn) => (turn.setting('untrusted_certificate') === true ? Response.error() : undefined),
  },
  {
    name: 'client_access_enabled',
    source: 'vendor notes, 4.2.1 [D M-3]: a disabled client or customer group gets 403',
    run(turn) {
      const facts = turn.client?.facts
      const group = customerGroups.find(({ name }) => name === facts?.['group'])
      const off = turn.setting('access_disabled')
      if (facts?.['access'] === 'disabled' || group?.enabled !== true) throw disabled(turn)
      if (off === 'client' || off === 'group') throw disabled(turn)
      return undefined
    },
  },
  {
    name: 'user_access_enabled',
    source:
      'vendor notes, 4.2.1 [D M-1, M-3]: users need Develop, and may be disabled; same 403 [A]',
    run(turn) {
      const facts = turn.account?.facts
      const may = facts?.['develop'] === 'yes' && facts['access'] !== 'disabled'
      if (!may || turn.setting('access_disabled') === 'user') throw disabled(turn)
      return undefined
    },
  },
  {
    name: 'caller_known',
    source: 'vendor notes, 4.3 expire [A]: the client by Basic, or a bearer of the same client',
    async run(turn) {
      const byBasic = /^basic /i.test(turn.request.headers.get('authorization') ?? '')
      const names = byBasic
        ? ['client_authenticated']
        : ['token_given', 'token_known', 'token_fresh']
      for (const name of names) await turn.runCheck(name)
      return undefined
    },
  },
  {
    name: 'in_time',
    source: 'vendor notes, 4.1.1 [S]: 408 after 300 seconds',
    run(turn) {
      const seconds = Number(turn.setting('answer_seconds'))
      if (seconds >= TIMEOUT_SECONDS) throw new Fault('timed_out')
      turn.delay = seconds * 1000
      return undefined
    },
  },
  {
    name: 'implicit_not_here',
    source: 'vendor notes, 4.2.3 [I]: Spring names the implicit grant before it looks for others',
    run(turn) {
      if (turn.parameters.get('grant_type') === 'implicit') throw new Fault('implicit_at_token')
      return undefined
    },
  },
  {
    name: 'grant_type_on_authorize',
    source: 'vendor notes, 4.1.2 [S] says required, 4.2.3 item 3 [I] says ignored',
    run(turn) {
      if (turn.setting('strict') !== true) return undefined
      const wanted =
        turn.parameters.get('response_type') === 'token' ? 'implicit' : 'authorization_code'
      const grant_type = turn.parameters.get('grant_type')
      if (grant_type === undefined) throw new Fault('grant_type_missing')
      if (grant_type !== wanted) throw new Fault('grant_type_unsupported', { grant_type })
      return undefined
    },
  },
]

const disabled = (turn: Turn): Fault =>
  new Fault('access_disabled', { client_id: turn.client?.client_id ?? '' })

/** Counted for data calls and expire only: 429 is documented for those alone [A]. The window starts with the first call [A]. */
export const hourlyLimit: RateLimit = {
  source: 'vendor notes, 4.2.1 [D M-4]: 360 an hour for each customer group',
  seconds: 3600,
  max: (turn) => Number(turn.setting('quota')),
  key: (turn) => turn.client?.facts?.['group'] ?? '',
  headers: (left) => [['X-Rate-Limit-Remaining', String(left)]],
}
