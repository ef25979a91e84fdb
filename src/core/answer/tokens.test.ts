/** Every hostile token answer of the case file gives the verdict named there. */
import { describe, expect, it } from 'vitest'
import { type CaseInput, responseOf } from '../cases/expand.ts'
import cases from '../cases/token-response.json' with { type: 'json' }
import { expectedOf, verdictOf } from '../cases/verdict.ts'
import { type HttpResponse, utf8 } from '../http.ts'
import { Refusal } from '../problem.ts'
import { type ExpectedTokens, readTokens } from './tokens.ts'

interface Context {
  readonly vendor?: string
  readonly nonce?: string
}

/** Only the relay sees these: time passes, and no answer ever comes (T45; src/relay tests them). */
const elsewhere = new Map([
  ['tok-81', 'a body that drips: the relay stops waiting'],
  ['tok-82', 'headers that never end: the relay stops waiting'],
])

/** The file's answers carry only the headers that matter, so none of them says no-store. */
const beside = ['no_store_missing']

const expectedBy = ({ vendor, nonce }: Context): ExpectedTokens => ({
  issuer: 'https://as.example',
  client_id: 'cid',
  scope: 'READ WRITE',
  ...(nonce === undefined ? {} : { nonce }),
  ...(vendor === 'adobe' ? { acceptStatus: [201] } : {}),
})

const contextOf = (input: object): Context => ('context' in input ? (input.context as Context) : {})

const answering = (
  body: unknown,
  over: Partial<HttpResponse> = {},
  headers: HttpResponse['headers'] = [],
): HttpResponse => ({
  status: 200,
  statusText: 'OK',
  httpVersion: '1.1',
  headers: [['content-type', 'application/json'], ['cache-control', 'no-store'], ...headers],
  body: utf8(typeof body === 'string' ? body : JSON.stringify(body)),
  ...over,
})

const good = { access_token: 'tok_A', token_type: 'bearer', expires_in: 3600 }

const problemOf = async (response: HttpResponse, expected?: ExpectedTokens) => {
  const thrown: unknown = await readTokens(response, expected).catch((reason: unknown) => reason)
  if (!(thrown instanceof Refusal)) throw new Error('It was not refused.')
  return thrown.problem
}

const caseNamed = (id: string): HttpResponse =>
  responseOf(cases.find((one) => one.id === id)?.input as CaseInput)

describe('a token answer (T57 to T59)', () => {
  const here = cases.filter(({ id }) => !elsewhere.has(id))

  it.each(here)('$id $title is $expect.outcome / $expect.code', async (one) => {
    const expected = expectedBy(contextOf(one.input))
    const response = responseOf(one.input)
    const verdict = await verdictOf(() => readTokens(response, expected), beside)
    expect(verdict).toEqual({ ...expectedOf(one.expect), stored: one.expect.stored })
  })

  it('leaves no case out but the two that only the relay can see', () => {
    expect(cases).toHaveLength(66)
    expect(here).toHaveLength(64)
  })
})

describe('readTokens', () => {
  it('gives the values as they were sent, the lifetime as text', async () => {
    const body = { ...good, token_type: 'Bearer', refresh_token: 'r', scope: 'a b', extra: 'x' }
    const { gained, findings } = await readTokens(answering(body))
    expect(findings).toEqual([])
    expect(gained).toEqual({
      access_token: 'tok_A',
      token_type: 'Bearer',
      expires_in: '3600',
      refresh_token: 'r',
      scope: 'a b',
    })
  })

  it('says that no-store is missing, and says nothing when it stands among others', async () => {
    const codes = async (value: string) => {
      const headers = [
        ['content-type', 'application/json'],
        ['cache-control', value],
      ] as const
      const { findings = [] } = await readTokens(answering(good, { headers }))
      return findings.map(({ code }) => code)
    }
    expect(await codes('private')).toEqual(['no_store_missing'])
    expect(await codes('no-cache, no-store, must-revalidate')).toEqual([])
  })

  it.each([
    ['expires_in_invalid', { ...good, expires_in: -1 }],
    ['token_type_missing', { access_token: 't' }],
    ['refresh_token_empty', { ...good, refresh_token: '' }],
    ['refresh_token_type', { ...good, refresh_token: null }],
    ['scope_type', { ...good, scope: ['a', 'b'] }],
    ['id_token_invalid', { ...good, id_token: 'garbage' }],
  ] as const)('goes on after %s when the person chose to', async (code, body) => {
    expect((await problemOf(answering(body))).code).toBe(code)
    const { gained, findings = [] } = await readTokens(answering(body), { tolerate: [code] })
    expect(gained['access_token']).toBeDefined()
    expect(findings.map((finding) => finding.code)).toEqual([code])
  })

  it('rounds a lifetime down', async () => {
    const { gained } = await readTokens(answering({ ...good, expires_in: 3.5 }))
    expect(gained['expires_in']).toBe('3')
  })

  it('joins a list of scopes and reads a form, once told to', async () => {
    const listed = await readTokens(answering({ ...good, scope: ['a', 'b'] }), {
      tolerate: ['scope_type'],
    })
    expect(listed.gained['scope']).toBe('a b')
    const form = await readTokens(caseNamed('tok-51'), { tolerate: ['form_encoded'] })
    expect(form.gained).toMatchObject({ access_token: 't', expires_in: '3600' })
  })

  it('never lets security stops be lived with', async () => {
    const body = { ...good, access_token: 'a\r\nX-Admin: 1' }
    const { kind } = await problemOf(answering(body), { tolerate: ['scope_type'] })
    expect(kind).toBe('security_stop')
  })

  it('refuses illegal characters in every value that it would give (T58)', async () => {
    for (const name of ['refresh_token', 'scope', 'id_token']) {
      const problem = await problemOf(answering({ ...good, [name]: 'a\u0000b' }))
      expect(problem.code).toBe('token_illegal_chars')
    }
  })

  it('keeps the page of a login wall as text, title first', async () => {
    const { said } = await problemOf(caseNamed('tok-50'))
    expect(said).toBe('Sign in')
  })

  it('names the byte where the JSON breaks, and the prefix before it', async () => {
    expect((await problemOf(caseNamed('tok-37'))).means).toContain('at byte 24')
    expect((await problemOf(caseNamed('tok-39'))).means).toContain(")]}'")
    expect((await problemOf(caseNamed('tok-42'))).means).toContain('at byte 39')
  })

  it('leaves every object of the page as it was', async () => {
    await problemOf(caseNamed('tok-30'))
    await readTokens(caseNamed('tok-31'))
    expect(Object.hasOwn(Object.prototype, 'access_token')).toBe(false)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('never makes a link of what a server calls error_uri (T70)', async () => {
    expect((await problemOf(caseNamed('tok-59'))).source?.url).toMatch(/^https:\/\/www\.rfc-editor/)
  })

  const idToken = (header: object, claims: object) => {
    const part = (value: object) =>
      btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
    return `${part(header)}.${part(claims)}.c2ln`
  }
  const claims = { iss: 'https://as.example', aud: 'cid', sub: 'u', iat: 1_000, exp: 5_000 }
  const known = { issuer: 'https://as.example', client_id: 'cid', now: 2_000_000 }

  it.each([
    ['alg_none', { alg: 'none' }, claims],
    ['alg_unsupported', { alg: 'HS256' }, claims],
    ['aud_mismatch', { alg: 'RS256' }, { ...claims, aud: 'other' }],
    ['id_token_expired', { alg: 'RS256' }, { ...claims, exp: 1_500 }],
    ['id_token_not_yet_valid', { alg: 'RS256' }, { ...claims, nbf: 4_000 }],
  ] as const)('stops at an ID token with %s (T62)', async (code, header, payload) => {
    const body = { ...good, id_token: idToken(header, payload) }
    expect(await problemOf(answering(body), known)).toMatchObject({ kind: 'security_stop', code })
  })

  it('reads an ID token by the clock of the walk, and says what it could not check', async () => {
    const response = answering({ ...good, id_token: idToken({ alg: 'ES256' }, claims) })
    const { findings: none } = await readTokens(response, known)
    expect(none).toEqual([])
    const { findings = [] } = await readTokens(response, { now: known.now })
    expect(findings.map(({ code }) => code)).toEqual(['id_token_unchecked'])
  })

  it('takes an answer that begins with a byte order mark, and says so', async () => {
    const { findings = [] } = await readTokens(answering(`\uFEFF${JSON.stringify(good)}`))
    expect(findings.map(({ code }) => code)).toEqual(['bom'])
  })

  it('names milliseconds where seconds belong', async () => {
    const { findings = [] } = await readTokens(
      answering({ ...good, created_at: 1_700_726_648_017 }),
    )
    expect(findings.map(({ code }) => code)).toEqual(['created_at_ms'])
  })
})
