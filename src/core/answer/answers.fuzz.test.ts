/** Whatever a server answers: tokens that can be used, or a refusal with a cause and a way on. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type HttpResponse, toBase64Url, utf8 } from '../http.ts'
import { changed, jsonWith, often, text } from '../node-fuzz.test-support.ts'
import { type Problem, Refusal } from '../problem.ts'
import { readApi } from './api.ts'
import { rateOf, waitUntil } from './rate.ts'
import { refusalOf } from './refusal.ts'
import { readRegistration } from './registration.ts'
import { tolerable } from './token-fields.ts'
import { readTokens } from './tokens.ts'

const coded = (json: string): string => toBase64Url(new TextEncoder().encode(json))
const id_token = `${coded('{"alg":"RS256"}')}.${coded('{"iss":"https://a.example","sub":"1","aud":"c","exp":2000000000,"iat":1700000000}')}.c2ln`
const names = [
  ...['access_token', 'token_type', 'expires_in', 'refresh_token', 'scope', 'id_token', 'error'],
  ...['error_description', 'error_uri', 'message', 'code', 'status', 'errors', 'detail', 'title'],
  ...['client_id', 'client_secret', 'redirect_uris', 'grant_types', 'client_secret_expires_at'],
]
const words = [
  ...[
    'Bearer',
    'bearer',
    'DPoP',
    'invalid_grant',
    'invalid_client',
    'constructor',
    '__proto__',
    'toString',
  ],
  ...['3600', '-1', 'AADB2C90225: no', 'a\u0000b', '\u202e', 'https://a.example', id_token, ''],
]
const good = JSON.stringify({
  access_token: 't.1',
  token_type: 'Bearer',
  expires_in: 3600,
  scope: 'a b',
})
const wholes = [
  good,
  JSON.stringify({ access_token: 't.1', token_type: 'Bearer', id_token }),
  JSON.stringify({ error: 'invalid_grant', error_description: 'no' }),
  JSON.stringify({ client_id: 'c', client_secret: 's', client_secret_expires_at: 0 }),
  'access_token=a&token_type=bearer&expires_in=1',
  '<!doctype html><title>Sign in</title><p>No.',
]
const signs = [
  '"',
  '\\',
  '{',
  '}',
  ',',
  ':',
  '[',
  ']',
  'null',
  '\\u0000',
  '&',
  '=',
  '<',
  '\ufeff',
  ...words,
]
const body = fc.oneof(
  fc.constantFrom(...wholes),
  changed(wholes, signs),
  jsonWith(names, words, 2),
  fc
    .tuple(fc.constantFrom(...names), jsonWith(names, words, 1))
    .map(([name, json]) => good.replace('{', () => `{"${name}_":0,"x":${json},`)),
  fc
    .tuple(fc.constantFrom(...names), fc.oneof(fc.constantFrom(...words), text()))
    .map(([name, value]) => JSON.stringify({ ...(JSON.parse(good) as object), [name]: value })),
  fc.constantFrom(...words).map((error) => JSON.stringify({ error })),
  text(60),
)
const header = fc.oneof(
  fc.tuple(
    fc.constantFrom('Content-Type', 'content-type'),
    fc.constantFrom('application/json', 'text/html', 'application/x-www-form-urlencoded', 'x'),
  ),
  fc.tuple(
    fc.constantFrom(
      ...[
        'Retry-After',
        'X-RateLimit-Reset',
        'X-RateLimit-Remaining',
        'RateLimit',
        'Date',
        'Expires',
      ],
      ...['X-RateLimit-Limit', 'WWW-Authenticate', 'Location', 'RateLimit-Policy'],
    ),
    fc.oneof(
      fc.constantFrom(
        '0',
        '120',
        '1e9',
        '-5',
        '99999999999999',
        'limit=1, remaining=0, reset=5',
        '"a";r=0;t=5',
      ),
      fc.constantFrom(
        'Thu, 01 Jan 2026 00:00:00 GMT',
        'Bearer error="invalid_token"',
        '/elsewhere',
      ),
      text(12),
    ),
  ),
)
const answer: fc.Arbitrary<HttpResponse> = fc
  .record({
    status: fc.constantFrom(200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 429, 500, 503),
    statusText: text(6),
    httpVersion: fc.constantFrom('1.1', '2', ''),
    headers: fc.array(header, { maxLength: 4 }),
    body: body.map(utf8),
    truncated: fc.constantFrom(false, false, false, true),
  })
  .map(({ truncated, ...rest }) => ({ ...rest, ...(truncated ? { truncated } : {}) }))

function expectTold(problem: Problem): void {
  for (const one of [problem.kind, problem.code, problem.means, problem.remedy]) {
    expect(typeof one).toBe('string')
    expect(one).not.toBe('')
  }
  if (problem.said !== undefined) expect(typeof problem.said).toBe('string')
  expect(problem.code).not.toBe('unexpected')
}

async function unlessRefused<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    expectTold(thrown.problem)
    return undefined
  }
}

const at = 1_767_225_600_000
const expected = fc.record(
  {
    scope: fc.constantFrom('a b', 'a'),
    issuer: fc.constant('https://a.example'),
    client_id: fc.constantFrom('c', 'd'),
    nonce: fc.constant('n'),
    now: fc.constant(at),
    tolerate: fc.subarray([...tolerable]),
    token_types: fc.constant(['DPoP' as const]),
  },
  { requiredKeys: [] },
)

describe('an answer, whatever it is (T57 to T59)', () => {
  it('of a token endpoint is tokens that a header can carry, or a refusal', async () => {
    await fc.assert(
      fc.asyncProperty(answer, expected, async (response, wanted) => {
        const receipt = await unlessRefused(() => readTokens(response, wanted))
        if (receipt === undefined) return
        expect(receipt.gained['access_token']).toMatch(/^[\x20-\x7e]+$/)
        for (const value of Object.values(receipt.gained)) expect(typeof value).toBe('string')
        for (const { code, text } of receipt.findings ?? []) expect([code, text]).not.toContain('')
        expect(response.truncated).toBeUndefined()
      }),
      often,
    )
  })

  it('of an API or a registration is read or refused', async () => {
    await fc.assert(
      fc.asyncProperty(answer, async (response) => {
        await unlessRefused(() => readApi(response))
        const made = await unlessRefused(() => readRegistration(response, {}))
        for (const value of Object.values(made?.gained ?? {})) expect(typeof value).toBe('string')
      }),
      often,
    )
  })

  it('that says no has a cause, a way on, and a wait that ends', () => {
    fc.assert(
      fc.property(answer, (response) => {
        expectTold(refusalOf(response))
        const { retryAfterSeconds = 0 } = rateOf(response) ?? {}
        expect(retryAfterSeconds).toBeGreaterThanOrEqual(0)
        expect(retryAfterSeconds).toBeLessThanOrEqual(3600)
        expect(Number.isFinite(waitUntil(response, at) ?? 0)).toBe(true)
      }),
      often,
    )
  })
})
