/** Whatever a server says of itself: addresses that may be used, or a refusal. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type HttpResponse, utf8 } from '../http.ts'
import { changed, jsonWith, often, text } from '../node-fuzz.test-support.ts'
import { Refusal } from '../problem.ts'
import { candidates } from './candidates.ts'
import { readChallenges } from './challenge.ts'
import { endpoints, readMetadata } from './metadata.ts'
import { readResourceMetadata } from './resource.ts'

const url = 'https://as.example/t/.well-known/openid-configuration'
const values = [
  ...[
    'https://as.example/t',
    'https://as.example/t/',
    'https://AS.example/T',
    'http://localhost:1/x',
  ],
  ...[
    'http://as.example/t',
    'javascript:alert(1)',
    'https://u:p@as.example/',
    'https://as.example/#f',
  ],
  ...[
    'https://evil.example/token',
    'data:text/html,x',
    '//as.example',
    'https://',
    'file:///etc/passwd',
  ],
  ...['code', 'S256', 'none', 'code id_token'],
]
const names = [
  ...['issuer', ...endpoints, 'response_types_supported', 'code_challenge_methods_supported'],
  ...['resource', 'authorization_servers', 'scopes_supported', 'grant_types_supported'],
  ...['id_token_signing_alg_values_supported', 'require_pushed_authorization_requests'],
]
const honest = JSON.stringify({
  issuer: 'https://as.example/t',
  authorization_endpoint: 'https://as.example/t/a',
  token_endpoint: 'https://as.example/t/token',
  jwks_uri: 'https://as.example/t/jwks',
  response_types_supported: ['code', 'none'],
  require_pushed_authorization_requests: true,
  resource: 'https://as.example/t',
  authorization_servers: ['https://as.example/t'],
})
const signs = [...values, '"', '\\', '{', '}', ',', ':', '[', ']', '__proto__', '\\u0000', 'null']
const document = fc.oneof(
  fc.constant(honest),
  // One address of an honest document is another.
  fc
    .tuple(fc.constantFrom(...endpoints, 'authorization_servers'), fc.constantFrom(...values))
    .map(([name, value]) => {
      const said = name === 'authorization_servers' ? [value] : value
      return JSON.stringify({ ...(JSON.parse(honest) as object), [name]: said })
    }),
  changed([honest], signs),
  jsonWith(names, values, 2).map((json) => `{"issuer":"https://as.example/t","more":${json}}`),
  jsonWith(names, values, 2),
  fc
    .array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...values)), { maxLength: 2 })
    .map((all) =>
      JSON.stringify({ ...(JSON.parse(honest) as object), ...Object.fromEntries(all) }),
    ),
)
const answered = (
  body: string,
  headers: HttpResponse['headers'] = [['content-type', 'application/json']],
  status = 200,
): HttpResponse => ({ status, statusText: '', httpVersion: '1.1', headers, body: utf8(body) })

function unlessRefused<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    expect(['malformed_response', 'security_stop', 'limit_reached']).toContain(thrown.problem.kind)
    return undefined
  }
}

/** Judged without our parser: https, or this very machine; no user, no fragment. */
const usable =
  /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/?]|$))[^@#\\/?]*(?:[/?][^#\\]*)?$/i

describe('metadata, whatever it says (T60, T61)', () => {
  it('gives addresses that may be used, of the server that was asked, or is refused', () => {
    fc.assert(
      fc.property(document, (body) => {
        const read = unlessRefused(() => readMetadata(answered(body), { url }))
        if (body === honest) expect(read).toBeDefined()
        if (read === undefined) return
        for (const name of endpoints) {
          const value = read.values[name]
          if (value !== undefined && value !== '') expect(value.trim()).toMatch(usable)
        }
        for (const value of Object.values(read.values)) expect(typeof value).toBe('string')
        const { issuer = '' } = read.values
        expect(new URL(issuer).origin).toBe('https://as.example')
        if (issuer !== 'https://as.example/t') expect(read.findings.length).toBeGreaterThan(0)
      }),
      often,
    )
  })

  it('of an API names servers that may be asked, or is refused', () => {
    fc.assert(
      fc.property(document, (body) => {
        const asked = 'https://as.example/t/api'
        const read = unlessRefused(() => readResourceMetadata(answered(body), asked))
        if (body === honest) expect(read).toBeDefined()
        if (read === undefined) return
        expect(asked.startsWith(new URL(read.resource).origin)).toBe(true)
        for (const server of read.authorization_servers) expect(server.trim()).toMatch(usable)
      }),
      often,
    )
  })
})

describe('a challenge, whatever it holds', () => {
  const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,8}$/)
  const challenge = fc.record({
    scheme: token,
    parameters: fc.uniqueArray(fc.tuple(token, fc.stringMatching(/^[ -~]{0,12}$/)), {
      minLength: 1,
      maxLength: 4,
      selector: ([name]) => name.toLowerCase(),
    }),
  })

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.array(challenge, { minLength: 1, maxLength: 4 }), (all) => {
        const header = all
          .map(({ scheme, parameters }) => {
            const pairs = parameters.map(
              ([n, value]) => `${n}="${value.replace(/["\\]/g, '\\$&')}"`,
            )
            return `${scheme} ${pairs.join(', ')}`
          })
          .join(', ')
        const read = readChallenges(answered('', [['WWW-Authenticate', header]], 401))
        expect(read.map((one) => [one.scheme, [...one.parameters]])).toEqual(
          all.map(({ scheme, parameters }) => [
            scheme,
            parameters.map(([n, value]) => [n.toLowerCase(), value]),
          ]),
        )
      }),
      often,
    )
  })

  it('never throws, and never gives more than a score', () => {
    const broken = changed(
      ['Bearer realm="a", error="b\\"c", DPoP algs="ES256", Basic YTpi'],
      ['"', '\\', ',', '=', ' ', '\t', ';'],
    )
    fc.assert(
      fc.property(fc.oneof(broken, text(60)), (header) => {
        const read = readChallenges(answered('', [['WWW-Authenticate', header]], 401))
        expect(read.length).toBeLessThanOrEqual(20)
      }),
      often,
    )
  })
})

describe('candidates, whatever was pasted', () => {
  it('are a dozen web addresses at most, without a user, each once', () => {
    const pasted = fc.oneof(
      text(40),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      changed(
        ['https://as.example/realms/a/protocol/openid-connect/token', '<as.example/.well-known/x>'],
        ['/', '..', '@', '#', '?', '%', '/.well-known/', '/token', ' ', '\\'],
      ),
    )
    fc.assert(
      fc.property(pasted, (one) => {
        const found = candidates(one)
        expect(found.length).toBeLessThanOrEqual(12)
        expect(new Set(found.map(({ url }) => url)).size).toBe(found.length)
        for (const { url } of found) {
          const seen = new URL(url)
          expect(seen.protocol).toMatch(/^https?:$/)
          expect([seen.username, seen.hash]).toEqual(['', ''])
        }
      }),
      often,
    )
  })
})
