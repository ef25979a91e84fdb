/** Making tokens and keys: what is typed is what is signed, and what cannot be is refused in words. */
import { describe, expect, it } from 'vitest'
import { Refusal } from '../problem.ts'
import { jwsIn, keyFor, keyIn } from './key.test-support.ts'
import { runtimeHas } from './key-algorithms.ts'
import { exportKey, generateKey, type Making, signable, signToken } from './make.ts'

const codeOf = async (make: Promise<unknown>): Promise<string> => {
  const thrown: unknown = await make.catch((reason: unknown) => reason)
  if (thrown instanceof Refusal) return thrown.problem.code
  throw new Error(`It was not refused: ${String(thrown)}`)
}

describe('a token', () => {
  it('carries the claims letter for letter, and the algorithm of the key', async () => {
    const claims = '{ "b": 2,\n "a": 90071992547409931, "ü": "é" }'
    const key = await keyFor('ES256')
    const token = jwsIn(await signToken({ header: '{"typ":"JWT","kid":"k"}', claims, key }))
    expect(token.header).toEqual({ typ: 'JWT', kid: 'k', alg: 'ES256' })
    expect(token.payload).toMatchObject({ kind: 'claims', text: claims })
  })

  it('is refused with the reason', async () => {
    const key = await keyFor('ES256')
    const open = await keyIn(await exportKey(key, 'public'))
    const good: Making = { header: '{}', claims: '{}', key }
    for (const [change, code] of [
      [{ claims: '{"a":}' }, 'claims_json_parse'],
      [{ claims: '{"a":1,"a":2}' }, 'claims_duplicate_json_key'],
      [{ claims: '[]' }, 'claims_not_object'],
      [{ header: 'alg' }, 'header_json_parse'],
      [{ header: '{"alg":"RS256"}' }, 'alg_key_mismatch'],
      [{ header: '{"alg":"none"}' }, 'alg_none'],
      [{ header: '{"alg":1}' }, 'alg_type'],
      [{ header: '{"crit":["exp"],"exp":1}' }, 'header_crit'],
      [{ header: '{"b64":false}' }, 'header_crit'],
      [{ header: '{"n":90071992547409931}' }, 'header_number'],
      [{ header: '{"cnf":{"n":[90071992547409931]}}' }, 'header_number'],
      [{ key: open }, 'key_public'],
      [{ key: 'none', header: '{"alg":"ES256"}' }, 'alg_key_mismatch'],
      [{ claims: `{"a":"${'a'.repeat(1 << 20)}"}` }, 'token_too_large'],
    ] as const)
      expect(await codeOf(signToken({ ...good, ...change }))).toBe(code)
  })

  it('has no signature only when exactly that was chosen', async () => {
    const text = await signToken({ header: '{"typ":"JWT"}', claims: '{"a":1}', key: 'none' })
    expect(text.endsWith('.')).toBe(true)
    expect(jwsIn(text).header).toEqual({ typ: 'JWT', alg: 'none' })
  })
})

describe('a new key', () => {
  it.each(signable)('for %s goes out and comes back', async (alg) => {
    if (!(await runtimeHas(alg))) {
      expect(await codeOf(generateKey(alg))).toBe('alg_unavailable')
      return
    }
    const key = await keyFor(alg)
    expect(key.signs).toContain(alg)
    expect(key.kid).toBe(key.thumbprint)
    const back = await keyIn(await exportKey(key, 'private'))
    expect(back.material).toEqual(key.material)
    if (key.kind === 'secret') return
    expect((await keyIn(await exportKey(key, 'private', 'pem'))).thumbprint).toBe(key.thumbprint)
    const set = await exportKey(key, 'public', 'jwks')
    expect((await keyIn(set)).kind).toBe('public')
    expect(set).not.toContain('"d"')
  })

  it('is never made for an algorithm nobody has', async () => {
    expect(await codeOf(generateKey('none'))).toBe('alg_unavailable')
    expect(await codeOf(generateKey('ES256K'))).toBe('alg_unavailable')
  })

  it('does not give away what is private, nor a secret as if it were public', async () => {
    const key = await keyFor('RS256')
    const open = await keyIn(await exportKey(key, 'public'))
    expect(await codeOf(exportKey(open, 'private'))).toBe('key_public')
    expect(await codeOf(exportKey(key, 'private', 'jwks'))).toBe('key_public')
    expect(await codeOf(exportKey(await keyFor('HS256'), 'public'))).toBe('key_symmetric')
  })
})
