/** Every hostile metadata document of the case file gives the verdict named there; and what honest ones give. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import cases from '../cases/discovery.json' with { type: 'json' }
import { type CaseInput, responseOf } from '../cases/expand.ts'
import { verdictOf } from '../cases/verdict.ts'
import { candidates } from './candidates.ts'
import { readChallenges } from './challenge.ts'
import { readMetadata } from './metadata.ts'
import { readResourceMetadata } from './resource.ts'
import { issuerFrom, templates } from './templates.ts'

const isGenerator = (value: unknown): value is { readonly $gen: string } =>
  typeof value === 'object' && value !== null && '$gen' in value

function bodyOf(document: unknown): Exclude<CaseInput['body'], undefined> {
  if (typeof document === 'string' || isGenerator(document)) return document
  return JSON.stringify(document)
}

const answered = (document: unknown, headers?: CaseInput['headers']) =>
  responseOf({
    headers: headers ?? [['content-type', 'application/json']],
    body: bodyOf(document),
  })

const url = 'https://as.example/.well-known/openid-configuration'

/** These two are about where a request may go; the relay's policy decides that (`discovery-targets.test.ts`). */
const byTheRelay: Readonly<Record<string, string>> = {
  'dis-12': 'security_stop/endpoint_not_https',
  'dis-13': 'accepted_with_warning/endpoint_cross_origin',
}

describe('metadata (T60, T61)', () => {
  it.each(cases)('$id $title is $expect.outcome / $expect.code', async (one) => {
    const { issuer, document } = one.input
    const headers = 'headers' in one.input ? (one.input.headers as CaseInput['headers']) : undefined
    const { outcome, code } = await verdictOf(() => {
      const { values, findings } = readMetadata(answered(document, headers), { url, issuer })
      return { gained: values, findings }
    })
    const expected = byTheRelay[one.id] ?? `${one.expect.outcome}/${one.expect.code}`
    expect(`${outcome}/${code}`).toBe(expected)
  })

  it('leaves no case out', () => {
    expect(cases).toHaveLength(19)
  })

  const honest = {
    issuer: 'https://as.example/tenant',
    authorization_endpoint: 'https://as.example/tenant/a',
    token_endpoint: 'https://as.example/tenant/t',
    jwks_uri: 'https://as.example/tenant/j',
    response_types_supported: ['code', 'code id_token'],
    code_challenge_methods_supported: ['S256', 'plain'],
    require_pushed_authorization_requests: true,
  }

  it('gives the endpoints, and what is supported as words', () => {
    const at = 'https://as.example/tenant/.well-known/openid-configuration'
    const { values, findings } = readMetadata(answered(honest), { url: at })
    expect(findings).toEqual([])
    expect(values).toMatchObject({
      issuer: honest.issuer,
      token_endpoint: honest.token_endpoint,
      code_challenge_methods_supported: 'S256 plain',
      require_pushed_authorization_requests: 'true',
    })
  })

  it('knows the issuer of a document whose path was inserted (RFC 8414 section 3.1)', () => {
    const at = 'https://as.example/.well-known/oauth-authorization-server/tenant'
    expect(readMetadata(answered(honest), { url: at }).findings).toEqual([])
  })

  it('leaves no endpoint of a server that was asked before (T53, RFC 9700 section 4.4)', () => {
    const at = 'https://as.example/tenant/.well-known/openid-configuration'
    const { values } = readMetadata(answered(honest), { url: at })
    expect(values).toMatchObject({ revocation_endpoint: '', introspection_endpoint: '' })
    expect(values['authorization_response_iss_parameter_supported']).toBe('')
  })

  it.each([
    ['https://somebody@as.example/tenant', 'endpoint_userinfo'],
    ['https://as.example/tenant#a', 'endpoint_fragment'],
    ['https://as.example/te\u202enant', 'endpoint_spelling'],
    ['https:as.example/tenant', 'endpoint_spelling'],
  ])(
    'refuses the issuer %j, also where only the place of the document is known',
    (issuer, code) => {
      const at = 'https://as.example/b2c/.well-known/openid-configuration'
      const read = () => readMetadata(answered({ ...honest, issuer }), { url: at })
      expect(read).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code }) }))
    },
  )

  it('refuses a document of another server', () => {
    const asked = { url, issuer: 'https://other.example' }
    expect(() => readMetadata(answered(honest), asked)).toThrow('a client must not use it')
  })

  it('walks on where only the path of the issuer differs, and says so', () => {
    const at = 'https://as.example/b2c/policy/.well-known/openid-configuration'
    const [first] = readMetadata(answered(honest), { url: at }).findings
    expect(first?.code).toBe('issuer_elsewhere')
  })

  it('takes plain http from this machine only', () => {
    const local = JSON.parse(
      JSON.stringify(honest).replaceAll('https://as.example', 'http://localhost:7862'),
    ) as object
    const at = 'http://localhost:7862/tenant/.well-known/openid-configuration'
    expect(readMetadata(answered(local), { url: at }).findings).toEqual([])
  })

  it('names a user name before the host for what it is', () => {
    const odd = { ...honest, token_endpoint: 'https://as.example@evil.example/t' }
    expect(() => readMetadata(answered(odd), { url, issuer: honest.issuer })).toThrow('user name')
  })
})

describe('an endpoint that parsers read differently', () => {
  it.each([
    'https:as.example/t',
    'https:\\\\as.example\\t',
    'https:///as.example/t',
    'https://as.example/ t',
    ' https://as.example/t',
  ])('is refused: %j', (token_endpoint) => {
    const odd = { issuer: 'https://as.example', token_endpoint }
    const asked = { url, issuer: odd.issuer }
    expect(() => readMetadata(answered(odd), asked)).toThrow('not written as an address is')
  })
})

describe('what is worth asking', () => {
  const urls = (text: string) => candidates(text).map((one) => one.url)

  it('asks both well-known addresses of an issuer with a path', () => {
    expect(urls('https://as.example/tenant').slice(0, 2)).toEqual([
      'https://as.example/tenant/.well-known/openid-configuration',
      'https://as.example/.well-known/oauth-authorization-server/tenant',
    ])
  })

  it('finds the issuer behind an endpoint', () => {
    const found = urls('https://sso.example/realms/shop/protocol/openid-connect/token')
    expect(found).toContain('https://sso.example/realms/shop/.well-known/openid-configuration')
  })

  it('keeps the final slash of an issuer, and asks without it', () => {
    const [first] = candidates('https://example.eu.auth0.com/tenant/')
    expect(first?.issuer).toBe('https://example.eu.auth0.com/tenant/')
    expect(first?.url).toBe('https://example.eu.auth0.com/tenant/.well-known/openid-configuration')
  })

  it('takes a host alone, and an API at last', () => {
    expect(urls('as.example')[0]).toBe('https://as.example/.well-known/openid-configuration')
    expect(candidates('https://api.example/v1/things?x=1').at(-1)?.kind).toBe('challenge')
  })

  it.each(['', 'two words', 'javascript:alert(1)', 'https://user:pass@as.example', 'mailto:a@b.c'])(
    'finds nothing in “%s”',
    (text) => {
      expect(candidates(text)).toEqual([])
    },
  )

  it('asks at most a dozen addresses, all of the host that was named, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (text) => {
        const found = candidates(text)
        expect(found.length).toBeLessThanOrEqual(12)
        for (const one of found) expect(new URL(one.url).origin).toBe(new URL(text).origin)
      }),
    )
    fc.assert(fc.property(fc.string(), (text) => candidates(text).length <= 12))
  })

  it('makes an issuer of a tenant’s name', () => {
    const entra = templates.find(({ id }) => id === 'entra')
    expect(entra && issuerFrom(entra, ' contoso.onmicrosoft.com ')).toBe(
      'https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0',
    )
  })
})

describe('a 401', () => {
  const said = (...lines: readonly string[]) =>
    readChallenges(
      responseOf({ status: 401, headers: lines.map((line) => ['www-authenticate', line]) }),
    ).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])

  it('names the API’s metadata, in quotes and without', () => {
    expect(
      said('Bearer error="invalid_token", resource_metadata="https://api.example/.well-known/x"'),
    ).toEqual([
      [
        'Bearer',
        { error: 'invalid_token', resource_metadata: 'https://api.example/.well-known/x' },
      ],
    ])
  })

  it('may hold several challenges in one header', () => {
    expect(said('Negotiate, Basic realm="a, \\"b\\"", DPoP algs="ES256 RS256"')).toEqual([
      ['Negotiate', {}],
      ['Basic', { realm: 'a, "b"' }],
      ['DPoP', { algs: 'ES256 RS256' }],
    ])
  })

  it('is read in a moment, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(said(text).length).toBeLessThanOrEqual(20)
      }),
    )
    expect(said(`Bearer ${'a="'.repeat(5_000)}`).length).toBeLessThanOrEqual(20)
  })
})

describe('an API’s metadata', () => {
  const document = {
    resource: 'https://api.example/v1',
    authorization_servers: ['https://as.example'],
    scopes_supported: ['read'],
  }

  it('names the authorization servers', () => {
    const { authorization_servers, findings } = readResourceMetadata(
      answered(document),
      'https://api.example/v1',
    )
    expect(authorization_servers).toEqual(['https://as.example'])
    expect(findings).toEqual([])
  })

  it('says so where it covers more than was asked', () => {
    const { findings } = readResourceMetadata(answered(document), 'https://api.example/v1/things')
    expect(findings.map(({ code }) => code)).toEqual(['resource_wider'])
  })

  it.each(['https://api.example/v10', 'https://evil.example/v1'])('is not used for %s', (asked) => {
    expect(() => readResourceMetadata(answered(document), asked)).toThrow('was asked')
  })

  it('sends nobody to a server that is no https address', () => {
    const odd = { ...document, authorization_servers: ['javascript:alert(1)'] }
    expect(() => readResourceMetadata(answered(odd), document.resource)).toThrow('begins with')
  })
})

it('an issuer that ends with its version was asked one level up, where another server answers', () => {
  const issuer = 'https://login.microsoftonline.com/contoso.com/v2.0'
  expect(candidates(issuer)[0]).toMatchObject({ kind: 'oidc', issuer })
  expect(candidates(`${issuer.replace('/v2.0', '')}/oauth2/v2.0/token`)[0]?.issuer).not.toContain(
    'oauth2/v2.0/token',
  )
})
