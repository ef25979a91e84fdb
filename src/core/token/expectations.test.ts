/** What a walk tells of its tokens, from invented exchanges; and where it says that keys are. */
import { describe, expect, it } from 'vitest'
import { utf8 } from '../http.ts'
import type { Exchange, Session } from '../session.ts'
import { expectationsOf } from './expectations.ts'
import { jwksAddress, jwksLocation } from './jwks-location.ts'

function exchange(url: string, answer?: object, form?: string): Exchange {
  const type = [['content-type', 'application/x-www-form-urlencoded']] as const
  const request = {
    method: form === undefined ? 'GET' : 'POST',
    url,
    headers: form === undefined ? [] : type,
    ...(form === undefined ? {} : { body: utf8(form) }),
  }
  const response = {
    status: 200,
    statusText: '',
    httpVersion: '1.1',
    headers: [],
    body: utf8(JSON.stringify(answer ?? {})),
  }
  return {
    id: url,
    step: 'step',
    route: 'relay',
    startedAt: 0,
    endedAt: 1,
    built: request,
    sent: request,
    outcome: { kind: 'accepted', response, gained: {}, findings: [] },
  }
}

const session = (values: Session['values'], ...exchanges: readonly Exchange[]): Session => ({
  version: 2,
  id: 's',
  name: '',
  vendor: 'v',
  flow: 'f',
  target: 'live',
  createdAt: 0,
  updatedAt: 0,
  values,
  exchanges,
})

const authorize = exchange(
  'https://as.example/authorize?response_type=code&client_id=c1&nonce=n1&state=s1&max_age=60&resource=https://api.example',
)
const tokens = exchange(
  'https://as.example/token',
  { access_token: 'at1', id_token: 'it' },
  'grant_type=authorization_code&code=code1',
)
const refreshed = exchange(
  'https://as.example/token',
  { access_token: 'at2' },
  'grant_type=refresh_token',
)

describe('what a walk expects', () => {
  it('is what it sent, and the access token that came with the ID token', () => {
    const values = { client_id: 'typed later', nonce: 'n2', access_token: 'at2', code: '' }
    const earlier = [
      exchange('https://as.example/authorize?response_type=code&client_id=c0&nonce=n0&state=s0'),
      exchange('https://as.example/token', { access_token: 'at0', id_token: 'i0' }, 'code=code0'),
    ]
    const walk = session(values, ...earlier, authorize, tokens, refreshed)
    expect(expectationsOf(walk)).toEqual({
      client_id: 'c1',
      audience: ['https://api.example'],
      nonce: 'n1',
      state: 's1',
      code: 'code1',
      access_token: 'at1',
      max_age: 60,
    })
  })

  it('is about the login that gave the token, when an older answer is opened', () => {
    const earlier = [
      exchange('https://as.example/authorize?response_type=code&client_id=c0&nonce=n0&state=s0'),
      exchange('https://as.example/token', { access_token: 'at0', id_token: 'i0' }, 'code=code0'),
    ].map((one, at) => ({ ...one, id: `earlier-${at}` }))
    const walk = session({}, ...earlier, authorize, tokens)
    expect(expectationsOf(walk, 'earlier-1')).toMatchObject({
      ...{ client_id: 'c0', nonce: 'n0', state: 's0', code: 'code0', access_token: 'at0' },
    })
  })

  it('asks a renewed ID token for no nonce, no code and no fresh login', () => {
    const renewed = exchange(
      'https://as.example/token',
      { access_token: 'at3', id_token: 'it3' },
      'grant_type=refresh_token',
    )
    const found = expectationsOf(session({ nonce: 'n1' }, authorize, tokens, renewed))
    expect(found).toMatchObject({ client_id: 'c1', access_token: 'at3' })
    expect(found).not.toHaveProperty('nonce')
    expect(found).not.toHaveProperty('code')
    expect(found).not.toHaveProperty('max_age')
  })

  it('is taken from its values where nothing was sent, and is empty for an empty walk', () => {
    expect(expectationsOf(session({ client_id: 'c', audience: 'a', access_token: 't' }))).toEqual({
      client_id: 'c',
      audience: ['a'],
      access_token: 't',
    })
    expect(expectationsOf(session({ client_id: '' }))).toEqual({})
  })

  it('has its issuer from the metadata of the server, never from a token', () => {
    const metadata = exchange('https://as.example/.well-known/openid-configuration', {
      issuer: 'https://as.example',
      jwks_uri: 'https://as.example/keys',
    })
    expect(expectationsOf(session({}, metadata, tokens)).issuer).toBe('https://as.example')
    const token = exchange('https://as.example/introspect', { issuer: 'https://evil.example' })
    expect(expectationsOf(session({}, token)).issuer).toBeUndefined()
  })
})

describe('where keys are', () => {
  const b2c = 'https://account.example/tenant/b2c_1a_policy'
  const granted = exchange(
    `${b2c}/oauth2/v2.0/token`,
    { access_token: 'at' },
    'grant_type=password',
  )
  const announced = exchange('https://as.example/.well-known/oauth-authorization-server', {
    issuer: 'https://as.example',
    jwks_uri: 'https://keys.example/jwks',
  })
  const fetched = exchange(`${b2c}/discovery/v2.0/keys`, { keys: [] })

  it('is where the walk fetched them, or where metadata says, or beside a B2C token endpoint', () => {
    const url = (...exchanges: Exchange[]) => jwksLocation(session({}, ...exchanges))?.url
    expect(url(fetched, announced, granted)).toBe(`${b2c}/discovery/v2.0/keys`)
    expect(url(announced, granted)).toBe('https://keys.example/jwks')
    expect(url(granted)).toBe(`${b2c}/discovery/v2.0/keys`)
    expect(url(authorize, tokens)).toBeUndefined()
    expect(url()).toBeUndefined()
  })

  it('is told with a warning when it is not where the issuer is', () => {
    const found = jwksLocation(session({}, announced))
    expect(found?.notes.map(({ code }) => code)).toEqual(['jwks_cross_origin'])
    expect(jwksAddress('https://as.example/k', 'https://as.example/tenant')).toMatchObject({
      notes: [],
    })
  })

  it('is never an address that no keys should come from', () => {
    const evil = (jwks_uri: string) =>
      jwksLocation(session({}, exchange('https://as.example/m', { issuer: 'i', jwks_uri })))
    for (const url of [
      'javascript:alert(1)',
      'http://as.example/keys',
      'https://user:pass@as.example/keys',
      'https://as.example/keys#x',
      'keys',
    ]) {
      expect(evil(url)).toBeUndefined()
      expect(jwksAddress(url)).toMatchObject({ problem: { code: 'jwks_uri_invalid' } })
    }
    expect(jwksAddress(' http://localhost:7862/arm/keys ')).toMatchObject({ kind: 'address' })
  })
})

describe('an API that answers like the walk’s server (T53)', () => {
  const here = 'https://as.example/.well-known/openid-configuration'
  const keys = 'https://as.example/keys'
  const described = { issuer: 'https://as.example', jwks_uri: keys }
  const evil = { issuer: 'https://evil.example', jwks_uri: 'https://evil.example/keys', keys: [] }
  const walked = [exchange(here, described), exchange('https://api.example/me', evil)]

  it('does not become the issuer that tokens are held to', () => {
    expect(expectationsOf(session({}, ...walked)).issuer).toBe('https://as.example')
    const typed = session({ issuer: 'https://as.example' }, ...walked.slice(1))
    expect(expectationsOf(typed).issuer).toBe('https://as.example')
  })

  it('is not the place where the server’s keys are', () => {
    const known = session({ jwks_uri: keys }, ...walked)
    expect(jwksLocation(known)?.url).toBe(keys)
  })

  it('is told apart from metadata that was asked for at an address of its own', () => {
    const odd = exchange('https://as.example/metadata.json', described)
    const asked = { ...odd, outcome: { ...odd.outcome, gained: { issuer: described.issuer } } }
    expect(expectationsOf(session({}, asked as Exchange)).issuer).toBe('https://as.example')
  })
})
