/** Arm's words for every refusal: B2C's codes (vendor notes, 1.2.4) and the API's errors (1.2.5, 1.3). */
import type { HeaderPairs } from '../../core/http.ts'
import type { Fault, Turn } from '../../core/simulation.ts'
import type { FaultAnswer, FaultWords, Simulator } from '../../core/simulator.ts'

type Words = (turn: Turn, detail: Readonly<Record<string, string>>) => string

/** 400 for nearly everything [D A-3]. The code's text is Microsoft's [D]; most error words are [A]. */
const b2c =
  (error: string, code: number, text: string | Words): FaultWords =>
  (turn, { detail }) => ({
    status: 400,
    error,
    error_description: `AADB2C${code}: ${typeof text === 'string' ? text : text(turn, detail)}`,
  })

const api = (
  status: number,
  error_description: string,
  error = '',
  headers: HeaderPairs = [],
): FaultAnswer => ({ status, error, error_description, headers })

const parameter = (turn: Turn, name: string): string => turn.parameters.get(name) ?? ''

const missingParameter = (name: string) =>
  b2c('invalid_request', 90083, `The request is missing required parameter: ${name}.`)

const WRONG = 'The username or password provided in the request are invalid.'

const invalidToken = api(401, 'Unauthorized', '', [
  ['WWW-Authenticate', 'Bearer error="invalid_token"'],
])

export const faults: NonNullable<Simulator['faults']> = {
  // The token endpoint
  policy_unknown: { status: 404, error: 'not_found', error_description: 'AADB2C: not found' },
  parameter_repeated: { status: 400, error: 'invalid_request', error_description: 'Repeated' }, // RFC 6749 3.2
  grant_type_missing: missingParameter('grant_type'),
  grant_type_unsupported: b2c(
    'unsupported_grant_type',
    90086,
    (_turn, { grant_type = '' }) => `The supplied grant_type [${grant_type}] is not supported.`,
  ),
  grant_type_refused: b2c(
    'unauthorized_client',
    90224,
    'Resource owner flow has not been enabled for the application.',
  ),
  client_id_missing: b2c(
    'invalid_request',
    90008,
    'The request does not contain a client id parameter.',
  ),
  client_unknown: b2c(
    'invalid_client',
    90018,
    (turn, { tenant = '' }) =>
      `The client id '${parameter(turn, 'client_id')}' specified in the request is not registered in tenant '${tenant}'.`,
  ),
  client_is_public: b2c(
    'invalid_request',
    90084,
    'Public clients should not send a client_secret when redeeming a publicly acquired grant.',
  ),
  client_authentication_missing: b2c(
    'invalid_request',
    90079,
    'Clients must send a client_secret when redeeming a confidential grant.',
  ),
  client_credentials_wrong: b2c(
    'invalid_client',
    90081,
    'The specified client_secret does not match the expected value for this client. Please correct the client_secret and try again.',
  ),
  assertion_type_wrong: b2c(
    'invalid_client',
    90016,
    (turn, { expected = '' }) =>
      `The requested client assertion type '${parameter(turn, 'client_assertion_type')}' does not match the expected type '${expected}'.`,
  ),
  assertion_wrong: b2c(
    'invalid_client',
    90017,
    (_turn, { why = '' }) => `The client assertion provided in the request is invalid: ${why}`,
  ),
  username_missing: missingParameter('username'),
  password_missing: missingParameter('password'),
  scope_missing: b2c('invalid_request', 90010, 'The request does not contain a scope parameter.'),
  scope_wrong: b2c(
    'invalid_scope',
    90117,
    (_turn, { scope = '' }) => `The scope '${scope}' provided in the request is not supported.`,
  ),
  openid_missing: b2c(
    'invalid_request',
    90110,
    "The scope parameter must include 'openid' when requesting a response_type that includes 'id_token'.",
  ),
  response_type_unsupported: b2c(
    'invalid_request',
    90013,
    (turn) =>
      `The requested response type '${parameter(turn, 'response_type')}' provided in the request is not supported.`,
  ),
  credentials_wrong: b2c('access_denied', 90225, WRONG),
  account_locked: b2c(
    'access_denied',
    90111,
    'Your account has been locked. Contact your support person to unlock it, then try again.',
  ),
  account_locked_for_now: b2c(
    'access_denied',
    90114,
    'Your account is temporarily locked to prevent unauthorized use. Try again later.',
  ),
  refresh_token_missing: missingParameter('refresh_token'),
  refresh_token_wrong: b2c(
    'invalid_grant',
    90088,
    (turn) =>
      `The provided grant has not been issued for this endpoint. Actual Value : unknown and Expected Value : ${turn.place.base}`,
  ),
  refresh_token_of_another_client: b2c(
    'invalid_grant',
    90279,
    (turn) =>
      `The provided client id '${parameter(turn, 'client_id')}' does not match the client id that issued the grant.`,
  ),
  refresh_token_expired: b2c('invalid_grant', 90080, (turn) => {
    const ended = turn.refresh?.expiresAt ?? turn.now
    const issued = ended - 14 * 86_400_000
    return `The provided grant has expired. Please re-authenticate and try again. Current time: ${stamp(turn.now)}, Grant issued time: ${stamp(issued)}, Grant sliding window expiration time: ${stamp(ended)}.`
  }),
  refresh_token_revoked: b2c(
    'invalid_grant',
    90129,
    'The provided grant has been revoked. Please reauthenticate and try again.',
  ),

  // The API
  token_missing: invalidToken,
  token_unknown: invalidToken,
  token_expired: invalidToken,
  not_found: api(404, 'Not Found'), // [D A-1]
  parameter_wrong: (_turn, { detail }) => api(400, detail['text'] ?? '', 'bad-request'), // [A]
  eula_required: api(
    403, // [A]
    'The licence agreement of this product has not been accepted.',
    'download-error-eula-required', // [D A-1]
  ),
  compliance_blocked: api(
    403,
    'The compliance status does not allow this download.',
    'download-error-compliance', // [A]
  ),
  too_many_requests: (_turn, { detail }) =>
    api(429, 'Quota has been exceeded', '', [['Retry-After', detail['seconds'] ?? '']]),
}

const isApi = (turn: Turn): boolean => turn.path.startsWith('/e-product-entitlement-customer/')

/** Two servers, two manners. */
export const refuse: NonNullable<Simulator['refuse']> = (answer, turn, fault) =>
  isApi(turn) ? apiRefusal(answer, fault) : b2cRefusal(answer, turn)

function apiRefusal(answer: FaultAnswer, { detail }: Fault): Response {
  const { status, error, error_description } = answer
  const { agreementUrl } = detail
  // The agreement's error has no number in Arm's client; the others do [D A-1].
  const body = {
    ...(agreementUrl === undefined ? { errorCode: status } : {}),
    ...(error === '' ? {} : { errorName: error }),
    errorDescription: error_description,
    agreementUrl,
  }
  const headers = new Headers({ 'Content-Type': 'application/json; charset=utf-8' })
  for (const [name, value] of answer.headers ?? []) headers.append(name, value)
  return new Response(JSON.stringify(body), { status, headers })
}

/** The description ends with two lines of its own, with real CR LF [D A-4]. */
function b2cRefusal(answer: FaultAnswer, turn: Turn): Response {
  const { status, error, error_description = '' } = answer
  const lines = [
    error_description,
    `Correlation ID: ${turn.ids.uuid()}`,
    `Timestamp: ${stamp(turn.now)}`,
    '',
  ]
  const headers = new Headers({
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'private',
    'x-ms-gateway-requestid': turn.ids.uuid(),
  })
  for (const [name, value] of answer.headers ?? []) headers.append(name, value)
  const cookie = `x-ms-cpim-trans=${turn.ids.opaque(48)}; Path=/; HttpOnly; SameSite=None; Secure`
  headers.append('Set-Cookie', cookie)
  const body = JSON.stringify({ error, error_description: lines.join('\r\n') })
  return new Response(body, { status, headers })
}

/** `YYYY-MM-DD HH:MM:SSZ`, as B2C writes the time. */
export const stamp = (time: number): string =>
  new Date(time)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z')
