/** The checks on what an authorization request asks for: response type and PKCE. */
import { type Check, Fault } from '../core/simulation.ts'

/** The grant type a client must be registered for (RFC 7591 section 2.1). */
const grantOf: Readonly<Record<string, string>> = { code: 'authorization_code', token: 'implicit' }

export const responseTypeChecks: readonly Check[] = [
  {
    name: 'response_type_given',
    source: 'RFC 6749 section 3.1.1: REQUIRED',
    run(turn) {
      if (turn.parameters.get('response_type') === undefined)
        throw new Fault('response_type_missing')
      return undefined
    },
  },
  {
    name: 'response_type_supported',
    source: 'RFC 6749 section 4.1.2.1 unsupported_response_type',
    run(turn) {
      const response_type = turn.parameters.get('response_type') ?? ''
      const supported = turn.simulator.authorize?.response_types ?? ['code']
      if (!supported.includes(response_type))
        throw new Fault('response_type_unsupported', { response_type })
      return undefined
    },
  },
  {
    name: 'response_type_allowed',
    source: 'RFC 6749 section 4.1.2.1 unauthorized_client; RFC 7591 section 2.1',
    run(turn) {
      const response_type = turn.parameters.get('response_type') ?? ''
      const grant_type = Object.hasOwn(grantOf, response_type) ? grantOf[response_type] : undefined
      if (grant_type === undefined || turn.client?.grant_types.includes(grant_type) !== true)
        throw new Fault('response_type_refused')
      return undefined
    },
  },
  {
    name: 'code_challenge_right',
    source: 'RFC 7636 section 4.2; RFC 9700 section 2.1.1: public clients MUST use PKCE',
    run(turn) {
      const challenge = turn.parameters.get('code_challenge')
      const method = turn.parameters.get('code_challenge_method')
      if (challenge === undefined) {
        if (method !== undefined || turn.client?.client_secret === undefined)
          throw new Fault('code_challenge_missing')
        return undefined
      }
      if (!/^[A-Za-z0-9\-._~]{43,128}$/.test(challenge) || (method ?? 'plain') !== 'S256')
        throw new Fault('code_challenge_wrong')
      return undefined
    },
  },
]
