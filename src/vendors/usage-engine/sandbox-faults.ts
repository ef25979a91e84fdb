/** Usage Engine's words for every refusal: the tables of vendor notes, 3.2.3 (Auth0) and 3.3 (the API). */
import type { HeaderPairs } from '../../core/http.ts'
import type { Fault, Turn } from '../../core/simulation.ts'
import type { FaultAnswer, Simulator } from '../../core/simulator.ts'

const row = (
  status: number,
  error: string,
  error_description: string,
  headers: HeaderPairs = [],
): FaultAnswer => ({ status, error, error_description, headers })

const denied = (status: number, text: string) => row(status, 'access_denied', text)

/** In the API's bodies the error is the reason phrase [A]. */
const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Payload Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

const api = (status: number, text?: string, headers: HeaderPairs = []): FaultAnswer =>
  row(status, reasons[status] ?? '', text ?? reasons[status] ?? '', headers)

const said =
  (status: number) =>
  (_turn: Turn, { detail }: Fault) =>
    api(status, detail['text'])

const badToken = api(401, 'Unauthorized', [['WWW-Authenticate', 'Bearer error="invalid_token"']])

export const faults: NonNullable<Simulator['faults']> = {
  // The identity provider
  client_authentication_missing: denied(401, 'Unauthorized'),
  client_credentials_wrong: denied(401, 'Unauthorized'),
  client_id_differs: denied(401, 'Unauthorized'), // [A]
  grant_type_missing: row(400, 'invalid_request', 'Missing required parameter: grant_type'),
  grant_type_unsupported: (_turn, { detail }) =>
    row(403, 'unsupported_grant_type', `Unsupported grant type: ${detail['grant_type'] ?? ''}`),
  grant_type_refused: (_turn, { detail }) =>
    row(
      403,
      'unauthorized_client',
      `Grant type '${detail['grant_type'] ?? ''}' not allowed for the client.`,
    ),
  audience_missing: denied(
    403,
    'No audience parameter was provided, and no default audience has been configured',
  ),
  audience_unknown: (_turn, { detail }) =>
    denied(403, `Service not enabled within domain: ${detail['audience'] ?? ''}`),
  audience_not_granted: (_turn, { detail }) =>
    denied(
      403,
      `Client is not authorized to access "${detail['audience'] ?? ''}". You need to create a "client-grant" associated to this API. See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants`,
    ),
  too_many_requests: (turn, { detail }) => {
    const headers = waiting(turn, detail)
    return detail['limit'] === 'api'
      ? api(429, undefined, headers)
      : row(429, 'access_denied', 'Global limit has been reached', headers)
  },

  // The API
  not_found: said(404),
  method_not_allowed: (_turn, { detail }) =>
    api(405, undefined, [['Allow', detail['allow'] ?? '']]),
  token_missing: api(401, 'Unauthorized', [['WWW-Authenticate', 'Bearer']]),
  token_unknown: badToken,
  token_expired: badToken,
  audience_differs: badToken,
  scope_lacking: (_turn, { detail }) =>
    api(403, 'Insufficient scope', [
      ['WWW-Authenticate', `Bearer error="insufficient_scope", scope="${detail['scope'] ?? ''}"`],
    ]),
  body_wrong: said(400),
  exists_already: said(409),
  body_too_large: api(413),
  out_of_order: api(500),
  out_of_service: api(503, undefined, [['Retry-After', '30']]),
}

/** Auth0's headers beside the standard one [A]. */
function waiting(turn: Turn, detail: Fault['detail']): HeaderPairs {
  const seconds = Number(detail['seconds'] ?? 1)
  const limit = turn.simulator.limits?.[detail['limit'] ?? '']?.max(turn) ?? 0
  return [
    ['Retry-After', String(seconds)],
    ['x-ratelimit-limit', String(limit)],
    ['x-ratelimit-remaining', '0'],
    ['x-ratelimit-reset', String(Math.floor(turn.now / 1000) + seconds)],
  ]
}

/** Two manners: the identity provider's as in RFC 6749, the API's with statusCode and message. */
export function refuse(
  { status, error, error_description, headers = [] }: FaultAnswer,
  turn: Turn,
) {
  const idp = turn.path === turn.simulator.token?.path
  const body =
    idp && status !== 405
      ? { error, error_description }
      : { statusCode: status, error, message: error_description }
  const answer = Response.json(body, { status })
  if (idp) {
    answer.headers.set('Cache-Control', 'no-store')
    answer.headers.set('Pragma', 'no-cache')
  }
  for (const [name, value] of headers) answer.headers.append(name, value)
  return answer
}
