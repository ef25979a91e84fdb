/** Signatures: each algorithm there and back, and every known way to have one accepted that is none. */
import { describe, expect, it } from 'vitest'
import cases from '../cases/jwt.json' with { type: 'json' }
import { toBase64Url } from '../http.ts'
import {
  claims,
  codes,
  encoded,
  keyFor,
  keyIn,
  keysIn,
  publicKey,
  tokenBy,
} from './key.test-support.ts'
import { runtimeHas, signable } from './key-algorithms.ts'
import { publicOf } from './key-jwk.ts'
import { exportKey } from './make.ts'
import { readToken } from './read.ts'
import { signatureVerdict } from './signature.ts'

describe('every algorithm', () => {
  it.each(signable)('%s passes with its key and fails when a letter changed', async (alg) => {
    if (!(await runtimeHas(alg))) {
      const token = `${encoded({ alg })}.${encoded(claims)}.c2ln`
      expect(await codes(token, [])).toEqual({ mark: 'unchecked', codes: 'alg_unavailable' })
      return
    }
    const key = await keyFor(alg)
    const token = await tokenBy(key, { alg })
    expect(await codes(token, [key])).toEqual({ mark: 'passed', codes: 'signature_right' })
    const [head = '', , signature = ''] = token.split('.')
    const changed = `${head}.${encoded({ sub: 'admin' })}.${signature}`
    expect(await codes(changed, [key])).toEqual({ mark: 'failed', codes: 'signature_wrong' })
  })

  it('this runtime has all but the newest of them', async () => {
    const has = await Promise.all(signable.map(runtimeHas))
    const lacking = signable.filter((_, at) => has[at] === false)
    expect(lacking.every((alg) => alg.startsWith('ML-DSA'))).toBe(true)
  })

  it('says of ES256K that no browser has it, and of a wrong spelling that there is no such thing', async () => {
    const of = async (alg: string) => await codes(`${encoded({ alg })}.e30.c2ln`, undefined)
    expect(await of('ES256K')).toEqual({ mark: 'unchecked', codes: 'alg_unavailable' })
    expect(await of('rs256')).toEqual({ mark: 'unchecked', codes: 'alg_unknown' })
  })
})

describe('the key decides on the algorithm', () => {
  it('fails HS256 over the text of a public key, however that key is pasted (T62)', async () => {
    const rsa = await keyFor('RS256')
    const pem = await exportKey(rsa, 'public', 'pem')
    const spki = pem.replaceAll(/-----[A-Z ]+-----|\s/g, '')
    const forge = async (secret: Uint8Array<ArrayBuffer>) => {
      const name = { name: 'HMAC', hash: 'SHA-256' }
      const hmac = await crypto.subtle.importKey('raw', secret, name, false, ['sign'])
      const input = `${encoded({ alg: 'HS256', kid: 'k1' })}.${encoded(claims)}`
      const sealed = await crypto.subtle.sign('HMAC', hmac, new TextEncoder().encode(input))
      return `${input}.${toBase64Url(new Uint8Array(sealed))}`
    }
    const bytes = new TextEncoder().encode(pem)
    const der = Uint8Array.from(atob(spki), (one) => one.charCodeAt(0))
    const jwk = { kty: 'oct', k: toBase64Url(bytes), alg: 'HS256', kid: 'k1' }
    for (const forged of [await forge(bytes), await forge(der)]) {
      for (const [text, hint] of [
        [pem, {}],
        [pem, { secret: 'utf8' }],
        [btoa(pem), { secret: 'base64' }],
        [spki, { secret: 'base64' }],
        [spki, { secret: 'utf8' }],
        [await exportKey(rsa, 'public'), { secret: 'utf8' }],
        [JSON.stringify(jwk), {}],
        [JSON.stringify({ ...jwk, k: toBase64Url(der) }), {}],
      ] as const) {
        const verdict = await codes(forged, await keysIn(text, hint))
        expect(verdict).toEqual({ mark: 'failed', codes: 'alg_key_mismatch' })
      }
    }
  })

  it('fails a token that says RS256 with a key of another type or for another algorithm', async () => {
    const token = await tokenBy(await keyFor('RS256'), { alg: 'RS256' })
    for (const alg of ['ES256', 'PS256', 'HS256', 'EdDSA'])
      expect(await codes(token, [await publicKey(await keyFor(alg))])).toMatchObject({
        mark: 'failed',
        codes: 'alg_key_mismatch',
      })
  })

  it('never passes a token without signature, with a key or without (T62)', async () => {
    const key = await keyFor('HS256')
    for (const alg of ['none', 'None', 'NonE', 'nONE'])
      for (const keys of [undefined, [], [key]])
        for (const signature of ['', 'c2ln'])
          expect(await codes(`${encoded({ alg })}.${encoded(claims)}.${signature}`, keys)).toEqual({
            mark: 'failed',
            codes: 'alg_none',
          })
  })

  it('refuses an alg that is no text, an empty signature and a header that says things twice', async () => {
    const keys = [await keyFor('RS256')]
    const of = async (header: unknown, signature = 'c2ln') =>
      await codes(`${encoded(header)}.${encoded(claims)}.${signature}`, keys)
    expect(await of({ alg: ['RS256'] })).toEqual({ mark: 'failed', codes: 'alg_type' })
    expect(await of({ alg: 'RS256' }, '')).toEqual({ mark: 'failed', codes: 'signature_missing' })
    const twice = await of('{"alg":"RS256","alg":"none"}')
    expect(twice.mark).toBe('failed')
    expect(twice.codes).toContain('duplicate_json_key')
  })
})

describe('the tokens of the case file', () => {
  it('never pass, with whatever key', async () => {
    const jwk = { ...(await keyFor('RS256')).material, kid: 'k1' }
    const rsa = await keyIn(JSON.stringify(publicOf(jwk)))
    const others = await Promise.all(['ES256', 'HS256'].map(keyFor))
    for (const { id, input } of cases) {
      if (typeof input.token !== 'string') continue
      for (const keys of [undefined, [], [rsa], others]) {
        const { mark, lines } = await signatureVerdict(readToken(input.token), keys)
        expect(mark, id).not.toBe('passed')
        if (id === 'jwt-06' && keys?.[0] === rsa)
          expect(`${mark} ${lines[0]?.code}`).toBe('failed alg_key_mismatch')
        if (id === 'jwt-01' && keys === undefined) expect(mark).toBe('unchecked')
      }
    }
  })
})

describe('what has no signature', () => {
  it('is never red, and says what is missing', async () => {
    for (const [text, code] of [
      ['some-opaque-token', 'opaque'],
      ['', 'undecodable'],
      ['eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA', 'jwe_encrypted'],
    ] as const)
      expect(await codes(text, undefined)).toEqual({ mark: 'unchecked', codes: code })
  })
})
