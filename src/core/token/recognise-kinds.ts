/** Kinds that a token names itself, by its typ or by a claim that nothing else has (RFC 8725 section 3.11). */
import { type Link, rfc } from '../source.ts'
import type { Kind, Seen } from './recognise-seen.ts'

const openid = (title: string, page: string): Link => ({
  title,
  url: `https://openid.net/specs/${page}`,
})

export const logoutRule = openid(
  'OpenID Connect Back-Channel Logout, section 2.4',
  'openid-connect-backchannel-1_0.html#LogoutToken',
)
const federation = openid('OpenID Federation', 'openid-federation-1_0.html')
const draft = (title: string, name: string): Link => ({
  title,
  url: `https://datatracker.ietf.org/doc/${name}/`,
})

const typed = (code: string, name: string, typ: string, rule: Link, more = ''): Kind<Seen> => ({
  code,
  name,
  rule,
  test: (seen) => (seen.typ === typ ? `Its header says so: typ is ${typ}.${more}` : undefined),
})

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'

export const typedKinds: readonly Kind<Seen>[] = [
  typed(
    'access_token_rfc9068',
    'an access token as RFC 9068 describes it',
    'at+jwt',
    rfc(9068, '2'),
    ' It is meant for the API named in aud, not for the client.',
  ),
  typed(
    'dpop_proof',
    'a DPoP proof',
    'dpop+jwt',
    rfc(9449, '4.2'),
    ' It proves the possession of the key in its header, for one request (htm, htu).',
  ),
  typed('logout_token', 'an OpenID Connect logout token', 'logout+jwt', logoutRule),
  {
    code: 'logout_token',
    name: 'an OpenID Connect logout token',
    rule: logoutRule,
    test: ({ events }) =>
      events.includes(logoutEvent) ? 'Its events name a back-channel logout.' : undefined,
  },
  typed(
    'client_assertion',
    'a client assertion',
    'client-authentication+jwt',
    draft('Updates to OAuth 2.0 JWT client authentication', 'draft-ietf-oauth-rfc7523bis'),
  ),
  typed('request_object', 'a request object (JAR)', 'oauth-authz-req+jwt', rfc(9101, '4')),
  typed(
    'introspection_response',
    'a signed introspection response',
    'token-introspection+jwt',
    rfc(9701, '5'),
  ),
  typed(
    'entity_statement',
    'an entity statement of OpenID Federation',
    'entity-statement+jwt',
    federation,
  ),
  typed('trust_mark', 'a trust mark of OpenID Federation', 'trust-mark+jwt', federation),
  typed(
    'resolve_response',
    'a resolve response of OpenID Federation',
    'resolve-response+jwt',
    federation,
  ),
  typed(
    'authorization_grant',
    'an identity assertion (ID-JAG)',
    'oauth-id-jag+jwt',
    draft(
      'Identity Assertion JWT Authorization Grant',
      'draft-ietf-oauth-identity-assertion-authz-grant',
    ),
  ),
  typed(
    'client_attestation',
    'a client attestation',
    'oauth-client-attestation+jwt',
    draft(
      'OAuth 2.0 Attestation-Based Client Authentication',
      'draft-ietf-oauth-attestation-based-client-auth',
    ),
  ),
  typed(
    'client_attestation_pop',
    'the proof that goes with a client attestation',
    'oauth-client-attestation-pop+jwt',
    draft(
      'OAuth 2.0 Attestation-Based Client Authentication',
      'draft-ietf-oauth-attestation-based-client-auth',
    ),
  ),
  typed(
    'credential_proof',
    'a key proof for a credential',
    'openid4vci-proof+jwt',
    openid(
      'OpenID for Verifiable Credential Issuance',
      'openid-4-verifiable-credential-issuance-1_0.html',
    ),
  ),
  typed('key_binding', 'a key binding JWT of an SD-JWT', 'kb+jwt', rfc(9901, '4.3')),
  typed(
    'sd_jwt_vc',
    'a verifiable credential (SD-JWT VC)',
    'dc+sd-jwt',
    draft('SD-JWT-based Verifiable Digital Credentials', 'draft-ietf-oauth-sd-jwt-vc'),
  ),
  typed(
    'status_list',
    'a status list of credentials',
    'statuslist+jwt',
    draft('Token Status List', 'draft-ietf-oauth-status-list'),
  ),
  typed('security_event', 'a security event token (SET)', 'secevent+jwt', rfc(8417, '2')),
  {
    code: 'security_event',
    name: 'a security event token (SET)',
    rule: rfc(8417, '2.2'),
    test: ({ events: [first] }) =>
      first === undefined ? undefined : 'It has the claim events, which only these have.',
  },
]
