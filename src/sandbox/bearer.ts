/** The door of a vendor's API: a token that is known and alive (RFC 6750). */
import { type Check, Fault, type Turn } from '../core/simulation.ts'

export const bearerChecks: readonly Check[] = [
  {
    name: 'token_given',
    source: 'RFC 6750 section 2.1',
    run(turn) {
      if (bearerOf(turn) === undefined) throw new Fault('token_missing')
      return undefined
    },
  },
  {
    name: 'token_known',
    source: 'RFC 6750 section 3.1 invalid_token',
    run(turn) {
      const token = turn.world.access.get(bearerOf(turn) ?? '')
      if (token === undefined) throw new Fault('token_unknown')
      turn.access = token
      turn.facts = token.facts
      turn.scope = token.scope
      turn.client = turn.findClient(token.client_id)
      turn.account = turn.findAccount(token.username)
      return undefined
    },
  },
  {
    name: 'token_fresh',
    source: 'RFC 6750 section 3.1 invalid_token: expired',
    run(turn) {
      if (turn.access !== undefined && turn.access.expiresAt <= turn.now)
        throw new Fault('token_expired')
      return undefined
    },
  },
]

export const bearerOrder: readonly string[] = ['token_given', 'token_known', 'token_fresh']

/** The scheme's name is compared without case (RFC 9110 section 11.1). */
export function bearerOf({ request, query, simulator }: Turn): string | undefined {
  const header = request.headers.get('authorization')
  const schemes = simulator.openid === undefined ? /^bearer +(\S+)$/i : /^(?:bearer|dpop) +(\S+)$/i
  if (header !== null) return schemes.exec(header.trim())?.[1]
  const { tokenParameter } = simulator
  return tokenParameter === undefined ? undefined : (query.get(tokenParameter) ?? undefined)
}
