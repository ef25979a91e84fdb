/** `POST /api/oauth/expire`: AMM's way to end a token, unlike RFC 7009 in path, parameter and answer. */
import { Fault } from '../../core/simulation.ts'
import type { Route } from '../../core/simulator.ts'

export const expire: Route = {
  parameters: ['query', 'form'],
  // Bearer of the same client, or the client's Basic credentials [A].
  checks: [
    'trusted_certificate',
    'caller_known',
    'client_access_enabled',
    'in_time',
    'limit:hourly',
  ],
  run(turn) {
    const access_token = turn.parameters.get('access_token')
    if (access_token === undefined) throw new Fault('token_parameter_missing')
    const token = turn.world.access.get(access_token)
    // Unknown and another client's token are told alike: 401, where RFC 7009 says 200.
    if (token === undefined || token.client_id !== turn.client?.client_id)
      throw new Fault('token_unknown')
    if (token.refresh_token !== undefined) turn.world.refresh.delete(token.refresh_token)
    turn.world.access.delete(token.access_token)
    return new Response(null, { status: 200 }) // empty body [A]
  },
}
