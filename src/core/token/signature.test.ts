/** Signatures: each algorithm there and back, and every known way to have one accepted that is none. */
import { FlattenedSign, GeneralSign, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import cases from '../cases/jwt.json' with { type: 'json' }
import { toBase64Url } from '../http.ts'
import { certificate, jwsIn, keyFor, keyIn, keysIn } from './key.test-support.ts'
import { runtimeHas, signable } from './key-algorithms.ts'
import { publicOf } from './key-jwk.ts'
import type { Key } from './keys.ts'
import { exportKey, signToken } from './make.ts'
import { readToken } from './read.ts'
import { signatureVerdict } from './signature.ts'

const claims = '{"iss":"https://as.example","sub":"u"}'
const encoded = (value: unknown) =>
  toBase64Url(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)))

const tokenBy = async (key: Key, header: object = {}) =>
  await signToken({ header: JSON.stringify(header), claims, key })

async function codes(text: string, keys: readonly Key[] | undefined) {
  const verdict = await signatureVerdict(readToken(text), keys)
  return { mark: verdict.mark, codes: verdict.lines.map(({ code }) => code).join(' ') }
}

const publicKey = async (key: Key) => await keyIn(await exportKey(key, 'public'))

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
  it('fails HS256 over the text of a public key, however that key is pasted', async () => {
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
      expect(await codes(token, [await publicKeyOrSecret(alg)])).toMatchObject({
        mark: 'failed',
        codes: 'alg_key_mismatch',
      })
  })

  it('never passes a token without signature, with a key or without', async () => {
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

async function publicKeyOrSecret(alg: string): Promise<Key> {
  const key = await keyFor(alg)
  return key.kind === 'secret' ? key : await publicKey(key)
}

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

  it('never takes the keys that the token offers, and says so', async () => {
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
    const honest = [await publicKeyOrSecret('EdDSA')]
    expect(await codes(token, honest)).toEqual({
      mark: 'failed',
      codes: `alg_key_mismatch ${ignored}`,
    })
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
    expect(await codes(JSON.stringify(general), [key])).toMatchObject({ mark: 'passed' })
    const bare = await new FlattenedSign(bytes).setUnprotectedHeader({ alg: 'ES256' }).sign(signer)
    expect(await codes(JSON.stringify(bare), [key])).toMatchObject({ mark: 'passed' })
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
