import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { headerOf } from '../http.ts'
import { compose, type Scope } from './compose.ts'
import { type Draft, emptyDraft } from './draft.ts'

const scope: Scope = {
  approved: [],
  now: 1_800_000_000_000,
  random: (bytes) => 'r'.repeat(bytes),
}
const draftOf = (key: string, nonce = ''): Draft => ({
  ...emptyDraft('d'),
  method: 'POST',
  url: 'https://api.example/v1/things?a=1#b',
  authorization: { kind: 'dpop', token: 'tok', key, nonce },
})

async function keyText(alg: string) {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  return exportJWK(privateKey)
}

describe('a DPoP proof', () => {
  it.each(['ES256', 'EdDSA', 'RS256', 'ES384'])(
    'with %s binds the token to key, method and address',
    async (alg) => {
      const jwk = await keyText(alg)
      const composed = await compose(draftOf(JSON.stringify(jwk), 'n-1'), scope)
      if (composed.kind === 'problem') throw new Error(JSON.stringify(composed.problems))
      expect(headerOf(composed.request, 'authorization')).toBe('DPoP tok')
      const jwt = headerOf(composed.request, 'dpop') ?? ''
      const { payload, protectedHeader } = await jwtVerify(
        jwt,
        (header) => importJWK(header.jwk ?? {}, header.alg),
        { currentDate: new Date(scope.now) },
      )
      expect(protectedHeader).toMatchObject({ typ: 'dpop+jwt', alg })
      expect(protectedHeader.jwk).not.toHaveProperty('d')
      expect(await calculateJwkThumbprint(protectedHeader.jwk ?? {})).toBe(
        await calculateJwkThumbprint(jwk),
      )
      expect(payload).toEqual({
        ...{ htm: 'POST', htu: 'https://api.example/v1/things', iat: 1_800_000_000 },
        // SHA-256 of "tok", base64url (RFC 9449 section 4.2).
        ath: 'GnZ0607njffhrEOak8P6jjyUV4TU3sn9jjARc4svHWI',
        ...{ jti: 'r'.repeat(16), nonce: 'n-1' },
      })
      expect(composed.secrets.map(({ name }) => name)).toEqual(['access_token', 'dpop_key'])
    },
  )

  it.each([
    ['no JSON', 'x'],
    ['no key', '[]'],
    ['a shared secret', '{"kty":"oct","k":"AAAA"}'],
    ['a public key', '{"kty":"EC","crv":"P-256","x":"a","y":"b"}'],
    ['a broken key', '{"kty":"EC","crv":"P-256","x":"a","y":"b","d":"c"}'],
    ['an unknown curve', '{"kty":"EC","crv":"P-1","x":"a","y":"b","d":"c"}'],
  ])('is not made with %s', async (_what, key) => {
    const composed = await compose(draftOf(key), scope)
    expect(composed.kind === 'problem' && composed.problems.map(({ code }) => code)).toEqual([
      'bad_dpop_key',
    ])
  })
})
