/** What the server says of itself: OpenID Connect Discovery, RFC 8414 and RFC 9728. */
import { Fault, type Turn } from '../core/simulation.ts'
import { json } from './answers.ts'
import { asymmetric } from './client-assertion.ts'
import { knobsOf, rulesOf } from './openid.ts'
import { claimNames } from './person.ts'
import { responseModes } from './response-mode.ts'

const methodNames = {
  none: ['none'],
  basic: ['client_secret_basic'],
  post: ['client_secret_post'],
  assertion: ['client_secret_jwt', 'private_key_jwt'],
} as const

export function metadata(turn: Turn): Response {
  const all = { ...endpoints(turn), ...abilities(turn), ...algorithms() }
  return json(turn, 200, rulesOf(turn).twist?.metadata?.(turn, all) ?? all)
}

function endpoints(turn: Turn) {
  const { paths } = rulesOf(turn)
  const { base } = turn.place
  const { simulator } = turn
  return {
    issuer: base,
    authorization_endpoint: base + (simulator.authorize?.path ?? ''),
    token_endpoint: base + (simulator.token?.path ?? ''),
    jwks_uri: base + paths.jwks,
    userinfo_endpoint: base + paths.userinfo,
    registration_endpoint: base + paths.registration,
    introspection_endpoint: base + paths.introspection,
    revocation_endpoint: base + paths.revocation,
    end_session_endpoint: base + paths.end_session,
    pushed_authorization_request_endpoint: base + paths.par,
    device_authorization_endpoint: base + paths.device_authorization,
    backchannel_authentication_endpoint: base + paths.backchannel_authentication,
  }
}

function abilities(turn: Turn) {
  const { simulator } = turn
  const rules = rulesOf(turn)
  const methods = (simulator.token?.authentication ?? []).flatMap((one) => methodNames[one])
  const confidential = methods.filter((one) => one !== 'none')
  return {
    scopes_supported: rules.scopes,
    response_types_supported: simulator.authorize?.response_types,
    response_modes_supported: responseModes,
    grant_types_supported: [...(simulator.token?.grants ?? []), 'implicit'],
    code_challenge_methods_supported: ['S256', 'plain'],
    token_endpoint_auth_methods_supported: methods,
    introspection_endpoint_auth_methods_supported: confidential,
    revocation_endpoint_auth_methods_supported: methods,
    subject_types_supported: ['public'],
    claims_supported: claimNames,
    claims_parameter_supported: true,
    request_parameter_supported: true,
    request_uri_parameter_supported: false,
    require_pushed_authorization_requests: knobsOf(turn).parRequired,
    authorization_response_iss_parameter_supported: simulator.authorize?.iss !== false,
    backchannel_token_delivery_modes_supported: ['poll'],
    backchannel_user_code_parameter_supported: false,
    acr_values_supported: rules.acr_values,
    prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
    authorization_details_types_supported: rules.authorization_details_types,
    protected_resources: rules.resources(turn.place),
  }
}

function algorithms() {
  const signed = ['RS256', 'ES256']
  const assertions = ['HS256', ...asymmetric]
  return {
    id_token_signing_alg_values_supported: signed,
    userinfo_signing_alg_values_supported: signed,
    authorization_signing_alg_values_supported: signed,
    introspection_signing_alg_values_supported: ['RS256'],
    request_object_signing_alg_values_supported: [...asymmetric, 'none'],
    dpop_signing_alg_values_supported: asymmetric,
    token_endpoint_auth_signing_alg_values_supported: assertions,
    introspection_endpoint_auth_signing_alg_values_supported: assertions,
    revocation_endpoint_auth_signing_alg_values_supported: assertions,
  }
}

/** RFC 9728 section 3.2: the resource has to be the one that was asked for. */
export function resourceMetadata(turn: Turn): Response {
  const rules = rulesOf(turn)
  const resource = `${turn.place.base}/${turn.captured['*'] ?? ''}`
  if (!rules.resources(turn.place).includes(resource)) throw new Fault('not_found')
  return json(turn, 200, {
    resource,
    resource_name: turn.simulator.product,
    authorization_servers: [turn.place.base],
    scopes_supported: rules.scopes,
    bearer_methods_supported: ['header'],
    dpop_signing_alg_values_supported: asymmetric,
    authorization_details_types_supported: rules.authorization_details_types,
  })
}
