/** Tokens are recognised by how they are made, and a guess says that it is one. */
import { describe, expect, test } from 'vitest'
import { encode } from '../cases/jwts.ts'
import { readPasted } from './pasted.ts'
import { readToken } from './read.ts'
import { recognise } from './recognise.ts'

const codes = (text: string) => recognise(readToken(text)).map(({ code }) => code)
const jwt = (claims: object, header: object = {}) =>
  encode({ alg: 'RS256', ...header }, JSON.stringify(claims))
const login = { iss: 'https://as.example', sub: 'u', aud: 'c', exp: 2, iat: 1 }

describe('a JWT is taken for', () => {
  test.each([
    ['an access token', jwt({}, { typ: 'at+jwt' }), ['access_token_rfc9068']],
    [
      'an access token by the long name',
      jwt({}, { typ: 'application/AT+JWT' }),
      ['access_token_rfc9068'],
    ],
    ['a DPoP proof', jwt({ htm: 'GET' }, { typ: 'dpop+jwt' }), ['dpop_proof']],
    [
      'a logout token without a typ',
      jwt({ ...login, events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }),
      ['logout_token'],
    ],
    ['a security event', jwt({ ...login, events: { 'https://e': {} } }), ['security_event']],
    ['an entity statement', jwt(login, { typ: 'entity-statement+jwt' }), ['entity_statement']],
    [
      'a client assertion',
      jwt({ ...login, iss: 'c', sub: 'c', aud: ['https://as.example'] }),
      ['client_assertion'],
    ],
    ['a request object', jwt({ response_type: 'code', client_id: 'c' }), ['request_object']],
    [
      'a JARM response',
      jwt({ iss: 'https://as.example', aud: 'c', exp: 1, code: 'x', state: 's' }),
      ['authorization_response'],
    ],
    ['a software statement', jwt({ software_id: 's', iss: 'https://a' }), ['software_statement']],
    ['an ID token', jwt({ ...login, nonce: 'n' }), ['id_token']],
    ['an access token by its scope', jwt({ ...login, scope: 'a' }), ['access_token']],
    ['nothing', jwt({ a: 1 }), []],
  ])('%s', (_, text, expected) => {
    expect(codes(text)).toEqual(expected)
  })

  test.each([
    ['B2C', jwt({ ...login, nonce: 'n', tfp: 'B2C_1_signin' }), 'b2c'],
    ['B2C by Arm’s acr', jwt({ ...login, acr: 'b2c_1a_ropc_auth.ropc' }), 'b2c'],
    ['Entra', jwt({ ...login, iss: 'https://sts.windows.net/1/', tid: '1' }), 'entra'],
    [
      'Auth0 by Usage Engine',
      jwt({ ...login, sub: 'c@clients', gty: 'client-credentials', azp: 'c' }),
      'auth0',
    ],
    ['Adobe', jwt({ sub: 'c', iss: 'auth.adobe.com', scopes: 'a,b', exp: 2 }), 'adobe'],
  ])('one of %s', (_, text, code) => {
    expect(codes(text)).toContain(code)
  })

  test('Adobe’s software statement, which has neither software_id nor exp', () => {
    expect(codes(jwt({ sub: 's', nbf: 1, iss: 'auth.adobe.com', iat: 1 }))).toEqual([
      'software_statement',
      'adobe',
    ])
  })
})

test('a guess says that it is one, and a typ does not', () => {
  const because = (text: string) => recognise(readToken(text))[0]?.because
  expect(because(jwt({ ...login, nonce: 'n' }))).toContain('guess')
  expect(because(jwt({}, { typ: 'at+jwt' }))).not.toContain('guess')
})

test.each([
  ['4f6bd2c3-6f0c-4b0c-8b6b-6f1f3b4e0a11', ['opaque_uuid']],
  ['0a1b2c3d4e5f6071829304a5b6c7d8e9', ['opaque_alphanumeric']],
  ['v4.public.abc', ['paseto']],
  ['anything', []],
  ['', []],
  [
    encode({ kid: 'k', ver: '1.0', zip: 'Deflate', ser: '1.0' }, '').replace('..', '.a.b.c.'),
    ['b2c_refresh_token'],
  ],
  [
    encode({ alg: 'dir', enc: 'A256GCM', iss: 'https://t.auth0.com/' }, '').replace('..', '..b.c.'),
    ['auth0_opaque'],
  ],
])('%s', (text, expected) => {
  expect(codes(text)).toEqual(expected)
})

test('what was pasted is said in one sentence', () => {
  expect(readPasted(jwt({ ...login, nonce: 'n' })).says).toBe('An OpenID Connect ID token.')
  expect(
    readPasted(JSON.stringify({ access_token: 'a', id_token: jwt(login), refresh_token: 'r' }))
      .says,
  ).toBe('A token response with an access_token, an id_token and a refresh_token.')
  expect(readPasted('Bearer abc').says).toBe(
    'A request header with a token: an opaque token: only the server that made it knows what it means.',
  )
})
