/** AMM's words for every refusal: the error matrix of vendor notes, 4.2.3. */
import type { HeaderPairs } from '../../core/http.ts'
import type { Turn } from '../../core/simulation.ts'
import type { FaultAnswer, FaultWords, Simulator } from '../../core/simulator.ts'

const row = (
  status: number,
  error: string,
  error_description: string,
  headers: HeaderPairs = [],
): FaultAnswer => ({ status, error, error_description, headers })

/** Spring's layout: the challenge repeats the body [I]. */
const challenge = (scheme: string, error: string, description: string): HeaderPairs => [
  ['WWW-Authenticate', `${scheme} error="${error}", error_description="${description}"`],
]

const BASIC = 'Basic realm="oauth2/client",'
const API = 'Bearer realm="oauth",'

/** Spring's filters answer with their realm; its endpoint, further in, with a bare Bearer [I]. */
const filtered = (error: string, text: string) =>
  row(401, error, text, challenge(BASIC, error, text))
const inEndpoint = (error: string, text: string) =>
  row(401, error, text, challenge('Bearer', error, text))

const FULL = 'Full authentication is required to access this resource'

export const faults: NonNullable<Simulator['faults']> = {
  // Client authentication
  client_authentication_missing: filtered('unauthorized', FULL),
  client_credentials_wrong: (_turn, { detail }) =>
    filtered(
      detail['method'] === 'post' ? 'invalid_client' : 'unauthorized',
      'Bad client credentials',
    ),
  client_id_differs: inEndpoint(
    'invalid_client',
    'Given client ID does not match authenticated client',
  ),
  access_disabled: (_turn, { detail }) => ({
    ...row(403, 'access_denied', `Access is disabled for client: ${detail['client_id'] ?? ''}`),
    stays: true,
  }),

  // The token endpoint
  method_not_allowed: (_turn, { detail }) =>
    row(405, 'method_not_allowed', `Request method '${detail['method'] ?? ''}' not supported`, [
      ['Allow', detail['allow'] ?? ''],
    ]),
  grant_type_missing: row(400, 'invalid_request', 'Missing grant type'),
  grant_type_unsupported: row(400, 'unsupported_grant_type', 'Unsupported grant type'),
  implicit_at_token: row(
    400,
    'invalid_grant',
    'Implicit grant type not supported from token endpoint',
  ),
  grant_type_refused: inEndpoint('invalid_client', 'Unauthorized grant type'),
  credentials_wrong: row(400, 'invalid_grant', 'Bad credentials'),
  account_disabled: row(400, 'invalid_grant', 'User is disabled'), // [A] wording
  account_locked: row(400, 'invalid_grant', 'User account is locked'), // [A] wording

  // The code
  code_missing: row(400, 'invalid_request', 'An authorization code must be supplied.'),
  code_wrong: row(400, 'invalid_grant', 'Invalid authorization code'),
  redirect_uri_differs: row(400, 'invalid_grant', 'Redirect URI mismatch.'),
  code_of_another_client: inEndpoint('invalid_client', 'Client ID mismatch'),

  // The refresh token
  refresh_token_missing: row(400, 'invalid_request', 'refresh_token parameter not provided'),
  refresh_token_wrong: row(400, 'invalid_grant', 'Invalid refresh token'), // [S]
  refresh_token_expired: inEndpoint('invalid_token', 'Invalid refresh token (expired)'),
  refresh_token_of_another_client: row(400, 'invalid_grant', 'Wrong client for this refresh token'),

  // The authorization endpoint
  client_id_missing: row(401, 'invalid_client', 'A client id must be provided'),
  client_unknown: row(401, 'invalid_client', 'Bad client credentials'),
  response_type_missing: row(400, 'unsupported_response_type', 'Unsupported response types'),
  response_type_unsupported: row(400, 'unsupported_response_type', 'Unsupported response types'),
  response_type_refused: row(401, 'invalid_client', 'Unauthorized grant type'),
  redirect_uri_missing: row(
    400,
    'invalid_grant',
    'A redirectUri must be either supplied or preconfigured in the ClientDetails',
  ),
  redirect_uri_not_registered: row(
    400,
    'invalid_grant',
    'Invalid redirect uri does not match one of the registered values.',
  ),
  user_denied: row(400, 'access_denied', 'User denied access'),
  form_expired: {
    ...row(
      403,
      'access_denied',
      'This form was used already, or is not of your session. Start again.',
    ),
    stays: true,
  },

  // The API
  token_missing: row(401, 'unauthorized', FULL, challenge(API, 'unauthorized', FULL)),
  token_unknown: badToken('Invalid access token'),
  token_expired: badToken('Access token expired'),
  token_parameter_missing: row(400, 'invalid_request', 'access_token parameter not provided'), // [A]
  parameter_wrong: (_turn, { detail }) => row(400, 'invalid_request', detail['text'] ?? ''), // [A]
  not_found: row(404, 'not_found', 'Not Found'), // [A]
  too_many_requests: (_turn, { detail }) =>
    row(429, 'too_many_requests', 'Request has reached rate limit', [
      ['X-Rate-Limit-Retry-After-Seconds', detail['seconds'] ?? ''],
    ]),
  timed_out: row(408, 'api.request.timeout', 'Request timed out'), // [A] text
}

/** The documentation calls every 401 `unauthorized`; Spring's challenge says `invalid_token` either way. */
function badToken(text: string): FaultWords {
  return (turn: Turn) => {
    const error = turn.setting('error_names') === 'spring' ? 'invalid_token' : 'unauthorized'
    return row(401, error, text, challenge(API, 'invalid_token', text))
  }
}
