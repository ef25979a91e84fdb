/** B2C's own checks at the token endpoint: policy, scope, password, lock-out, the 180 days. */
import { type Check, Fault, type Turn } from '../../core/simulation.ts'
import { ROPC_POLICY, tenantNamed } from './sandbox-accounts.ts'

export const b2cChecks: readonly Check[] = [
  {
    name: 'policy_known',
    source:
      'vendor notes, 1.2.1 [D A-1]: tenant and policy are segments of the path; the 404 is [A]',
    run(turn) {
      const { tenant, policy } = turn.captured
      if (tenantNamed(tenant) === undefined || policy?.toLowerCase() !== ROPC_POLICY)
        throw new Fault('policy_unknown')
      return undefined
    },
  },
  {
    name: 'name_and_password_given',
    source: 'vendor notes, 1.2.4 [D]: AADB2C90083',
    run(turn) {
      for (const name of ['username', 'password'])
        if (turn.parameters.get(name) === undefined) throw new Fault(`${name}_missing`)
      return undefined
    },
  },
  {
    name: 'scope_right',
    source: 'vendor notes, 1.2.2 and 1.2.4 [D A-3]',
    run(turn) {
      const scope = turn.parameters.get('scope')
      if (scope === undefined) throw new Fault('scope_missing')
      const wanted = scope.split(' ').filter((one) => one !== '')
      const allowed = (turn.client?.scope ?? '').split(' ')
      const stranger = wanted.find((one) => !allowed.includes(one))
      if (stranger !== undefined) throw new Fault('scope_wrong', { scope: stranger })
      if (!wanted.includes('openid')) throw new Fault('openid_missing')
      turn.scope = wanted.join(' ')
      if (!wanted.includes('offline_access')) forgetRefresh(turn)
      return undefined
    },
  },
  {
    name: 'response_type_right',
    source: 'vendor notes, 1.2.2 [D A-3]: optional, token id_token',
    run(turn) {
      const wanted = (turn.parameters.get('response_type') ?? 'token id_token').split(' ')
      if (wanted.some((one) => one !== 'token' && one !== 'id_token'))
        throw new Fault('response_type_unsupported')
      return undefined
    },
  },
  {
    name: 'password_right',
    source: 'vendor notes, 1.2.4 [D] and 1.3 [A]: lock-out after ten, the 180 days',
    run: signIn,
  },
  {
    name: 'resource_right',
    source: 'vendor notes, 1.2.3 [D A-3]: resource is the client itself',
    run(turn) {
      const resource = turn.parameters.get('resource')
      if (resource !== undefined && resource !== turn.client?.client_id)
        throw new Fault('scope_wrong', { scope: resource })
      return undefined
    },
  },
  {
    name: 'refresh_token_not_revoked',
    source: 'vendor notes, 1.2.4 [D]: AADB2C90129',
    run(turn) {
      if (turn.setting('refresh_revoked') === true) throw new Fault('refresh_token_revoked')
      return undefined
    },
  },
]

/** Without offline_access there is no refresh token: for this request the client may not refresh. */
function forgetRefresh(turn: Turn): void {
  if (turn.client !== undefined) turn.client = { ...turn.client, grant_types: ['password'] }
}

const TRIES = 10
const LOCKED_FOR = 60_000

interface Misses {
  readonly count: number
  readonly lockedUntil: number
}

const missesOf = (turn: Turn, username: string): Misses => {
  const kept = turn.world.own.get(`misses ${username}`)
  return isMisses(kept) ? kept : { count: 0, lockedUntil: 0 }
}

const isMisses = (value: unknown): value is Misses =>
  typeof value === 'object' && value !== null && 'count' in value && 'lockedUntil' in value

/** One answer for an unknown name, a wrong password, a company login and an overdue account. */
export function signIn(turn: Turn): undefined {
  const { parameters, now, world } = turn
  const account = turn.findAccount(parameters.get('username'))
  if (account === undefined) throw new Fault('credentials_wrong')
  const { username } = account
  const key = `misses ${username}`
  const { count, lockedUntil } = missesOf(turn, username)
  if (lockedUntil > now) throw new Fault('account_locked_for_now')
  if (account.status !== undefined) throw new Fault('account_locked')
  if (account.facts?.['kind'] === 'federated' || account.password !== parameters.get('password')) {
    const missed = count + 1
    const locks = missed >= TRIES
    world.own.set(key, { count: locks ? 0 : missed, lockedUntil: locks ? now + LOCKED_FOR : 0 })
    throw new Fault('credentials_wrong')
  }
  if (isOverdue(turn, username)) throw new Fault('credentials_wrong')
  world.own.delete(key)
  turn.account = account
  return undefined
}

const HALF_YEAR = 180 * 86_400_000

export const verifiedKey = (username: string): string => `verified ${username}`

/** Accounts were verified when the sandbox's clock still showed the real time. */
function isOverdue(turn: Turn, username: string): boolean {
  const kept = turn.world.own.get(verifiedKey(username))
  const verifiedAt = typeof kept === 'number' ? kept : turn.now - turn.world.offset
  return turn.now - verifiedAt >= HALF_YEAR
}
