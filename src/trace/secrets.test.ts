/** Where the secrets of a session are found: by declaration, never by guessing. */
import { describe, expect, it } from 'vitest'
import { utf8 } from '../core/http.ts'
import { secretsOf, secretsOfAnswer, secretsOfRequest } from './secrets.ts'
import { answered, asked, facts, sessionWith } from './session.test-support.ts'

const names = (session: Parameters<typeof secretsOf>[0], kinds?: Parameters<typeof secretsOf>[2]) =>
  Object.fromEntries(secretsOf(session, facts, kinds).map(({ name, value }) => [name, value]))

describe('secrets', () => {
  it('are typed values that are declared secret', () => {
    const values = { client_id: 'my_client', client_secret: 'S1-typed', api_key: 'S2-own' }
    expect(names(sessionWith({ values }))).toEqual({
      client_secret: 'S1-typed',
      api_key: 'S2-own',
    })
  })

  it('are values nobody declared, because that is the safe mistake', () => {
    expect(names(sessionWith({ values: { mystery: 'S1' } }))).toEqual({ mystery: 'S1' })
  })

  it('are personal values too, for an export', () => {
    const session = sessionWith({ values: { username: 'jane', password: 'S1-pass' } })
    expect(names(session)).toEqual({ password: 'S1-pass' })
    expect(names(session, ['secret', 'personal'])).toEqual({
      username: 'jane',
      password: 'S1-pass',
    })
  })

  it.each([
    ['the query', { url: 'https://a.example/?access_token=S1-tok&x=1' }, 'access_token'],
    ['the fragment', { url: 'https://a.example/#access_token=S1-tok' }, 'access_token'],
    ['a form', { body: 'grant_type=refresh_token&refresh_token=S1%2Dtok' }, 'refresh_token'],
    ['JSON', { body: '{"a":[{"client_secret":"S1-tok"}]}' }, 'client_secret'],
    ['JSON beside a number', { body: '{"access_token":"S1-tok","id":5}' }, 'access_token'],
    ['JSON that was cut short', { body: '{"access_token":"S1-tok","refr' }, 'access_token'],
    ['JSON behind a prefix', { body: ')]}\',{"refresh_token":"S1-tok"}' }, 'refresh_token'],
    ['XML', { body: '<access_token>S1-tok</access_token>' }, 'access_token'],
  ])('stand in %s of a request', (_where, request, name) => {
    expect(names(sessionWith({ exchanges: [asked(request)] }))).toEqual({ [name]: 'S1-tok' })
  })

  it('are not the codes of an everyday answer', () => {
    const body = JSON.stringify(Array.from({ length: 3 }, (_, n) => ({ code: `item-${n}` })))
    expect(names(sessionWith({ exchanges: [asked({ body })] }))).toEqual({})
  })

  it('are not strangers that merely look like secrets', () => {
    const body = '{"iban":"DE00","token_of_love":"rose"}'
    expect(names(sessionWith({ exchanges: [asked({ body })] }))).toEqual({})
  })

  it.each<[string, readonly [string, string], Record<string, string>]>([
    ['a bearer token', ['Authorization', 'Bearer S1'], { authorization: 'S1' }],
    ['a token without a scheme', ['authorization', 'S1'], { authorization: 'S1' }],
    ['a cookie', ['Cookie', 'sid=S1; theme=S2'], { cookie_sid: 'S1', cookie_theme: 'S2' }],
    ['a CSRF token', ['X-CSRF-Token', 'S1'], { csrf_token: 'S1' }],
    [
      'Basic credentials and the half of them that is secret',
      ['Authorization', `Basic ${btoa('me:S1:x')}`],
      { authorization: btoa('me:S1:x'), basic_password: 'S1:x' },
    ],
  ])('stand in a header: %s', (_what, header, expected) => {
    expect(names(sessionWith({ exchanges: [asked({ headers: [header] })] }))).toEqual(expected)
  })

  it('stand in answers: cookies, bodies, and where a redirect leads', () => {
    const exchange = answered({
      headers: [
        ['set-cookie', 'sid=S1; Path=/; HttpOnly'],
        ['set-cookie', 'csrftoken=S2'],
        ['location', '/callback?code=S3'],
      ],
      body: '{"id_token":"S4"}',
    })
    expect(names(sessionWith({ exchanges: [exchange] }))).toEqual({
      cookie_sid: 'S1',
      cookie_csrftoken: 'S2',
      code: 'S3',
      id_token: 'S4',
    })
  })

  it('stand in callbacks, in hops, and in a redirect that has not come back', () => {
    const callback = 'http://localhost/callback#access_token=S1'
    const hop = { n: 1, method: 'GET', address: '127.0.0.1', port: 80 }
    const wire = {
      hops: [{ ...hop, url: 'https://a.example/?api_key=S2' }],
      redirects: [
        {
          status: 302,
          decision: 'stopped',
          reason: 'policy',
          location: 'https://b.example/?code=S3',
        } as const,
      ],
    }
    const session = sessionWith({
      exchanges: [{ ...asked({}), callback, wire }],
      pending: {
        exchange: 'x',
        step: 's',
        startedAt: 1,
        state: 'z',
        redirect_uri: 'http://localhost',
        request: {
          method: 'GET',
          url: 'https://a.example/?password=S4',
          headers: [['cookie', 'sid=S5']],
        },
      },
    })
    expect(names(session)).toEqual({
      access_token: 'S1',
      api_key: 'S2',
      code: 'S3',
      password: 'S4',
      cookie_sid: 'S5',
    })
  })

  it('are listed once each, in the order they were met', () => {
    const session = sessionWith({
      values: { client_secret: 'same', password: 'same' },
      exchanges: [asked({ body: 'code=other&password=same' })],
    })
    expect(secretsOf(session, facts)).toEqual([
      { name: 'client_secret', value: 'same' },
      { name: 'code', value: 'other' },
    ])
  })
})

describe('the secrets of an answer nobody declared anything about', () => {
  const of = (headers: Parameters<typeof secretsOfAnswer>[0], start: string) =>
    secretsOfAnswer(headers, start).map(({ value }) => value)

  it('are the tokens in it, its cookies, and headers that open something', () => {
    const headers = [
      ['Set-Cookie', 'sid=cookie-1; Path=/'],
      ['X-Api-Key', 'key-1'],
      ['Location', '/done?code=code-1&state=s'],
      ['Content-Type', 'application/json'],
    ] as const
    const found = of(headers, '{"access_token":"token-1","scope":"read"}')
    expect(found.sort()).toEqual(['code-1', 'cookie-1', 'key-1', 'token-1'])
  })

  it('are found in an answer that is cut short, too', () => {
    expect(of([], '{"rows":[1,2],"refresh_token":"a-long-refresh-token","more":[')).toEqual([
      'a-long-refresh-token',
    ])
  })

  it('are no words of a text that only explains them', () => {
    expect(of([], 'client_secret: string, the secret. password: never shown')).toEqual([])
  })
})

it('a fresh assertion in a request that was not sent yet stood there for all to read', () => {
  const request = {
    method: 'POST',
    url: 'https://as.example/token?client_id=a',
    headers: [],
    body: utf8(
      'client_assertion=eyJ.fresh.one&client_id=a&client_secret=<client_secret#12 len=40>',
    ),
  }
  expect(secretsOfRequest(request, {})).toEqual([
    { name: 'client_assertion', value: 'eyJ.fresh.one' },
  ])
})
