/** The checks of the grants that came after RFC 6749, and those it gains with OpenID Connect. */
import { type Check, Fault } from '../core/simulation.ts'
import { wordsIn } from './openid.ts'

export const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code'
export const CIBA = 'urn:openid:params:grant-type:ciba'
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'

export const grantOpenIdChecks: readonly Check[] = [
  {
    name: 'grant_key_right',
    source: 'RFC 9449 sections 5 and 10: only the key the grant is bound to',
    run(turn) {
      const bound = turn.facts?.jkt
      if (bound !== undefined && bound !== turn.jkt)
        throw new Fault('grant_wrong', { says: 'This grant is bound to another DPoP key.' })
      return undefined
    },
  },
  {
    name: 'scope_narrowed',
    source: 'RFC 6749 section 6: MUST NOT include any scope not originally granted',
    run(turn) {
      const granted = wordsIn(turn.refresh?.scope)
      const asked = turn.parameters.get('scope')
      if (wordsIn(asked).some((one) => !granted.includes(one))) throw new Fault('scope_wrong')
      turn.scope = asked ?? turn.refresh?.scope
      return undefined
    },
  },
  {
    name: 'signed_in_now',
    source: 'OpenID Connect Core 2: auth_time is when the person signed in',
    run(turn) {
      turn.facts = { ...turn.facts, auth_time: turn.now }
      return undefined
    },
  },
]

/** The conforming orders of a server with OpenID Connect. */
export const grantOpenIdOrders: Readonly<Record<string, readonly string[]>> = {
  authorization_code: [
    'code_given',
    'code_not_replayed',
    'code_known',
    'code_of_this_client',
    'redirect_uri_same',
    'code_verifier_right',
    'grant_key_right',
    'facts_narrowed',
    'issue_token',
  ],
  refresh_token: [
    'refresh_token_given',
    'refresh_token_not_replayed',
    'refresh_token_known',
    'refresh_token_of_this_client',
    'refresh_token_fresh',
    'grant_key_right',
    'refresh_token_rotated',
    'scope_narrowed',
    'facts_narrowed',
    'issue_token',
  ],
  client_credentials: ['client_confidential', 'scope_registered', 'facts_narrowed', 'issue_token'],
  password: [
    'scope_registered',
    'password_right',
    'signed_in_now',
    'facts_narrowed',
    'issue_token',
  ],
  [DEVICE]: ['device_code_ready', 'facts_narrowed', 'issue_token'],
  [CIBA]: ['auth_req_id_ready', 'facts_narrowed', 'issue_token'],
  [EXCHANGE]: ['subject_token_right', 'actor_token_right', 'scope_exchanged', 'exchange_token'],
}
