/** Which key a signature is tried with, and what is said when none is right. */
import { describe, expect, it } from 'vitest'
import {
  certificate,
  codes,
  encoded,
  keyFor,
  keyIn,
  keysIn,
  publicKey,
  tokenBy,
} from './key.test-support.ts'
import { publicOf } from './key-jwk.ts'
import { exportKey } from './make.ts'
import { readToken } from './read.ts'
import { signatureVerdict } from './signature.ts'

describe('which key is tried', () => {
  it('says exactly what is missing when there is no key', async () => {
    const of = async (alg: string) =>
      (await signatureVerdict(readToken(`${encoded({ alg })}.e30.c2ln`), undefined)).lines[0]
    expect(await of('RS256')).toMatchObject({ mark: 'unchecked', code: 'key_missing' })
    expect((await of('RS256'))?.text).toContain('public key is missing')
    expect((await of('HS512'))?.text).toContain('shared secret is missing')
  })

  it('takes the key with the right kid, and tries all of them where the token names none', async () => {
    const keys = await Promise.all(['ES256', 'ES384', 'EdDSA'].map(keyFor))
    const signer = await keyFor('EdDSA')
    const named = await signatureVerdict(
      readToken(await tokenBy(signer, { kid: signer.kid })),
      keys,
      'https://as.example',
    )
    expect(named.mark).toBe('passed')
    expect(named.lines[0]?.text).toContain(signer.kid)
    expect(named.lines[0]?.text).toContain('https://as.example')
    expect(await codes(await tokenBy(signer), keys)).toMatchObject({ mark: 'passed' })
  })

  it('tries a pasted key though it is called otherwise, and says so', async () => {
    const key = await keyFor('ES256')
    const token = await tokenBy(key, { kid: 'other' })
    const verdict = await signatureVerdict(readToken(token), [key])
    expect(verdict.mark).toBe('passed')
    expect(verdict.lines[0]?.text).toContain('names another one (kid other)')
    const changed = token.replace(/\.[^.]+\./, `.${encoded({ sub: 'x' })}.`)
    expect(await codes(changed, [key])).toEqual({ mark: 'unchecked', codes: 'jwks_no_match' })
  })

  it('does not mind other keys beside the one that fits', async () => {
    const key = await keyFor('ES256')
    const token = await tokenBy(key, { kid: 'other' })
    const secret = await keyIn('a secret for something else entirely', { secret: 'utf8' })
    const bare = await keyIn(await exportKey(await keyFor('ES384'), 'public', 'pem'))
    expect(await codes(token, [secret, bare, key])).toMatchObject({ mark: 'passed' })
    expect(await codes(token, [secret, await keyFor('EdDSA')])).toEqual({
      mark: 'unchecked',
      codes: 'jwks_no_match',
    })
    expect(await codes(token, [bare])).toEqual({ mark: 'failed', codes: 'alg_key_mismatch' })
  })

  it('gives up after twenty keys and says that there are more', async () => {
    const token = await tokenBy(await keyFor('HS256'))
    const others = await Promise.all(
      Array.from(
        { length: 25 },
        async (_, at) => await keyIn(`secret number ${at} of many others`, { secret: 'utf8' }),
      ),
    )
    expect(await codes(token, others)).toEqual({ mark: 'unchecked', codes: 'too_many_keys' })
  })

  it('does not check with a key for encryption', async () => {
    const key = await keyFor('RS256')
    const jwk = JSON.parse(await exportKey(key, 'public')) as object
    const token = await tokenBy(key)
    for (const own of [{ use: 'enc' }, { use: undefined, key_ops: ['encrypt'] }])
      expect(await codes(token, [await keyIn(JSON.stringify({ ...jwk, ...own }))])).toEqual({
        mark: 'unchecked',
        codes: 'key_use',
      })
  })

  it('reads the key of a certificate', async () => {
    const token =
      'eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIiwic3ViIjoidSJ9.2A20cQuSPU_aaa6SlPATavBNWVBdR4lw6IH_VHRtuyNnxrS5P101m4Rnkny1q7M_TTIvvVP9EPhOJieLixpsYw'
    expect(await codes(token, await keysIn(certificate))).toMatchObject({ mark: 'passed' })
  })

  it('never takes the keys that the token offers, and says so (T77)', async () => {
    const forger = await keyFor('ES256')
    const header = {
      jwk: publicOf(forger.material),
      jku: 'http://169.254.169.254/k',
      x5u: 'https://evil.example/c',
      x5c: ['AAAA'],
    }
    const token = await tokenBy(forger, header)
    const ignored = 'jku_ignored x5u_ignored jwk_ignored x5c_ignored'
    expect(await codes(token, undefined)).toEqual({
      mark: 'unchecked',
      codes: `key_missing ${ignored}`,
    })
    const honest = [await publicKey(await keyFor('EdDSA'))]
    expect(await codes(token, honest)).toEqual({
      mark: 'failed',
      codes: `alg_key_mismatch ${ignored}`,
    })
  })
})
