/** A client's key is read as a JWK and as PEM, and what is no usable key is refused in words. */
import {
  base64url,
  exportJWK,
  exportPKCS8,
  exportSPKI,
  generateKeyPair,
  importJWK,
  SignJWT,
} from 'jose'
import { describe, expect, it } from 'vitest'
import { contextWith } from './answers.test-support.ts'
import { clientKey, privateKeyFault } from './client-key.ts'

const read = (client_jwk: string) => clientKey(contextWith({ client_jwk }))
const pair = (alg: string) => generateKeyPair(alg, { extractable: true })

/** What an old OpenSSL writes: the inner part of PKCS #8, which for an RSA key of 2048 bits begins after 26 bytes. */
function pkcs1(pkcs8: string): string {
  const bytes = atob(pkcs8.replaceAll(/-----[^-]+-----|\s/g, '')).slice(26)
  return `-----BEGIN RSA PRIVATE KEY-----\n${btoa(bytes)}\n-----END RSA PRIVATE KEY-----`
}

const P256 = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]

/** What `openssl ecparam -genkey` writes: the curve in a block of its own, then RFC 5915's ECPrivateKey. */
async function sec1(key: CryptoKey): Promise<string> {
  const { d = '', x = '', y = '' } = await exportJWK(key)
  const part = (text: string) => [...base64url.decode(text)]
  const point = [0xa1, 0x44, 0x03, 0x42, 0x00, 0x04, ...part(x), ...part(y)]
  const inside = [0x02, 0x01, 0x01, 0x04, 0x20, ...part(d), 0xa0, 0x0a, ...P256, ...point]
  const block = (label: string, bytes: readonly number[]) =>
    `-----BEGIN ${label}-----
${btoa(String.fromCharCode(...bytes))}
-----END ${label}-----`
  return `${block('EC PARAMETERS', P256)}
${block('EC PRIVATE KEY', [0x30, inside.length, ...inside])}`
}

const encrypted = [
  '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----',
  '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----',
]

describe('a private key', () => {
  it.each(['ES256', 'ES384', 'RS256', 'EdDSA'])('in PKCS #8 signs with %s', async (alg) => {
    const { privateKey } = await pair(alg)
    const text = await exportPKCS8(privateKey)
    expect(privateKeyFault(text)).toBeUndefined()
    const key = await read(text)
    expect(key.alg).toBe(alg)
    const { d } = await exportJWK(privateKey)
    expect(key.jwk.d).toBe(d)
    expect(key.shown).not.toHaveProperty('d')
    const signed = new SignJWT({}).setProtectedHeader({ alg }).sign(await importJWK(key.jwk, alg))
    await expect(signed).resolves.toMatch(/^ey/)
  })

  it('in PKCS #1 is the same key as in PKCS #8', async () => {
    const text = await exportPKCS8((await pair('RS256')).privateKey)
    const old = pkcs1(text)
    expect(privateKeyFault(old)).toBeUndefined()
    expect((await read(old)).jwk).toEqual((await read(text)).jwk)
  })

  it('in SEC 1, with its curve in a block before it, is the same key as in PKCS #8', async () => {
    const { privateKey } = await pair('ES256')
    const text = await sec1(privateKey)
    expect(privateKeyFault(text)).toBeUndefined()
    expect(await read(text)).toEqual(await read(await exportPKCS8(privateKey)))
  })

  it('as a JWK keeps its kid', async () => {
    const jwk = { ...(await exportJWK((await pair('ES256')).privateKey)), kid: 'k1' }
    expect((await read(JSON.stringify(jwk))).jwk.kid).toBe('k1')
  })
})

describe('what is refused', () => {
  it.each(encrypted)('a key with a passphrase, with how to take it off', async (text) => {
    expect(privateKeyFault(text)).toContain('openssl pkey')
    await expect(read(text)).rejects.toMatchObject({ problem: { code: 'key_encrypted' } })
  })

  it('a public key, and a text that is none', async () => {
    const text = await exportSPKI((await pair('ES256')).publicKey)
    expect(privateKeyFault(text)).toContain('no private key')
    await expect(read(text)).rejects.toThrow('no private key')
    expect(privateKeyFault('no key')).toContain('JWK or PEM')
    await expect(read('no key')).rejects.toThrow('no JWK')
  })

  it('a key that signs nothing', async () => {
    const { privateKey } = await generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true })
    await expect(read(await exportPKCS8(privateKey))).rejects.toThrow('No algorithm')
  })
})
