/** What Adobe's token endpoint checks differently from a conforming one. */
import { type Check, Fault } from '../../core/simulation.ts'

export const tokenChecks: readonly Check[] = [
  {
    name: 'one_client_authentication',
    source: 'vendor notes, 2.3 [A]: Basic together with parameters is invalid_request',
    run({ request, parameters }) {
      const named = ['client_id', 'client_secret'].some((name) => parameters.get(name))
      if (request.headers.has('authorization') && named)
        throw new Fault('client_authentication_repeated')
      return undefined
    },
  },
  {
    name: 'credentials_given',
    source: 'vendor notes, 2.2.4: all three parameters are required',
    run({ request, parameters }) {
      if (request.headers.has('authorization')) return undefined
      if (!parameters.get('client_id') || !parameters.get('client_secret'))
        throw new Fault('client_authentication_missing')
      return undefined
    },
  },
  {
    name: 'client_not_revoked',
    source: 'vendor notes, 2.2.4 [D C-3]: Adobe may revoke credentials; register again',
    run(turn) {
      const revoked = turn.client?.facts?.['revoked'] === 'yes'
      if (revoked || turn.setting('revoke_clients') === true) throw new Fault('access_disabled')
      return undefined
    },
  },
]
