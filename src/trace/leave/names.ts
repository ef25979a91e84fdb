/** What may be shown by its name. Whatever is not listed here, and not declared public, is masked. */

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Parameters and members that every OAuth server means alike, and words of errors. */
export const PUBLIC_NAMES = set(`
  grant_type response_type response_mode prompt display max_age ui_locales acr_values claims_locales
  code_challenge_method token_type expires_in refresh_expires_in refresh_token_expires_in not_before
  expires_on ext_expires_in scope scopes audience resource client_id redirect_uri redirect_uris issuer iss
  error error_description error_uri error_code error_codes errorcode errors message messages detail
  details title status status_code statuscode reason type kind path timestamp trace_id correlation_id
  request_id requestid token_type_hint token_endpoint_auth_method grant_types response_types
  client_name client_uri software_id software_version client_id_issued_at client_secret_expires_at
  application_type method version format limit offset page page_size count total size sort order
  expires_at created_at updated_at active client_assertion_type subject_token_type actor_token_type
  requested_token_type issued_token_type interval success result warning warnings
  authorization_endpoint token_endpoint jwks_uri userinfo_endpoint revocation_endpoint
  introspection_endpoint registration_endpoint end_session_endpoint device_authorization_endpoint
  scopes_supported response_types_supported grant_types_supported subject_types_supported
  token_endpoint_auth_methods_supported code_challenge_methods_supported claims_supported
  id_token_signing_alg_values_supported kty use alg kid crv e key_ops x5t`)

/** Declared public, and yet of one walk alone: a placeholder says all that support needs. */
export const ONE_TIME = set('state nonce code_challenge')

/** Headers whose value says how, never who. */
export const SAFE_HEADERS = set(`
  accept accept-charset accept-encoding accept-language accept-ranges access-control-allow-credentials
  access-control-allow-headers access-control-allow-methods access-control-allow-origin
  access-control-expose-headers access-control-max-age access-control-request-headers
  access-control-request-method age allow alt-svc cache-control connection content-disposition
  content-encoding content-language content-length content-range content-type date dnt expires host
  keep-alive last-modified mime-version origin pragma proxy-connection range ratelimit ratelimit-limit
  ratelimit-policy ratelimit-remaining ratelimit-reset referrer-policy retry-after sec-fetch-dest
  sec-fetch-mode sec-fetch-site sec-fetch-user server strict-transport-security te trailer
  transfer-encoding upgrade upgrade-insecure-requests user-agent vary via warning www-authenticate
  x-content-type-options x-correlation-id x-frame-options x-powered-by x-ratelimit-limit
  x-ratelimit-remaining x-ratelimit-reset x-request-id x-requested-with x-xss-protection`)

/** Headers that hold an address. */
export const ADDRESS_HEADERS = set('location content-location referer')

export const COOKIE_ATTRIBUTES = set(
  'path domain expires max-age secure httponly samesite partitioned priority',
)

/** Of a JWT's header these values are shown; of the others, the names. */
export const SHOWN_HEADER = set('alg typ kid cty crit enc zip x5t')

/** Of a JWT's claims these values are shown; of the others, the names. */
export const SHOWN_CLAIMS = set(`
  iss aud exp nbf iat auth_time azp client_id scope scp roles amr acr ver gty tfp tid token_use typ
  token_type software_id software_version`)

/** Claims and members that say who someone is: shown only when the person ticks it. */
export const PERSONAL_NAMES = set(`
  sub email name given_name family_name middle_name nickname preferred_username username user_name
  upn unique_name oid picture phone_number birthdate address profile login user_id userid emails
  firstname lastname first_name last_name displayname display_name`)

/** Words of ours and of the protocol: a secret that equals one can be known only by its place. */
export const OWN_WORDS = set(`
  format version session grantwalk-case exchanges exchange values vendor target sandbox live createdAt
  updatedAt startedAt endedAt built sent method headers encoding outcome accepted refused failed
  response statusText httpVersion truncated gained findings problem remedy callback redirects location
  decision followed stopped sentHead protocol cipher authorized trailers wireBytes timings connect
  firstByte network_error malformed_response security_stop limit_reached missing_value bad_input
  oauth_error vendor_error relay_refused navigation direct application/x-www-form-urlencoded
  application/json authorization Authorization authorization_code client_credentials password implicit
  refresh_token bearer Bearer private_key_jwt client_secret_basic client_secret_post S256 code token
  https://localhost creator browser entries request cookies queryString headersSize bodySize postData
  mimeType params content redirectURL cache startedDateTime comment serverIPAddress username
  Content-Type Content-Length Accept Cookie Set-Cookie import require process python bash printf`)
