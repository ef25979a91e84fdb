/** The gateway's words for every refusal: vendor notes, 5.1.3, 5.2.7 and 5.3. */
import type { HeaderPairs } from '../../core/http.ts'
import type { FaultWords, Simulator } from '../../core/simulator.ts'
import { kong, loginService, service, upstreamDown } from './sandbox-answers.ts'

const oauth =
  (status: number, error: string, error_description: string, headers: HeaderPairs = []) =>
  (): Response =>
    kong(status, { error, error_description }, [
      ['Cache-Control', 'no-store'],
      ['Pragma', 'no-cache'],
      ...headers,
    ])

const BAD_CLIENT = 'Invalid client authentication'
const BAD_TOKEN = 'The access token is invalid or has expired'

const authFailure = (): Response => loginService(401, { message: 'Auth failure', status: false })

/** The texts are assumed [A]; the shape is the guide's [S]. */
const rejected: FaultWords = (_turn, { detail }) =>
  loginService(400, { extra: {}, message: detail['message'] ?? '' })

export const faults: NonNullable<Simulator['faults']> = {
  // Kong, before anything else
  not_found: () => kong(404, { message: 'no route and no API found with those values' }),
  too_many_requests: () => kong(429, { message: 'API rate limit exceeded' }),
  unexpected: () => kong(500, { message: 'An unexpected error occurred' }),
  service_down: upstreamDown,

  // Kong's token endpoint
  https_required: oauth(400, 'access_denied', 'You must use HTTPS'),
  grant_type_unsupported: oauth(400, 'unsupported_grant_type', 'Invalid grant_type'),
  client_credentials_wrong: (_turn, { detail }) =>
    detail['method'] === 'basic'
      ? oauth(401, 'invalid_client', BAD_CLIENT, [['WWW-Authenticate', 'Basic realm="OAuth2.0"']])()
      : oauth(400, 'invalid_client', BAD_CLIENT)(),
  redirect_uri_not_registered: oauth(
    400,
    'invalid_request',
    'Invalid redirect_uri that does not match with any redirect_uri created with the application',
  ),
  code_wrong: oauth(400, 'invalid_request', 'Invalid code'),
  refresh_token_wrong: oauth(400, 'invalid_request', 'Invalid refresh_token'),

  // Kong at the door of the API
  token_missing: oauth(401, 'invalid_request', 'The access token is missing', [
    ['WWW-Authenticate', 'Bearer realm="service"'],
  ]),
  token_unknown: oauth(401, 'invalid_token', BAD_TOKEN, [
    [
      'WWW-Authenticate',
      `Bearer realm="service" error="invalid_token" error_description="${BAD_TOKEN}"`,
    ],
  ]),

  // The login service
  auth_failure: authFailure,
  rejected,
  token_of_nobody: () => loginService(404, { message: 'Not found' }), // [A]

  // The services behind the gateway
  method_not_allowed: (turn, { detail }) => {
    const message = 'The method is not allowed for the requested URL.'
    const answer = service(turn, 405, { message })
    answer.headers.set('Allow', detail['allow'] ?? '')
    return answer
  },
  read_only: (turn) =>
    service(turn, 403, { message: "You don't have permission to access this resource" }),
  tenant_not_accessible: (turn) => service(turn, 403, { message: 'Tenant not accessible' }),
}
