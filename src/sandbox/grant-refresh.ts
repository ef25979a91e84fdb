/** The checks of the refresh token grant (RFC 6749 section 6). */
import { type Check, Fault } from '../core/simulation.ts'
import { endFamily, newRefreshToken } from './issue.ts'

export const refreshChecks: readonly Check[] = [
  {
    name: 'refresh_token_given',
    source: 'RFC 6749 section 6: REQUIRED',
    run(turn) {
      if (turn.parameters.get('refresh_token') === undefined)
        throw new Fault('refresh_token_missing')
      return undefined
    },
  },
  {
    name: 'refresh_token_not_replayed',
    source: 'RFC 9700 section 4.14.2: a second use ends the whole family',
    run(turn) {
      const family = turn.world.spent.get(turn.parameters.get('refresh_token') ?? '')
      if (family === undefined) return undefined
      endFamily(turn.world, family)
      throw new Fault('refresh_token_wrong')
    },
  },
  {
    name: 'refresh_token_known',
    source: 'RFC 6749 section 5.2 invalid_grant',
    run(turn) {
      turn.refresh = turn.world.refresh.get(turn.parameters.get('refresh_token') ?? '')
      if (turn.refresh === undefined) throw new Fault('refresh_token_wrong')
      return undefined
    },
  },
  {
    name: 'refresh_token_of_this_client',
    source: 'RFC 6749 section 6: bound to the client it was issued to',
    run(turn) {
      if (turn.refresh?.client_id !== turn.client?.client_id)
        throw new Fault('refresh_token_of_another_client')
      turn.account = turn.findAccount(turn.refresh?.username)
      turn.scope = turn.refresh?.scope
      turn.facts = turn.refresh?.facts
      return undefined
    },
  },
  {
    name: 'old_access_token_ended',
    source: 'not asked for by any RFC; what was given with this refresh token is over',
    run(turn) {
      for (const [key, token] of turn.world.access)
        if (token.refresh_token === turn.refresh?.refresh_token) turn.world.access.delete(key)
      return undefined
    },
  },
  {
    name: 'refresh_token_fresh',
    source: 'RFC 6749 section 5.2 invalid_grant: expired',
    run(turn) {
      const refresh = turn.refresh
      if (refresh === undefined || refresh.expiresAt > turn.now) return undefined
      turn.world.refresh.delete(refresh.refresh_token)
      throw new Fault('refresh_token_expired')
    },
  },
  {
    name: 'refresh_token_rotated',
    source: 'RFC 9700 section 2.2.2',
    async run(turn) {
      const old = turn.refresh
      const fate = turn.simulator.tokens?.onRefresh?.(turn) ?? 'replace'
      if (old === undefined || fate === 'keep') return undefined
      if (fate === 'replace') {
        turn.world.refresh.delete(old.refresh_token)
        turn.world.spent.set(old.refresh_token, old.family)
      }
      turn.refresh = await newRefreshToken(turn, old.family)
      return undefined
    },
  },
]
