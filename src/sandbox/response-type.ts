/** The checks on what an authorization request asks for: response type and PKCE. */
import { type Check, Fault, type Turn } from '../core/simulation.ts'
import { isPublic } from './client-authentication.ts'
import { wordsIn } from './openid.ts'

/** The grant type a client must be registered for (RFC 7591 section 2.1). */
const grantOf: Readonly<Record<string, string>> = {
  code: 'authorization_code',
  token: 'implicit',
  id_token: 'implicit',
}

/** The order of the words has no meaning (OAuth 2.0 Multiple Response Types, section 3). */
const sorted = (response_type: string): string => response_type.split(' ').toSorted().join(' ')

export const typesOf = (turn: Turn): readonly string[] =>
  wordsIn(turn.parameters.get('response_type'))

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
      if (!supported.map(sorted).includes(sorted(response_type)))
        throw new Fault('response_type_unsupported', { response_type })
      return undefined
    },
  },
  {
    name: 'response_type_allowed',
    source: 'RFC 6749 section 4.1.2.1 unauthorized_client; RFC 7591 section 2.1',
    run(turn) {
      const response_type = turn.parameters.get('response_type') ?? ''
      const { grant_types = [], response_types = [response_type] } = turn.client ?? {}
      const granted = typesOf(turn).every(
        (type) => Object.hasOwn(grantOf, type) && grant_types.includes(grantOf[type] ?? ''),
      )
      if (!granted || !response_types.map(sorted).includes(sorted(response_type)))
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
      const forCode = typesOf(turn).includes('code')
      if (challenge === undefined) {
        const needed = turn.client === undefined || isPublic(turn.client)
        if (forCode && (method !== undefined || needed)) throw new Fault('code_challenge_missing')
        return undefined
      }
      const methods = wordsIn(turn.client?.facts?.['code_challenge_methods'] ?? 'S256')
      const right = /^[A-Za-z0-9\-._~]{43,128}$/.test(challenge)
      if (!right || !methods.includes(method ?? 'plain')) throw new Fault('code_challenge_wrong')
      return undefined
    },
  },
]
