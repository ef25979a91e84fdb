/** Issuer and audience: compared letter for letter, and red only when something is really wrong. */
import { describe, expect, it } from 'vitest'
import { toBase64Url } from '../http.ts'
import type { Beside } from './binding-lines.ts'
import { issuerVerdict } from './issuer.ts'
import { readToken } from './read.ts'
import type { Expectations } from './shapes.ts'

const encoded = (value: object) => toBase64Url(new TextEncoder().encode(JSON.stringify(value)))

function judged(
  claims: object,
  expectations: Expectations = {},
  beside: Beside = {},
  header: object = {},
) {
  const text = `${encoded({ alg: 'RS256', ...header })}.${encoded(claims)}.c2ln`
  const { mark, lines } = issuerVerdict(readToken(text), expectations, beside)
  return [mark, ...lines.map((one) => `${one.mark} ${one.code}`)].join('; ')
}

const issuer = 'https://as.example'
const client_id = 'client'
const idToken = { name: 'id_token' }
const accessToken = { name: 'access_token' }

describe('iss', () => {
  it('is compared letter for letter', () => {
    const of = (iss: unknown) => judged({ iss }, { issuer }).split('; ')[1]
    expect(of(issuer)).toBe('passed issuer')
    expect(of(`${issuer}/`)).toBe('failed issuer_slash')
    expect(of('https://AS.example')).toBe('failed issuer_slash')
    expect(of('https://as.example.evil.example')).toBe('failed issuer_mismatch')
    expect(of([issuer])).toBe('failed iss_type')
  })

  it('is required of an ID token only, and proves nothing where the run knows no issuer', () => {
    expect(judged({ aud: client_id }, { issuer, client_id }, idToken)).toContain(
      'failed iss_missing',
    )
    expect(judged({}, { issuer }, accessToken)).toContain('unchecked iss_missing')
    expect(judged({ iss: issuer }, {})).toBe(
      'unchecked; unchecked issuer_unknown; unchecked aud_missing',
    )
  })

  it('may be the client itself, in a client assertion', () => {
    expect(judged({ iss: client_id, sub: client_id, aud: issuer }, { issuer, client_id })).toBe(
      'passed; passed issuer_client; passed audience',
    )
    expect(judged({ iss: client_id, aud: client_id }, { issuer, client_id }, idToken)).toContain(
      'failed issuer_mismatch',
    )
  })
})

describe('aud', () => {
  it('of an ID token is the client', () => {
    const of = (aud: unknown) => judged({ iss: issuer, aud }, { issuer, client_id }, idToken)
    expect(of(client_id)).toBe('passed; passed issuer; passed audience')
    expect(of('other')).toBe('failed; passed issuer; failed aud_mismatch')
    expect(of(undefined)).toContain('failed aud_missing')
    expect(of(5)).toContain('failed aud_type')
    expect(of([])).toContain('failed aud_type')
    expect(of([client_id, 'other'])).toBe(
      'passed; passed issuer; passed audience; unchecked audience_others; unchecked azp_missing',
    )
  })

  it('of an access token is the audience that was asked for, where one was', () => {
    const of = (aud: string, expectations: Expectations) =>
      judged({ aud }, expectations, accessToken).split('; ')[2]
    expect(of('https://api.example', { audience: ['https://api.example'] })).toBe('passed audience')
    expect(of('https://api.example', { audience: ['https://api.example/'] })).toBe(
      'failed aud_mismatch',
    )
    expect(of('https://api.example', { client_id })).toBe('unchecked audience_unknown')
    expect(of(client_id, { client_id })).toBe('passed audience')
  })

  it('of a token that may be an ID token says what it would mean', () => {
    const text = `${encoded({ alg: 'RS256' })}.${encoded({ aud: 'other' })}.c2ln`
    const { lines } = issuerVerdict(readToken(text), { client_id })
    expect(lines[1]?.text).toContain('If it is an ID token, it was made for another client.')
  })
})

describe('azp and client_id', () => {
  it('are the client of the run', () => {
    expect(judged({ azp: client_id }, { client_id })).toContain('passed azp')
    expect(judged({ azp: 'other' }, { client_id })).toContain('failed azp_mismatch')
    expect(judged({ client_id: 'other' }, { client_id })).toContain('failed client_id_mismatch')
    expect(judged({ azp: 'other' })).toContain('unchecked azp_unknown')
  })
})

describe('what names neither', () => {
  it('is not checked', () => {
    expect(judged({ htm: 'GET' }, { issuer }, {}, { typ: 'dpop+jwt' })).toBe(
      'unchecked; unchecked proof',
    )
    expect(issuerVerdict(readToken('opaque'), { issuer }).mark).toBe('unchecked')
  })
})
