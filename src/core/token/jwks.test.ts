/** Published key sets: every case of the file, and where sets are looked for. */
import { describe, expect, it } from 'vitest'
import cases from '../cases/jwks.json' with { type: 'json' }
import { readJwks } from './jwks.ts'
import { jwksAddress } from './jwks-location.ts'
import { keyFor } from './key.test-support.ts'
import { exportKey, signToken } from './make.ts'
import { readToken } from './read.ts'
import { signatureVerdict } from './signature.ts'

interface Input {
  readonly jwks: { readonly $gen?: string; readonly count?: number; readonly uri?: string }
}

const outcomes = {
  passed: 'verified',
  failed: 'failed',
  unchecked: 'decode_only',
} as const

/** The control case says that its `n` stands for a key made by the test. */
async function setOf(id: string, { jwks }: Input): Promise<string> {
  if (id === 'jwk-01') {
    const jwk = JSON.parse(await exportKey(await keyFor('RS256'), 'public')) as object
    return JSON.stringify({ keys: [{ ...jwk, kid: 'k1' }] })
  }
  if (jwks.$gen !== 'jwks') return JSON.stringify(jwks)
  const keys = Array.from({ length: jwks.count ?? 0 }, () => ({ kty: 'RSA', n: 'AQAB', e: 'AQAB' }))
  return JSON.stringify({ keys })
}

async function judged(id: string, input: Input) {
  if (input.jwks.uri !== undefined) {
    const address = jwksAddress(input.jwks.uri, 'https://as.example')
    if (address.kind === 'problem')
      return { outcome: address.problem.kind, code: address.problem.code }
    return { outcome: 'decode_only', code: address.notes[0]?.code ?? 'ok' }
  }
  const found = await readJwks(await setOf(id, input), { published: true })
  if (found.kind === 'problem') return { outcome: found.problem.kind, code: found.problem.code }
  const key = await keyFor('RS256')
  const token = await signToken({ header: '{"alg":"RS256","kid":"k1"}', claims: '{}', key })
  const { mark, lines } = await signatureVerdict(readToken(token), found.keys)
  return { outcome: outcomes[mark], code: mark === 'passed' ? 'ok' : lines[0]?.code }
}

describe('a published key set', () => {
  it.each(cases)('$id: $title', async ({ id, input, expect: { outcome, code } }) => {
    expect(await judged(id, input as Input)).toEqual({ outcome, code })
  })

  it('is not read when a name in it stands twice, or when it is too long', async () => {
    const of = async (text: string) => {
      const found = await readJwks(text, { published: true })
      return found.kind === 'problem' ? `${found.problem.kind} ${found.problem.code}` : found.says
    }
    expect(await of('{"keys":[],"keys":[]}')).toBe('security_stop duplicate_json_key')
    expect(await of(' '.repeat((1 << 20) + 1))).toBe('limit_reached jwks_too_large')
    expect(await of('<html>')).toBe('malformed_response jwks_invalid')
  })

  it('passes over a key it does not know and uses the others (RFC 7517 section 5)', async () => {
    const jwk = JSON.parse(await exportKey(await keyFor('ES256'), 'public')) as object
    const set = JSON.stringify({
      keys: [
        { kty: 'new', kid: 'a' },
        { ...jwk, kid: 'b' },
      ],
    })
    const found = await readJwks(set, { published: true })
    if (found.kind === 'problem') throw new Error(found.problem.means)
    expect(found.keys.map(({ signs }) => signs)).toEqual([[], ['ES256']])
    const token = await signToken({
      header: '{"kid":"b"}',
      claims: '{}',
      key: await keyFor('ES256'),
    })
    expect((await signatureVerdict(readToken(token), found.keys)).mark).toBe('passed')
    const renamed = await signToken({
      header: '{"kid":"c"}',
      claims: '{}',
      key: await keyFor('ES256'),
    })
    const { mark, lines } = await signatureVerdict(readToken(renamed), found.keys)
    expect(`${mark} ${lines[0]?.code}`).toBe('unchecked jwks_no_match')
  })
})
