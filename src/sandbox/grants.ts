/** What each grant type checks and does, in order. The keys are the wire's names. */
import type { Check } from '../core/simulation.ts'
import { accountChecks } from './account.ts'
import { codeChecks } from './grant-code.ts'
import { refreshChecks } from './grant-refresh.ts'
import { answerWithToken } from './issue.ts'

const issueChecks: readonly Check[] = [
  {
    name: 'issue_token',
    source: 'RFC 6749 section 5.1',
    run: answerWithToken,
  },
]

export const grantChecks: readonly Check[] = [
  ...codeChecks,
  ...accountChecks,
  ...refreshChecks,
  ...issueChecks,
]

/** The conforming orders. */
export const grantOrders: Readonly<Record<string, readonly string[]>> = {
  authorization_code: [
    'code_given',
    'code_not_replayed',
    'code_known',
    'code_of_this_client',
    'redirect_uri_same',
    'code_verifier_right',
    'issue_token',
  ],
  refresh_token: [
    'refresh_token_given',
    'refresh_token_not_replayed',
    'refresh_token_known',
    'refresh_token_of_this_client',
    'refresh_token_fresh',
    'old_access_token_ended',
    'refresh_token_rotated',
    'issue_token',
  ],
  client_credentials: ['client_confidential', 'scope_registered', 'issue_token'],
  password: ['scope_registered', 'password_right', 'issue_token'],
}
