/** The words for refusals of OpenID Connect and of what OAuth has grown since. */
import type { Fault, OpenIdFault, Turn } from '../core/simulation.ts'

type Row = readonly [status: number, error: string, error_description: string]

/** RFC 9126, 9101, 9449, 8707, 9396, 8628, 7591; OpenID Connect Core 3.1.2.6; CIBA Core 13. */
export const openIdRows: Readonly<Record<OpenIdFault, Row>> = {
  request_invalid: [400, 'invalid_request', 'The request is wrong.'],
  request_object_wrong: [400, 'invalid_request_object', 'The request object is not valid.'],
  request_uri_wrong: [400, 'invalid_request_uri', 'This request_uri is unknown, used or expired.'],
  request_uri_unsupported: [400, 'request_uri_not_supported', 'Only pushed requests are taken.'],
  login_required: [400, 'login_required', 'The person has to sign in, and prompt=none forbids it.'],
  consent_required: [400, 'consent_required', 'The person has to agree; prompt=none forbids it.'],
  grant_wrong: [400, 'invalid_grant', 'What the grant rests on is not valid.'],
  proof_wrong: [400, 'invalid_dpop_proof', 'The DPoP proof is not valid.'],
  proof_nonce_wanted: [400, 'use_dpop_nonce', 'The DPoP proof needs the nonce of this answer.'],
  token_proof_wrong: [401, 'invalid_dpop_proof', 'The DPoP proof is not valid.'],
  token_proof_nonce_wanted: [401, 'use_dpop_nonce', 'The proof needs the nonce of this answer.'],
  token_key_wrong: [401, 'invalid_token', 'The token is bound to another key than the one shown.'],
  token_scope_small: [403, 'insufficient_scope', 'The access token does not reach this far.'],
  target_wrong: [400, 'invalid_target', 'This resource is not known here, or was not granted.'],
  authorization_details_wrong: [
    400,
    'invalid_authorization_details',
    'authorization_details cannot be read, or a type is not known here.',
  ],
  authorization_pending: [400, 'authorization_pending', 'The person has not decided yet.'],
  slow_down: [400, 'slow_down', 'Too fast: wait five seconds more between two requests.'],
  waiting_expired: [400, 'expired_token', 'The request has expired. Start again.'],
  waiting_denied: [400, 'access_denied', 'The person denied the request.'],
  person_unknown: [400, 'unknown_user_id', 'Nobody here is known by this hint.'],
  binding_message_wrong: [400, 'invalid_binding_message', 'Too long, or not to be shown.'],
  metadata_wrong: [400, 'invalid_client_metadata', 'The client metadata are not valid.'],
  redirect_metadata_wrong: [400, 'invalid_redirect_uri', 'A redirect URI is not valid.'],
  statement_wrong: [400, 'invalid_software_statement', 'The software statement is not valid.'],
}

const quoted = (text: string): string => text.replaceAll(/["\\]/g, "'")

/** What a resource says to a token it does not take (RFC 6750 section 3, RFC 9449 section 7.1, RFC 9728 section 5.1). */
export function challenges(
  turn: Turn,
  { fault }: Fault,
  [status, error, description]: Row,
): readonly (readonly [string, string])[] {
  const resource = turn.simulator.openid?.resources(turn.place).find((one) => isAt(turn, one))
  const where = resource === undefined ? [] : [`resource_metadata="${metadataOf(turn, resource)}"`]
  const why =
    fault === 'token_missing'
      ? []
      : [`error="${error}"`, `error_description="${quoted(description)}"`]
  const bearer = ['realm="sandbox"', ...why, ...where].join(', ')
  const dpop = ['algs="ES256 RS256"', ...why].join(', ')
  const proof: readonly [string, string] = ['WWW-Authenticate', `DPoP ${dpop}`]
  if (status === 403) return [['WWW-Authenticate', `Bearer ${bearer}`]]
  if (fault.startsWith('token_proof')) return [proof]
  return [['WWW-Authenticate', `Bearer ${bearer}`], proof]
}

const isAt = (turn: Turn, resource: string): boolean =>
  `${turn.place.base}${turn.path}/`.startsWith(`${resource}/`)

/** RFC 9728 section 3.1: the well-known part stands between host and path. */
function metadataOf(turn: Turn, resource: string): string {
  const { origin, pathname } = new URL(resource, turn.place.base)
  return `${origin}/.well-known/oauth-protected-resource${pathname}`
}
