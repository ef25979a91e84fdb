/** Claims every JWT may have, and those of OAuth's tokens: who, for whom, until when, and for what. */
import { rfc } from '../source.ts'
import { factsOf, openidPage, type Row, section } from './claims-shape.ts'

const jwt = section(7519)
const exchange = section(8693)
const profile = section(9068)
const dpop = section(9449)
const scim = section(9068)('2.2.3.1')
const events = section(8417)
const statusList = {
  title: 'Token Status List',
  url: 'https://datatracker.ietf.org/doc/draft-ietf-oauth-status-list/',
}
const sdJwt = section(9901)
const sdJwtVc = {
  title: 'SD-JWT-based Verifiable Digital Credentials',
  url: 'https://datatracker.ietf.org/doc/draft-ietf-oauth-sd-jwt-vc/',
}
const logout = openidPage(
  'OpenID Connect Front-Channel Logout, section 3',
  'openid-connect-frontchannel-1_0.html#OPLogout',
)

const rows: readonly Row[] = [
  [
    'iss',
    'Issuer',
    'Who made this token; in OAuth the address of the authorization server, compared letter by letter.',
    jwt('4.1.1'),
  ],
  [
    'sub',
    'Subject',
    'Whom or what the token is about; unique at its issuer, and meaningless elsewhere.',
    jwt('4.1.2'),
  ],
  [
    'aud',
    'Audience',
    'For whom the token is meant; whoever does not find itself named here must refuse it.',
    jwt('4.1.3'),
    'audience',
  ],
  ['exp', 'Expires', 'The moment from which on nobody may accept the token.', jwt('4.1.4'), 'time'],
  [
    'nbf',
    'Not before',
    'The moment before which nobody may accept the token.',
    jwt('4.1.5'),
    'time',
  ],
  [
    'iat',
    'Issued at',
    'When the token was made, so that its age can be told.',
    jwt('4.1.6'),
    'time',
  ],
  [
    'jti',
    'Token identifier',
    'A name for this one token, so that a second use of it can be noticed.',
    jwt('4.1.7'),
  ],
  [
    'scope',
    'Scope',
    'What the bearer may do, as words with blanks between them.',
    exchange('4.2'),
    'scope',
  ],
  ['client_id', 'Client', 'The OAuth client that asked for the token.', exchange('4.3')],
  [
    'act',
    'Actor',
    'Who acts in place of the subject; actors inside it acted before, and count for nothing but the record.',
    exchange('4.1'),
  ],
  ['may_act', 'May act', 'Who is allowed to act in place of the subject.', exchange('4.4')],
  [
    'auth_time',
    'Signed in at',
    'When the person last proved who they are, which may be long before the token was made.',
    profile('2.2.1'),
    'time',
  ],
  [
    'acr',
    'Sign-in class',
    'How strong the sign-in was, by a name that the two sides agreed on.',
    profile('2.2.1'),
  ],
  [
    'amr',
    'Sign-in methods',
    'How the person signed in: pwd for a password, otp for a one-time code, mfa for several factors.',
    section(8176)('2'),
  ],
  ['roles', 'Roles', 'The roles of the subject, such as the API understands them.', scim],
  ['groups', 'Groups', 'The groups the subject belongs to.', scim],
  ['entitlements', 'Entitlements', 'Single rights that the subject was given.', scim],
  [
    'cnf',
    'Confirmation',
    'The key whose possession has to be proved along with the token: jkt is a DPoP key, x5t#S256 a client certificate.',
    section(7800)('3.1'),
    'key',
  ],
  [
    'authorization_details',
    'Authorization details',
    'What was granted, as objects with a type and its own members, finer than a scope can say.',
    section(9396)('9.1'),
  ],
  [
    'token_introspection',
    'Introspection',
    'What the server knows of the token that was asked about, signed.',
    section(9701)('5'),
  ],
  ['htm', 'HTTP method', 'The method of the one request that this DPoP proof is for.', dpop('4.2')],
  [
    'htu',
    'HTTP address',
    'The address of the one request that this DPoP proof is for, without query and fragment.',
    dpop('4.2'),
  ],
  [
    'ath',
    'Access token hash',
    'The SHA-256 hash of the access token that this DPoP proof goes with.',
    dpop('4.2'),
  ],
  [
    'events',
    'Events',
    'What happened: each member is the address of a kind of event, with its details.',
    events('2.2'),
  ],
  [
    'toe',
    'Time of event',
    'When the event happened, which may be before the token was made.',
    events('2.2'),
    'time',
  ],
  ['txn', 'Transaction', 'A name that ties several tokens to one transaction.', events('2.2')],
  [
    'sub_id',
    'Subject identifier',
    'The subject in a stated format, such as an e-mail address or a pair of issuer and subject.',
    section(9493)('4.1'),
  ],
  [
    'sid',
    'Session',
    'The session at the OpenID provider, so that a logout ends the right one.',
    logout,
  ],
  ['status', 'Status', 'Where to look up whether this token has been revoked.', statusList],
  [
    'status_list',
    'Status list',
    'One bit or a few for each of many tokens, compressed.',
    statusList,
  ],
  ['ttl', 'Time to live', 'For how many seconds a status list may be kept.', statusList],
  [
    '_sd',
    'Withheld claims',
    'Hashes of claims that the holder may show or keep back.',
    sdJwt('4.2.4.1'),
  ],
  [
    '_sd_alg',
    'Hash of withheld claims',
    'The algorithm of those hashes; sha-256 when it is absent.',
    sdJwt('4.1.1'),
  ],
  [
    'sd_hash',
    'Presentation hash',
    'Ties a key binding JWT to the SD-JWT it is shown with.',
    sdJwt('4.3'),
  ],
  ['vct', 'Credential type', 'The type of a verifiable credential.', sdJwtVc],
  [
    'vc',
    'Verifiable credential',
    'A W3C verifiable credential inside a JWT.',
    {
      title: 'W3C Verifiable Credentials Data Model 1.1, section 6.3.1',
      url: 'https://www.w3.org/TR/2022/REC-vc-data-model-20220303/#json-web-token',
    },
  ],
  [
    'vp',
    'Verifiable presentation',
    'A W3C presentation of credentials inside a JWT.',
    {
      title: 'W3C Verifiable Credentials Data Model 1.1, section 6.3.1',
      url: 'https://www.w3.org/TR/2022/REC-vc-data-model-20220303/#json-web-token',
    },
  ],
  [
    'vot',
    'Vector of trust',
    'How far the identity and the sign-in can be trusted, as a row of short codes.',
    rfc(8485),
  ],
  ['vtm', 'Trust mark', 'The address that explains the codes of vot.', rfc(8485)],
  [
    'atc',
    'ACME authority',
    'What an ACME authority token permits its bearer to get a certificate for.',
    rfc(9447),
  ],
  [
    'cnonce',
    'Client nonce',
    'A value that shows a constrained device that the token is fresh.',
    section(9200)('5.10'),
  ],
  [
    'exi',
    'Expires in',
    'For how many seconds the token is valid once a device without a clock has received it.',
    section(9200)('5.10.3'),
  ],
  [
    'ace_profile',
    'ACE profile',
    'Which profile of ACE the client has to use with a constrained device.',
    section(9200)('5.10'),
  ],
]

export const jwtClaims = factsOf(rows)
