/** The registered header parameters of JWS and JWE, and what each is for. */
import { factsOf, openidPage, type Row, section } from './claims-shape.ts'

const jws = section(7515)
const jwe = section(7516)
const jwa = section(7518)
const jwt = section(7519)

const rows: readonly Row[] = [
  [
    'alg',
    'Algorithm',
    'How the token was signed, or how its key was encrypted; a claim of the token’s own, so the key decides what is accepted.',
    jws('4.1.1'),
  ],
  ['enc', 'Encryption', 'How the content was encrypted.', jwe('4.1.2')],
  [
    'zip',
    'Compression',
    'DEF when the content was compressed before it was encrypted.',
    jwe('4.1.3'),
  ],
  [
    'typ',
    'Type',
    'What kind of token this is, so that one kind cannot be passed off as another.',
    jws('4.1.9'),
  ],
  ['cty', 'Content type', 'What is inside; JWT when it is another token.', jws('4.1.10')],
  [
    'kid',
    'Key identifier',
    'Which of the issuer’s keys was used; only a name, and not to be trusted as a path or a query.',
    jws('4.1.4'),
  ],
  [
    'crit',
    'Critical',
    'Which header parameters a reader has to understand, or else refuse the token.',
    jws('4.1.11'),
  ],
  [
    'jku',
    'Address of keys',
    'Where the token says its key is published; it is not fetched here.',
    jws('4.1.2'),
  ],
  [
    'jwk',
    'Key',
    'A public key that the token brings along; it proves nothing unless something else vouches for it.',
    jws('4.1.3'),
    'key',
  ],
  [
    'x5u',
    'Address of a certificate',
    'Where the token says its certificate is published; it is not fetched here.',
    jws('4.1.5'),
  ],
  [
    'x5c',
    'Certificates',
    'Certificates that the token brings along, its own first, each in plain base64.',
    jws('4.1.6'),
  ],
  ['x5t', 'Certificate thumbprint', 'The SHA-1 hash of the certificate of the key.', jws('4.1.7')],
  [
    'x5t#S256',
    'Certificate thumbprint',
    'The SHA-256 hash of the certificate of the key.',
    jws('4.1.8'),
  ],
  [
    'b64',
    'Payload encoding',
    'false when the payload is not base64url but stands there as it is.',
    section(7797)('3'),
  ],
  [
    'epk',
    'Ephemeral key',
    'The sender’s public key made for this one message.',
    jwa('4.6.1.1'),
    'key',
  ],
  [
    'apu',
    'Sender',
    'Something about the sender that goes into the making of the key.',
    jwa('4.6.1.2'),
  ],
  [
    'apv',
    'Receiver',
    'Something about the receiver that goes into the making of the key.',
    jwa('4.6.1.3'),
  ],
  [
    'iv',
    'Initial value',
    'The initialization vector that the key itself was encrypted with.',
    jwa('4.7.1.1'),
  ],
  ['tag', 'Tag', 'The authentication tag of the encrypted key.', jwa('4.7.1.2')],
  ['p2s', 'Salt', 'The salt that goes into a key made from a password.', jwa('4.8.1.1')],
  [
    'p2c',
    'Iterations',
    'How often the password was hashed; a very large number keeps the reader busy for hours.',
    jwa('4.8.1.2'),
  ],
  ['iss', 'Issuer', 'The issuer, repeated where it can be read without the key.', jwt('5.3')],
  ['sub', 'Subject', 'The subject, repeated where it can be read without the key.', jwt('5.3')],
  [
    'aud',
    'Audience',
    'The audience, repeated where it can be read without the key.',
    jwt('5.3'),
    'audience',
  ],
  ['url', 'Address', 'The address that an ACME request was sent to.', section(8555)('6.4.1')],
  [
    'nonce',
    'Nonce',
    'In ACME, a value that the server gave so that the request cannot be repeated.',
    section(8555)('6.5.2'),
  ],
  [
    'ppt',
    'PASSporT extension',
    'Which extension a PASSporT of telephony uses.',
    section(8225)('8.1'),
  ],
  [
    'trust_chain',
    'Trust chain',
    'The statements from this party up to a trust anchor of its federation.',
    openidPage('OpenID Federation', 'openid-federation-1_0.html'),
  ],
]

export const headerFacts = factsOf(rows)
