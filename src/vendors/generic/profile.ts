/** Facts about a server that nobody described here: it describes itself, or a person does. */
import { facts } from '../../core/values.ts'
import type { VendorProfile } from '../../core/vendor.ts'

export const profile: VendorProfile = {
  id: 'generic',
  name: 'Any OAuth or OpenID server',
  product: 'OAuth 2 and OpenID Connect',
  summary:
    'Your own server, found by its address. Every standard flow, with PAR, JAR, JARM and DPoP as switches, and findings where it strays from its specifications.',
  links: [
    { title: 'OpenID Connect Core', url: 'https://openid.net/specs/openid-connect-core-1_0.html' },
  ],
  values: Object.fromEntries([
    ...facts(
      'public',
      'server_template tenant issuer authorization_endpoint token_endpoint userinfo_endpoint introspection_endpoint revocation_endpoint end_session_endpoint jwks_uri device_authorization_endpoint backchannel_authentication_endpoint pushed_authorization_request_endpoint registration_endpoint resource api_url authorization_response_iss_parameter_supported token_endpoint_auth_method basic_encoding client_key_from client_key_alg client_public_jwk pkce par jar dpop dpop_public_jwk response_mode prompt max_age acr_values authorization_details extra_parameters request_uri post_logout_redirect_uri introspected verification_uri verification_uri_complete interval user_code binding_message issued_token_type requested_token_type subject_token_type actor_token_type client_name registration_client_uri new_client_name client_id_issued_at client_secret_expires_at registration',
    ),
    ...facts('personal', 'sub'),
    ...facts('secret', 'client_jwk dpop_jwk request response previous_refresh_token revoked_token'),
  ]),
  hosts: ({ issuer = '' }) => (issuer === '' ? {} : { main: issuer.replace(/\/$/, '') }),
  // Whoever's server it is, its person approves the way there.
  origins: [],
}
