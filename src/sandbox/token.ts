/** The token endpoint: its checks in order. After the last one the grant's own checks run. */
import { type Check, Fault, type Turn } from '../core/simulation.ts'

export const standardGrants = ['authorization_code', 'refresh_token', 'client_credentials']

export const grantTypesOf = (turn: Turn): readonly string[] =>
  turn.simulator.token?.grants ?? standardGrants

export const tokenChecks: readonly Check[] = [
  {
    name: 'post_only',
    source: 'RFC 6749 section 3.2: the client MUST use POST',
    run(turn) {
      if (turn.method !== 'POST')
        throw new Fault('method_not_allowed', { allow: 'POST', method: turn.method })
      return undefined
    },
  },
  {
    name: 'parameters_once',
    source: 'RFC 6749 sections 3.1 and 3.2: parameters MUST NOT be included more than once',
    run(turn) {
      // These two may be repeated (RFC 8707 section 2, RFC 8693 section 2.1).
      const repeated = turn.parameters
        .names()
        .some(
          (name) =>
            !['resource', 'audience'].includes(name) && turn.parameters.all(name).length > 1,
        )
      if (repeated) throw new Fault('parameter_repeated')
      return undefined
    },
  },
  {
    name: 'grant_type_given',
    source: 'RFC 6749 section 5.2 invalid_request',
    run(turn) {
      if (turn.parameters.get('grant_type') === undefined) throw new Fault('grant_type_missing')
      return undefined
    },
  },
  {
    name: 'grant_type_supported',
    source: 'RFC 6749 section 5.2 unsupported_grant_type',
    run(turn) {
      const grant_type = turn.parameters.get('grant_type') ?? ''
      if (!grantTypesOf(turn).includes(grant_type))
        throw new Fault('grant_type_unsupported', { grant_type })
      return undefined
    },
  },
  {
    name: 'grant_type_allowed',
    source: 'RFC 6749 section 5.2 unauthorized_client',
    run(turn) {
      const grant_type = turn.parameters.get('grant_type') ?? ''
      if (turn.client?.grant_types.includes(grant_type) !== true)
        throw new Fault('grant_type_refused', { grant_type })
      return undefined
    },
  },
  {
    name: 'scope_registered',
    source: 'RFC 6749 section 3.3',
    run(turn) {
      const registered = (turn.client?.scope ?? '').split(' ')
      const scope = turn.parameters.get('scope')
      if (scope?.split(' ').some((one) => !registered.includes(one)) === true)
        throw new Fault('scope_wrong')
      turn.scope = scope ?? turn.client?.scope ?? ''
      return undefined
    },
  },
]

/** The conforming order. */
export const tokenOrder: readonly string[] = [
  'post_only',
  'parameters_once',
  'one_client_authentication',
  'client_authenticated',
  'client_id_agrees',
  'grant_type_given',
  'grant_type_supported',
  'grant_type_allowed',
]
