/** Claims of software statements (a client's metadata) and of request objects (a request's parameters). */
import { rfc } from '../source.ts'
import { factsOf, oidc, openidPage, type Row, section } from './claims-shape.ts'

const metadata = rfc(7591, '2')
const requests = section(6749)
const pkce = rfc(7636, '4.3')
const parameters = oidc('3.1.2.1', 'AuthRequest')
const registration = openidPage(
  'OpenID Connect Registration, section 2',
  'openid-connect-registration-1_0.html#ClientMetadata',
)
const answers = rfc(7591, '3.2.1')

const rows: readonly Row[] = [
  [
    'software_id',
    'Software',
    'A name for the software that stays the same for every copy and every version of it.',
    metadata,
  ],
  ['software_version', 'Software version', 'Which version of the software this is.', metadata],
  [
    'redirect_uris',
    'Redirect addresses',
    'Where the server may send the browser back to with a code; nothing else is allowed.',
    metadata,
  ],
  ['client_name', 'Client name', 'What people are shown as the name of the client.', metadata],
  ['client_uri', 'Client page', 'The address of a page about the client.', metadata],
  ['logo_uri', 'Logo', 'The address of the client’s logo; it is not fetched here.', metadata],
  ['tos_uri', 'Terms', 'The address of the client’s terms of service.', metadata],
  [
    'policy_uri',
    'Privacy',
    'The address of the page that says what the client does with data about people.',
    metadata,
  ],
  [
    'contacts',
    'Contacts',
    'How to reach those who answer for the client, mostly e-mail addresses.',
    metadata,
  ],
  ['grant_types', 'Grant types', 'The ways in which the client may get tokens.', metadata],
  [
    'response_types',
    'Response types',
    'What the client may ask the authorization endpoint for.',
    metadata,
  ],
  [
    'token_endpoint_auth_method',
    'Client authentication',
    'How the client proves who it is at the token endpoint.',
    metadata,
  ],
  [
    'jwks_uri',
    'Address of the keys',
    'Where the client publishes its public keys; it is not fetched here.',
    metadata,
  ],
  [
    'client_secret',
    'Client secret',
    'A secret of the client: whoever reads this token has it too.',
    answers,
  ],
  ['client_id_issued_at', 'Client since', 'When the client was registered.', answers, 'time'],
  [
    'client_secret_expires_at',
    'Secret expires',
    'When the client secret ends; 0 means never.',
    answers,
    'time',
  ],
  [
    'software_statement',
    'Software statement',
    'A signed description of the client by somebody the server trusts.',
    rfc(7591, '2.3'),
  ],
  [
    'application_type',
    'Application type',
    'Whether the client is a web application or a native one.',
    registration,
  ],
  [
    'sector_identifier_uri',
    'Sector',
    'The address that several clients share to see one person under one sub.',
    registration,
  ],
  [
    'subject_type',
    'Subject type',
    'Whether all clients see the same sub for a person (public) or each its own (pairwise).',
    registration,
  ],
  [
    'id_token_signed_response_alg',
    'ID token algorithm',
    'With which algorithm the client wants its ID tokens signed.',
    registration,
  ],
  [
    'request_object_signing_alg',
    'Request algorithm',
    'With which algorithm the client signs its requests.',
    registration,
  ],
  [
    'response_type',
    'Response type',
    'What the request asks for: a code, a token, an ID token.',
    requests('3.1.1'),
  ],
  ['redirect_uri', 'Redirect address', 'Where the browser is to come back to.', requests('3.1.2')],
  [
    'state',
    'State',
    'What the client gets back unchanged, so that the answer belongs to its own request.',
    requests('4.1.1'),
  ],
  [
    'code',
    'Code',
    'The authorization code that the client trades for tokens, once.',
    requests('4.1.2'),
  ],
  ['error', 'Error', 'Why the request was refused, as a code.', requests('4.1.2.1')],
  [
    'error_description',
    'Error in words',
    'Why the request was refused, for developers.',
    requests('4.1.2.1'),
  ],
  [
    'code_challenge',
    'PKCE challenge',
    'The hash of a secret that the client shows later, when it trades the code.',
    pkce,
  ],
  [
    'code_challenge_method',
    'PKCE method',
    'How the challenge was made; S256 is the one to use.',
    pkce,
  ],
  [
    'response_mode',
    'Response mode',
    'How the answer travels back: in the query, in the fragment, or as a form.',
    parameters,
  ],
  ['display', 'Display', 'What kind of page the person should see for the sign-in.', parameters],
  ['prompt', 'Prompt', 'Whether the person must, or must not, be asked again.', parameters],
  [
    'max_age',
    'Greatest age',
    'How many seconds ago the person may have signed in at most.',
    parameters,
  ],
  ['ui_locales', 'Languages', 'In which languages the person would like the pages.', parameters],
  ['login_hint', 'Who signs in', 'A hint at the person, such as an e-mail address.', parameters],
  [
    'acr_values',
    'Wanted classes',
    'Which classes of sign-in the client would like, best first.',
    parameters,
  ],
  [
    'id_token_hint',
    'Earlier ID token',
    'An ID token from before that says whom the request is about.',
    parameters,
  ],
  [
    'claims',
    'Wanted claims',
    'Which single claims the client asks for.',
    oidc('5.5', 'ClaimsParameter'),
  ],
  [
    'dpop_jkt',
    'DPoP key',
    'The thumbprint of the key that the code is to be bound to.',
    rfc(9449, '10'),
  ],
  ['resource', 'Resource', 'The API that the token is wanted for.', rfc(8707, '2')],
]

export const clientClaims = factsOf(rows)
