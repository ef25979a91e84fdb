/** What a header says about its own signature: extensions, JSON forms, and keys it brings along. */
import { FlattenedSign, GeneralSign, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { claims, codes, encoded, jwsIn, keyFor, keyIn, tokenBy } from './key.test-support.ts'
import { publicOf } from './key-jwk.ts'
import { readToken } from './read.ts'
import { signatureVerdict } from './signature.ts'

describe('a line', () => {
  it('stays short, however long the names in a token are', async () => {
    const long = 'k'.repeat(100_000)
    const header = { alg: 'RS256', kid: long, jku: long, crit: [long] }
    for (const { crit, ...rest } of [header, { ...header, crit: undefined }]) {
      const text = `${encoded({ ...rest, crit })}.e30.c2ln`
      const jwk = { ...(await keyFor('RS256')).material, kid: long }
      const { lines } = await signatureVerdict(readToken(text), [await keyIn(JSON.stringify(jwk))])
      expect(JSON.stringify(lines).length).toBeLessThan(3_000)
    }
  })
})

describe('crit and b64', () => {
  it('refuses what it does not understand', async () => {
    const keys = [await keyFor('RS256')]
    const of = async (header: object) =>
      await codes(`${encoded({ alg: 'RS256', ...header })}.${encoded(claims)}.c2ln`, keys)
    expect(await of({ crit: ['exp'], exp: 1 })).toEqual({ mark: 'failed', codes: 'crit_unknown' })
    expect(await of({ crit: [] })).toEqual({ mark: 'failed', codes: 'crit_invalid' })
    expect(await of({ b64: false })).toMatchObject({ mark: 'failed', codes: 'b64_not_critical' })
  })

  it('checks a payload that was not encoded', async () => {
    const key = await keyFor('ES256')
    const { protected: head, signature } = await new FlattenedSign(new TextEncoder().encode(claims))
      .setProtectedHeader({ alg: 'ES256', b64: false, crit: ['b64'] })
      .sign(await importJWK({ ...key.material }, 'ES256'))
    const verdict = async (payload: string) =>
      await codes(JSON.stringify({ payload, protected: head, signature }), [key])
    expect(await verdict(claims)).toMatchObject({ mark: 'passed' })
    expect(await verdict(claims.replace('u', 'v'))).toMatchObject({ mark: 'failed' })
  })
})

describe('the JSON forms', () => {
  it('are checked as the compact one is, with what is outside the signed header', async () => {
    const key = await keyFor('ES256')
    const bytes = new TextEncoder().encode(claims)
    const signer = await importJWK({ ...key.material }, 'ES256')
    const flat = await new FlattenedSign(bytes)
      .setProtectedHeader({ alg: 'ES256' })
      .setUnprotectedHeader({ kid: key.kid ?? '' })
      .sign(signer)
    expect(await codes(JSON.stringify(flat), [key])).toMatchObject({ mark: 'passed' })
    const general = await new GeneralSign(bytes)
      .addSignature(signer)
      .setProtectedHeader({ alg: 'ES256' })
      .sign()
    expect(await codes(JSON.stringify(general), [key])).toEqual({
      mark: 'passed',
      codes: 'signature_right first_signature',
    })
    const bare = await new FlattenedSign(bytes).setUnprotectedHeader({ alg: 'ES256' }).sign(signer)
    expect(await codes(JSON.stringify(bare), [key])).toMatchObject({ mark: 'passed' })
  })
})

describe('a DPoP proof', () => {
  it('is checked with the key it carries, and must not carry a private one', async () => {
    const key = await keyFor('ES256')
    const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: publicOf(key.material) }
    const token = await tokenBy(key, header)
    expect(await codes(token, undefined)).toEqual({ mark: 'passed', codes: 'dpop_self_signed' })
    const changed = token.replace(/\.[^.]+\./, `.${encoded({ htm: 'GET' })}.`)
    expect(await codes(changed, undefined)).toMatchObject({ mark: 'failed' })
    const loud = await tokenBy(key, { ...header, jwk: key.material })
    expect(await codes(loud, undefined)).toEqual({ mark: 'failed', codes: 'dpop_key_private' })
    expect(jwsIn(token).header['typ']).toBe('dpop+jwt')
  })
})
