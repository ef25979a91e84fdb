/** Kinds that do not name themselves: guessed from their claims, and said to be guesses. */
import { type Link, rfc } from '../source.ts'
import { audiencesOf, type Kind, type Seen } from './recognise-seen.ts'

const openid = (title: string, page: string): Link => ({
  title,
  url: `https://openid.net/specs/${page}`,
})

const core = 'openid-connect-core-1_0.html'

/** Metadata of a client (RFC 7591 section 2) that no token about a person has. */
const clientMetadata = [
  'redirect_uris',
  'client_name',
  'grant_types',
  'software_version',
  'jwks_uri',
]

const guess = (text: string): string => `${text} It does not name its kind, so this is a guess.`

const guessed = (
  code: string,
  name: string,
  rule: Link,
  test: (seen: Seen) => string | undefined,
): Kind<Seen> => ({
  code,
  name,
  rule,
  test: (seen) => {
    const because = test(seen)
    return because === undefined ? undefined : guess(because)
  },
})

export const guessedKinds: readonly Kind<Seen>[] = [
  guessed('software_statement', 'a software statement', rfc(7591, '2.3'), (seen) => {
    if (seen.has('software_id')) return 'It has a software_id.'
    const named = clientMetadata.find((name) => seen.has(name))
    if (named !== undefined && !seen.has('authority_hints'))
      return `It has ${named}, which describes a client.`
    // Adobe's statements have neither (vendor notes 2.2).
    return seen.issuer === 'auth.adobe.com' && !seen.has('exp') && !seen.has('scopes')
      ? 'Adobe issued it and it never ends, as its software statements do; sub stands for the software.'
      : undefined
  }),
  guessed('request_object', 'a request object (JAR)', rfc(9101, '4'), ({ has }) =>
    has('response_type', 'client_id')
      ? 'It has response_type and client_id, as a request has.'
      : undefined,
  ),
  guessed(
    'authorization_response',
    'an authorization response (JARM)',
    openid('JWT Secured Authorization Response Mode', 'oauth-v2-jarm-final.html'),
    ({ has }) =>
      has('iss', 'aud', 'exp') && !has('sub') && (has('code') || has('error') || has('state'))
        ? 'It carries the parameters of an authorization response.'
        : undefined,
  ),
  guessed('client_assertion', 'a client assertion', rfc(7523, '3'), ({ has, text, claims }) =>
    text('iss') !== '' &&
    text('iss') === text('sub') &&
    !has('sub_jwk') &&
    audiencesOf(claims).length > 0
      ? 'iss and sub are the same, and aud names a server: a client speaks of itself.'
      : undefined,
  ),
  guessed(
    'id_token',
    'an OpenID Connect ID token',
    openid('OpenID Connect Core, section 2', `${core}#IDToken`),
    idToken,
  ),
  guessed('access_token', 'an access token in the form of a JWT', rfc(9068, '2.2'), accessToken),
]

/** Claims that tie an ID token to a login, or describe the person. */
const loginClaims = [
  'nonce',
  'at_hash',
  'c_hash',
  's_hash',
  'auth_time',
  'email',
  'name',
  'sid',
  'preferred_username',
]
const grantClaims = ['scope', 'scp', 'scopes', 'permissions', 'gty', 'authorization_details']

function idToken({ has }: Seen): string | undefined {
  if (!has('iss', 'sub', 'aud', 'exp', 'iat')) return undefined
  if (grantClaims.some((name) => has(name)) && !has('nonce')) return undefined
  const found = loginClaims.filter((name) => has(name))
  return found.length === 0
    ? undefined
    : `It has iss, sub, aud, exp and iat, and ${found.slice(0, 3).join(', ')}, as an ID token has.`
}

function accessToken({ has }: Seen): string | undefined {
  const found = [...grantClaims, 'client_id', 'roles', 'cnf', 'act'].find((name) => has(name))
  return found === undefined || !has('iss') || !has('exp')
    ? undefined
    : `It has ${found}, which says what its bearer may do, or who uses it.`
}
