/** Adobe's words for every refusal: `{"error"}` at 400 from the DCR server, plain text from CMU. */
import type { HeaderPairs } from '../../core/http.ts'
import type { Fault, Turn } from '../../core/simulation.ts'
import type { FaultAnswer, Simulator } from '../../core/simulator.ts'
import { tooMany } from './sandbox-throttle.ts'

/** 400, a code, and never a description [D C-2]. */
const code = (error: string): FaultAnswer => ({ status: 400, error })

export function plain(status: number, text: string, headers: HeaderPairs = []): Response {
  const pairs = headers.map(([name, value]): [string, string] => [name, value])
  return new Response(text, {
    status,
    headers: [['Content-Type', 'text/plain;charset=UTF-8'], ...pairs],
  })
}

/** [A] */
const unauthorized = () =>
  plain(401, 'Unauthorized', [['WWW-Authenticate', 'Bearer realm="cmu", error="invalid_token"']])

export const faults: NonNullable<Simulator['faults']> = {
  throttled: () => tooMany(),
  request_invalid: code('invalid_request'),

  // Registration
  statement_invalid: code('invalid_software_statement'),
  statement_unapproved: code('unapproved_software_statement'),
  redirect_uri_invalid: code('invalid_redirect_uri'),

  // The token endpoint
  parameter_repeated: code('invalid_request'),
  grant_type_missing: code('invalid_request'),
  client_authentication_missing: code('invalid_request'),
  client_authentication_repeated: code('invalid_request'),
  client_id_differs: code('invalid_request'),
  client_credentials_wrong: code('invalid_client'),
  access_disabled: code('invalid_client'),
  grant_type_unsupported: code('unsupported_grant_type'),
  grant_type_refused: code('unauthorized_client'),

  // CMU
  token_missing: unauthorized,
  token_unknown: unauthorized,
  token_expired: unauthorized,
  tenant_forbidden: () => plain(403, 'Forbidden'), // [A]
  query_wrong: (_turn: Turn, { detail }: Fault) => plain(400, detail['text'] ?? 'Bad Request'),
  not_acceptable: () => plain(406, 'Not Acceptable'), // [A] text
  not_found: () => plain(404, 'Not Found'), // [A] text
  method_not_allowed: (_turn: Turn, { detail }: Fault) =>
    plain(405, 'Method Not Allowed', [['Allow', detail['allow'] ?? '']]),
}
