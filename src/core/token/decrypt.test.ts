/** Decryption: with each kind of key, never with the wrong one, and never past a limit. */
import { CompactEncrypt, exportJWK, generateKeyPair, importJWK } from 'jose'
import { describe, expect, it, vi } from 'vitest'
import { decryptToken } from './decrypt.ts'
import { keyFor, keyIn } from './key.test-support.ts'
import { publicOf } from './key-jwk.ts'
import type { Key } from './keys.ts'
import { exportKey, signToken } from './make.ts'
import { readToken } from './read.ts'

const inner = '{"sub":"u"}'

/** @param to a key as a JWK, for whoever is to read it */
async function encrypted(header: object, to: object, text = inner): Promise<string> {
  const parameters = { enc: 'A128GCM', alg: 'dir', ...header }
  const key = await importJWK({ ...to }, parameters.alg)
  return await new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader(parameters)
    .encrypt(key)
}

async function opened(text: string, keys: readonly Key[]): Promise<string> {
  const token = readToken(text)
  if (token.kind !== 'jwe') throw new Error(`This is ${token.kind}, not a JWE.`)
  const found = await decryptToken(token, keys)
  return found.kind === 'token' ? found.token.kind : `${found.problem.kind} ${found.problem.code}`
}

const secret = async (length: number) => await keyIn('k'.repeat(length), { secret: 'utf8' })

describe('a JWE', () => {
  it('opens with the private key of an RSA pair, and what is inside is read as a token', async () => {
    const key = await keyFor('RS256')
    const jwk = JSON.parse(await exportKey(key, 'private')) as object
    const own = await keyIn(JSON.stringify({ ...jwk, alg: undefined, use: undefined }))
    const signed = await signToken({ header: '{}', claims: inner, key: await keyFor('ES256') })
    for (const alg of ['RSA-OAEP', 'RSA-OAEP-256']) {
      const token = await encrypted({ alg, cty: 'JWT' }, publicOf(key.material), signed)
      expect(await opened(token, [own])).toBe('jws')
      expect(await opened(token, [await secret(16), own])).toBe('jws')
    }
    const token = await encrypted({ alg: 'RSA-OAEP' }, publicOf(key.material), signed)
    const open = await keyIn(JSON.stringify(publicOf(key.material)))
    expect(await opened(token, [open])).toBe('bad_input alg_key_mismatch')
    expect(await opened(token, [key])).toBe('bad_input alg_key_mismatch')
    expect(await opened(token, [])).toBe('bad_input key_missing')
  })

  it('opens by key agreement, on P-256 and X25519', async () => {
    for (const crv of ['P-256', 'X25519']) {
      const pair = await generateKeyPair('ECDH-ES', { crv, extractable: true })
      const jwk = await exportJWK(pair.privateKey)
      const key = await keyIn(JSON.stringify(jwk))
      for (const alg of ['ECDH-ES', 'ECDH-ES+A128KW'])
        expect(await opened(await encrypted({ alg }, publicOf(jwk)), [key])).not.toContain(' ')
    }
  })

  it('opens with a shared secret of the right length', async () => {
    const key = await secret(16)
    for (const alg of ['dir', 'A128KW', 'A128GCMKW'])
      expect(await opened(await encrypted({ alg }, key.material), [key])).not.toContain(' ')
    const other = await keyIn('x'.repeat(16), { secret: 'utf8' })
    const token = await encrypted({ alg: 'dir' }, key.material)
    expect(await opened(token, [other])).toBe('bad_input decryption_failed')
    expect(await opened(token, [await secret(32)])).toBe('bad_input decryption_failed')
    expect(await opened(token.replace(/.{3}$/, 'AAA'), [key])).toBe('bad_input decryption_failed')
  })

  it('opens with a password, but not after more rounds than a limit (T76)', async () => {
    const password = await secret(9)
    const token = await encrypted({ alg: 'PBES2-HS256+A128KW' }, password.material)
    expect(await opened(token, [password])).not.toContain(' ')
    const [, ...rest] = token.split('.')
    for (const p2c of [2 ** 31 - 1, 1e9, 0, -1, 1.5, '1000', undefined]) {
      const header = { alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c, p2s: 'AAAA' }
      const bomb = [btoa(JSON.stringify(header)).replaceAll('=', ''), ...rest].join('.')
      const started = performance.now()
      expect(await opened(bomb, [password])).toBe('limit_reached jwe_pbes2')
      expect(performance.now() - started).toBeLessThan(100)
    }
  })

  it('says when the browser has no AES with 192 bits', async () => {
    const key = await secret(24)
    const token = await encrypted({ alg: 'A192KW' }, key.material)
    expect(await opened(token, [key])).not.toContain(' ')
    vi.spyOn(crypto.subtle, 'generateKey').mockRejectedValue(
      new DOMException('no', 'OperationError'),
    )
    expect(await opened(token, [key])).toBe('bad_input alg_unavailable')
  })

  it('is never unpacked when it is compressed (T76)', async () => {
    const key = await secret(16)
    const token = await encrypted({ zip: 'DEF' }, key.material, 'a'.repeat(100_000))
    expect(await opened(token, [key])).toBe('limit_reached jwe_zip')
  })

  it('is refused when it demands what is not understood, or names no algorithm', async () => {
    const key = await secret(16)
    const of = async (header: object) =>
      await opened(`${btoa(JSON.stringify(header)).replaceAll('=', '')}..AAAA.AAAA.AAAA`, [key])
    expect(await of({ alg: 'dir', enc: 'A128GCM', crit: ['x'] })).toBe(
      'malformed_response crit_unknown',
    )
    expect(await of({ alg: ['dir'], enc: 'A128GCM' })).toBe('malformed_response alg_type')
    expect(await of({ alg: 'RSA1_5', enc: 'A128GCM' })).toBe('bad_input alg_key_mismatch')
  })
})
