/** A conforming server's words for every refusal. A vendor replaces the ones it says differently. */
import type { HeaderPairs } from '../core/http.ts'
import type { Fault, StandardFault, Turn } from '../core/simulation.ts'
import type { FaultAnswer } from '../core/simulator.ts'
import { challenges, openIdRows } from './faults-openid.ts'

type Row = readonly [status: number, error: string, error_description: string]

const BASIC = [['WWW-Authenticate', 'Basic realm="sandbox"']] as const

/** Statuses and codes: RFC 6749 sections 4.1.2.1 and 5.2, RFC 6750 section 3.1, RFC 7636 section 4.4.1. */
const rows: Readonly<Record<StandardFault, Row>> = {
  not_found: [404, 'not_found', 'There is nothing at this path.'],
  method_not_allowed: [405, 'invalid_request', 'This method is not allowed here.'],
  parameter_repeated: [400, 'invalid_request', 'A parameter is given more than once.'],
  client_authentication_missing: [401, 'invalid_client', 'Client authentication is required.'],
  client_authentication_repeated: [400, 'invalid_request', 'More than one client authentication.'],
  client_credentials_wrong: [401, 'invalid_client', 'Client authentication failed.'],
  client_id_differs: [400, 'invalid_request', 'client_id is not the authenticated client.'],
  access_disabled: [400, 'unauthorized_client', 'This client is disabled.'],
  grant_type_missing: [400, 'invalid_request', 'grant_type is missing.'],
  grant_type_unsupported: [400, 'unsupported_grant_type', 'This grant type is not supported.'],
  grant_type_refused: [400, 'unauthorized_client', 'This client may not use this grant type.'],
  credentials_wrong: [400, 'invalid_grant', 'User name or password is wrong.'],
  account_disabled: [400, 'invalid_grant', 'This account is disabled.'],
  account_locked: [400, 'invalid_grant', 'This account is locked.'],
  scope_wrong: [400, 'invalid_scope', 'The scope is unknown or more than was registered.'],
  code_missing: [400, 'invalid_request', 'code is missing.'],
  code_wrong: [400, 'invalid_grant', 'The code is unknown, used or expired.'],
  redirect_uri_differs: [400, 'invalid_grant', 'redirect_uri is not the one of the request.'],
  code_of_another_client: [400, 'invalid_grant', 'The code was issued to another client.'],
  code_verifier_wrong: [400, 'invalid_grant', 'code_verifier does not match code_challenge.'],
  refresh_token_missing: [400, 'invalid_request', 'refresh_token is missing.'],
  refresh_token_wrong: [400, 'invalid_grant', 'The refresh token is unknown or used.'],
  refresh_token_expired: [400, 'invalid_grant', 'The refresh token has expired.'],
  refresh_token_of_another_client: [400, 'invalid_grant', 'Another client has this refresh token.'],
  client_id_missing: [400, 'invalid_request', 'client_id is missing.'],
  client_unknown: [400, 'invalid_request', 'This client is not registered.'],
  response_type_missing: [400, 'invalid_request', 'response_type is missing.'],
  response_type_unsupported: [400, 'unsupported_response_type', 'Unsupported response type.'],
  response_type_refused: [400, 'unauthorized_client', 'The client may not use this response type.'],
  redirect_uri_missing: [400, 'invalid_request', 'redirect_uri is missing.'],
  redirect_uri_not_registered: [400, 'invalid_request', 'This redirect URI is not registered.'],
  code_challenge_missing: [400, 'invalid_request', 'code_challenge is missing.'],
  code_challenge_wrong: [400, 'invalid_request', 'code_challenge or its method is wrong.'],
  user_denied: [403, 'access_denied', 'The user denied the request.'],
  form_expired: [403, 'form_expired', 'This form was used already, or is not yours. Start again.'],
  token_missing: [401, 'invalid_token', 'An access token is required.'],
  token_unknown: [401, 'invalid_token', 'The access token is unknown.'],
  token_expired: [401, 'invalid_token', 'The access token has expired.'],
  too_many_requests: [429, 'too_many_requests', 'Too many requests.'],
  ...openIdRows,
}

/** The vendor's answer for a fault, or the conforming one. */
export function answerFor(turn: Turn, fault: Fault): FaultAnswer | Response {
  const own = turn.simulator.faults?.[fault.fault]
  if (typeof own === 'function') return own(turn, fault)
  if (own !== undefined) return own
  const row = Object.hasOwn(rows, fault.fault) ? rows[fault.fault as StandardFault] : undefined
  if (row === undefined) throw new Error(`No words for the fault ${fault.fault}`)
  const [status, error, standard] = row
  const error_description = fault.detail['says'] ?? standard
  const headers = headersFor(turn, fault, [status, error, error_description])
  return { status, error, error_description, headers }
}

function headersFor(turn: Turn, fault: Fault, row: Row): HeaderPairs {
  const { fault: name, detail } = fault
  if (name === 'method_not_allowed' && detail['allow'] !== undefined)
    return [['Allow', detail['allow']]]
  if (name === 'too_many_requests' && detail['seconds'] !== undefined)
    return [['Retry-After', detail['seconds']]]
  const [status] = row
  const nonce: HeaderPairs = detail['nonce'] === undefined ? [] : [['DPoP-Nonce', detail['nonce']]]
  if (turn.simulator.openid !== undefined && name.startsWith('token_'))
    return [...challenges(turn, fault, row), ...nonce]
  if (status !== 401) return nonce
  if (name === 'token_missing') return [['WWW-Authenticate', 'Bearer realm="sandbox"']]
  if (name.startsWith('token_'))
    return [['WWW-Authenticate', 'Bearer realm="sandbox", error="invalid_token"']]
  return BASIC
}
