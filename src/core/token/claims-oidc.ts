/** Claims of OpenID Connect: the login, the person, their identity proofs, and federations. */
import { factsOf, oidc, openidPage, type Row } from './claims-shape.ts'

const idToken = oidc('2', 'IDToken')
const standard = oidc('5.1', 'StandardClaims')
const hybrid = oidc('3.3.2.11', 'HybridIDToken')
const distributed = oidc('5.6.2', 'AggregatedDistributedClaims')
const fapi = openidPage('FAPI 1.0 Advanced', 'openid-financial-api-part-2-1_0.html')
const assurance = openidPage(
  'OpenID Connect for Identity Assurance',
  'openid-connect-4-identity-assurance-1_0.html',
)
const person = openidPage(
  'OpenID Connect for Identity Assurance Claims',
  'openid-connect-4-ida-claims-1_0.html',
)
const federation = openidPage('OpenID Federation', 'openid-federation-1_0.html')

const rows: readonly Row[] = [
  [
    'nonce',
    'Nonce',
    'The value that the client sent with its request, so that this token belongs to that request and no other.',
    idToken,
  ],
  [
    'azp',
    'Authorized party',
    'The client that the token was issued to, where that is not plain from aud.',
    idToken,
  ],
  [
    'at_hash',
    'Access token hash',
    'The left half of the hash of the access token that came along, in base64url.',
    oidc('3.1.3.6', 'CodeIDToken'),
  ],
  [
    'c_hash',
    'Code hash',
    'The left half of the hash of the authorization code that came along, in base64url.',
    hybrid,
  ],
  [
    's_hash',
    'State hash',
    'The left half of the hash of the state that the client sent, in base64url.',
    fapi,
  ],
  [
    'sub_jwk',
    'Subject key',
    'The public key of someone who issues ID tokens about themselves.',
    oidc('7.4', 'SelfIssuedResponse'),
    'key',
  ],
  ['name', 'Name', 'The full name as the person wants it shown.', standard],
  ['given_name', 'Given names', 'The given name or names of the person.', standard],
  ['family_name', 'Family names', 'The surname or surnames of the person.', standard],
  ['middle_name', 'Middle names', 'The middle name or names of the person.', standard],
  ['nickname', 'Nickname', 'A casual name of the person.', standard],
  [
    'preferred_username',
    'User name',
    'What the person likes to be called here; it may change and need not be unique, so nothing may depend on it.',
    standard,
  ],
  ['profile', 'Profile page', 'The address of a page about the person.', standard],
  [
    'picture',
    'Picture',
    'The address of a picture of the person; it is not fetched here.',
    standard,
  ],
  ['website', 'Website', 'The address of the person’s own page.', standard],
  [
    'email',
    'E-mail',
    'An e-mail address of the person, to be trusted only as far as email_verified says.',
    standard,
  ],
  [
    'email_verified',
    'E-mail verified',
    'Whether the provider made sure that the address was the person’s at that time.',
    standard,
  ],
  ['gender', 'Gender', 'The person’s gender, as a word.', standard],
  [
    'birthdate',
    'Date of birth',
    'Year, month and day; year 0000 stands for one that is kept back.',
    standard,
  ],
  ['zoneinfo', 'Time zone', 'The person’s time zone by its name, such as Europe/Paris.', standard],
  ['locale', 'Language', 'The person’s language and region, such as en-GB.', standard],
  [
    'phone_number',
    'Telephone',
    'A telephone number of the person, best written as +44 and so on.',
    standard,
  ],
  [
    'phone_number_verified',
    'Telephone verified',
    'Whether the provider made sure that the number was the person’s at that time.',
    standard,
  ],
  [
    'address',
    'Address',
    'The person’s postal address, in parts or as one text.',
    oidc('5.1.1', 'AddressClaim'),
  ],
  [
    'updated_at',
    'Updated at',
    'When what is known of the person was last changed.',
    standard,
    'time',
  ],
  [
    '_claim_names',
    'Claims kept elsewhere',
    'Which claims are to be had from another source, and from which.',
    distributed,
  ],
  [
    '_claim_sources',
    'Where those claims are',
    'The sources: a JWT brought along, or an address to ask with a token; it is not fetched here.',
    distributed,
  ],
  [
    'verified_claims',
    'Verified claims',
    'Claims about the person along with how, when and by whom they were checked.',
    assurance,
  ],
  ['place_of_birth', 'Place of birth', 'Where the person was born.', person],
  ['nationalities', 'Nationalities', 'The person’s nationalities, as codes of countries.', person],
  ['birth_family_name', 'Family name at birth', 'The surname the person was born with.', person],
  ['birth_given_name', 'Given name at birth', 'The given name the person was born with.', person],
  [
    'birth_middle_name',
    'Middle name at birth',
    'The middle name the person was born with.',
    person,
  ],
  ['salutation', 'Salutation', 'How to address the person, such as Mr.', person],
  ['title', 'Title', 'The person’s title, such as Dr.', person],
  ['msisdn', 'Mobile number', 'The person’s mobile telephone number, in digits only.', person],
  [
    'also_known_as',
    'Also known as',
    'A stage name, a pen name or another name the person goes by.',
    person,
  ],
  ['authority_hints', 'Superiors', 'Who vouches for this party in the federation.', federation],
  [
    'metadata',
    'Metadata',
    'What this party of the federation is and supports, by its roles.',
    federation,
  ],
  [
    'metadata_policy',
    'Metadata policy',
    'What a superior changes in, or demands of, the metadata of those below it.',
    federation,
  ],
  [
    'trust_marks',
    'Trust marks',
    'Signed statements that this party meets certain rules.',
    federation,
  ],
  ['jwks', 'Keys', 'The public keys of the party that the token is about.', federation, 'key'],
]

export const oidcClaims = factsOf(rows)
