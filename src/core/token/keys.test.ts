/** Reading keys: every form a person may paste, and a plain sentence for what is none. */
import { describe, expect, it } from 'vitest'
import {
  certificate,
  certificateHash,
  keyFor,
  keyIn,
  keysIn,
  problemIn,
} from './key.test-support.ts'
import { element, elementsOf, INTEGER, oid, SEQUENCE } from './key-der.ts'
import type { Key } from './keys.ts'
import { readKeys } from './keys.ts'
import { exportKey } from './make.ts'
import { thumbprintsOf } from './thumbprint.ts'

type Bytes = Uint8Array<ArrayBuffer>

const bytesOf = (pem: string): Bytes =>
  Uint8Array.from(atob(pem.replaceAll(/-----[A-Z ]+-----|\s/g, '')), (one) => one.charCodeAt(0))

const pemOf = (label: string, der: Bytes): string =>
  `-----BEGIN ${label}-----\n${btoa(String.fromCharCode(...der))}\n-----END ${label}-----`

/** The key inside PKCS #8 or SPKI: its last element but for what is optional. */
function inner(der: Bytes, at: number): Bytes {
  const fields = elementsOf(elementsOf(der)?.[0]?.content ?? der) ?? []
  return fields[at]?.content ?? new Uint8Array()
}

const facts = ({ kind, kty, size, thumbprint, signs }: Key) => ({
  kind,
  kty,
  size,
  thumbprint,
  signs,
})

/** The example of RFC 7638 section 3.1. */
const rfc7638 =
  '{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}'

describe('a JWK', () => {
  it('says what it is, and has the thumbprint of RFC 7638', async () => {
    const key = await keyIn(rfc7638)
    expect(key).toMatchObject({
      kind: 'public',
      kty: 'RSA',
      size: 2048,
      kid: '2011-04-29',
      alg: 'RS256',
      signs: ['RS256'],
      decrypts: [],
      thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
    })
    expect(thumbprintsOf(key).map(({ value }) => value)).toEqual([
      'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
      'urn:ietf:params:oauth:jwk-thumbprint:sha-256:NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
    ])
  })

  it('that is private is said to be, and keeps the thumbprint of its public half', async () => {
    const key = await keyFor('ES384')
    const found = await keyIn(await exportKey(key, 'private'))
    expect(found).toMatchObject({ kind: 'private', size: 384, thumbprint: key.thumbprint })
    expect(found.notes.map(({ code }) => code)).toEqual(['private_key'])
    const open = await keyIn(await exportKey(key, 'public'))
    expect(open).toMatchObject({ kind: 'public', thumbprint: key.thumbprint, notes: [] })
  })

  it('that cannot be used is shown with the reason, and allows nothing', async () => {
    for (const [text, reason] of [
      ['{"kty":"EC","crv":"P-256","x":"AAAA"}', 'its y is missing'],
      ['{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}', 'its members do not make a key'],
      ['{"kty":"EC","crv":"secp256k1","x":"AAAA","y":"AAAA"}', 'no algorithm here works'],
      ['{"kty":"new"}', 'no algorithm here works'],
      ['{"kty":"oct"}', 'its k is no base64url text'],
    ] as const) {
      const key = await keyIn(text)
      expect(key.notes.map((note) => note.text).join(' ')).toContain(reason)
      expect([key.signs, key.decrypts]).toEqual([[], []])
    }
  })

  it('never has inherited members, however it is written', async () => {
    const key = await keyIn('{"kty":"RSA","__proto__":{"n":"AQAB","e":"AQAB"}}')
    expect(key.signs).toEqual([])
    expect(key.material).toEqual({ kty: 'RSA' })
  })
})

describe('PEM', () => {
  it('is the same key in each of its forms', async () => {
    const rsa = await keyFor('RS256')
    const pkcs8 = await exportKey(rsa, 'private', 'pem')
    const spki = await exportKey(rsa, 'public', 'pem')
    const all = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']
    for (const text of [pkcs8, pemOf('RSA PRIVATE KEY', inner(bytesOf(pkcs8), 2))])
      expect(facts(await keyIn(text))).toEqual({ ...facts(rsa), signs: all })
    const pkcs1 = pemOf('RSA PUBLIC KEY', inner(bytesOf(spki), 1).slice(1))
    const escaped = JSON.stringify(spki)
    const bare = spki.replaceAll(/-----[A-Z ]+-----|\s/g, '')
    for (const text of [spki, pkcs1, escaped, bare, `\n${spki}\n\n`])
      expect(facts(await keyIn(text))).toEqual({ ...facts(rsa), kind: 'public', signs: all })
  })

  it('may be the older form for curves', async () => {
    const key = await keyFor('ES256')
    const pkcs8 = bytesOf(await exportKey(key, 'private', 'pem'))
    const [version, secret, ...rest] =
      elementsOf(elementsOf(inner(pkcs8, 2))?.[0]?.content ?? pkcs8) ?? []
    const curve = element(0xa0, oid('1.2.840.10045.3.1.7'))
    const whole = (one: { whole: Bytes } | undefined) => one?.whole ?? new Uint8Array()
    const sec1 = element(SEQUENCE, whole(version), whole(secret), curve, ...rest.map(whole))
    const parameters = pemOf('EC PARAMETERS', oid('1.2.840.10045.3.1.7'))
    const keys = await keysIn(`${parameters}\n${pemOf('EC PRIVATE KEY', sec1)}`)
    expect(keys.map(({ thumbprint }) => thumbprint)).toEqual([key.thumbprint])
  })

  it('may be a certificate, and then has its hash too', async () => {
    const found = await readKeys(certificate + certificate)
    if (found.kind === 'problem') throw new Error(found.problem.means)
    const [key] = found.keys
    expect(key).toMatchObject({ kind: 'public', origin: 'certificate', x5t_s256: certificateHash })
    expect(found.keys).toHaveLength(2)
    expect(found.notes.map(({ code }) => code)).toEqual(['certificate_unchecked'])
    expect(found.says).toBe('An X.509 certificate: 2 keys, 2 public.')
  })

  it('says what is wrong with it', async () => {
    const koblitz = `-----BEGIN PUBLIC KEY-----
MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAE7ZtRitzZTdOmMr4Vy8mj3qQcHkyTtR0w
G0Fsl3jQInGvdsNg8VoQMDEVQrRPEuDq8Nb2qx4cQeCbGol0A59mjw==
-----END PUBLIC KEY-----`
    for (const [text, code] of [
      [koblitz, 'key_algorithm_unsupported'],
      [koblitz.slice(0, -10), 'pem_incomplete'],
      [koblitz.replace('MFYw', 'MFYx'), 'pem_unreadable'],
      [pemOf('ENCRYPTED PRIVATE KEY', Uint8Array.of(1)), 'key_encrypted'],
      [pemOf('OPENSSH PRIVATE KEY', Uint8Array.of(1)), 'pem_label_unknown'],
      [pemOf('PUBLIC KEY', element(SEQUENCE, element(INTEGER))), 'pem_unreadable'],
    ] as const)
      expect(await problemIn(text)).toBe(`bad_input ${code}`)
  })
})

describe('a shared secret', () => {
  it('is the same in each encoding, and needs to be told', async () => {
    const text = 'a secret of more than 32 bytes, to be safe'
    const base64 = btoa(text)
    const hex = Array.from(text, (one) => one.charCodeAt(0).toString(16).padStart(2, '0')).join('')
    for (const [written, secret] of [
      [text, 'utf8'],
      [base64, 'base64'],
      [base64.replaceAll('=', ''), 'base64url'],
      [hex, 'hex'],
      [`${text}\n`, 'utf8'],
    ] as const) {
      const key = await keyIn(written, { secret })
      expect(key).toMatchObject({ kind: 'secret', size: text.length * 8 })
      expect(key.material.k).toBe(base64.replaceAll('=', ''))
      expect(key.signs).toEqual(['HS256', 'HS384', 'HS512'])
    }
    expect(await problemIn(text)).toBe('bad_input key_unreadable')
    expect(await problemIn('xyz', { secret: 'hex' })).toBe('bad_input secret_unreadable')
  })

  it('that is short is used, with a warning; and it has no thumbprint to be guessed from', async () => {
    const key = await keyIn('secret', { secret: 'utf8' })
    expect(key.signs).toContain('HS256')
    expect(key.notes.map(({ code }) => code)).toEqual(['key_too_small'])
    expect(thumbprintsOf(key)).toEqual([])
  })

  it('may be a JWK', async () => {
    expect(await keyIn('{"kty":"oct","k":"AAAA","alg":"HS384"}')).toMatchObject({
      kind: 'secret',
      signs: ['HS384'],
    })
  })
})

describe('what is no key', () => {
  it('is named', async () => {
    for (const [text, code] of [
      ['', 'empty'],
      ['https://as.example/jwks', 'key_is_url'],
      ['eyJhbGciOiJIUzI1NiJ9.e30.c2ln', 'key_is_token'],
      ['{"issuer":"a","jwks_uri":"https://as.example/jwks"}', 'key_is_metadata'],
      ['{"a":1}', 'jwks_invalid'],
      ['{"keys":[1]}', 'jwks_invalid'],
      ['{"kty"', 'jwk_invalid'],
    ] as const)
      expect(await problemIn(text)).toBe(`bad_input ${code}`)
    expect(await problemIn('{"kty":"RSA","kty":"oct"}')).toBe('security_stop duplicate_json_key')
    expect(await problemIn('a'.repeat((1 << 20) + 1))).toBe('limit_reached jwks_too_large')
  })

  it('never throws, whatever bytes stand in DER', async () => {
    const good = bytesOf(certificate)
    for (let at = 0; at < 120; at += 1) {
      const bytes = good.slice()
      bytes[at] = (bytes[at] ?? 0) ^ 0xff
      expect(await readKeys(pemOf('CERTIFICATE', bytes))).toHaveProperty('kind')
      expect(await readKeys(pemOf('CERTIFICATE', good.slice(0, at)))).toHaveProperty('kind')
    }
  })
})
