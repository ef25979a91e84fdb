/** A proof is signed by the walk's own key, or it is said that the key is not here. */
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose'
import { expect, it } from 'vitest'
import { contextWith } from './answers.test-support.ts'
import { withProof } from './dpop.ts'
import { addKey } from './key-ring.ts'
import type { Context } from './vendor.ts'

const request = { method: 'POST', url: 'https://as.example/token?x=1', headers: [] }

it('is bound to the request and the token, and shows the public half alone', async () => {
  const { keys } = contextWith({})
  const context = { ...contextWith({ dpop_public_jwk: await addKey(keys, 'ES256') }), keys }
  const { headers } = await withProof(request, context, 'a-token')
  const [[name, made] = ['', '']] = headers
  expect(name).toBe('dpop')
  expect(decodeJwt(made)).toMatchObject({ htm: 'POST', htu: 'https://as.example/token' })
  expect(decodeJwt(made)['ath']).toMatch(/^[\w-]{43}$/)
  const { alg, jwk, typ } = decodeProtectedHeader(made)
  expect({ alg, typ }).toEqual({ alg: 'ES256', typ: 'dpop+jwt' })
  expect(Object.keys(jwk ?? {}).sort()).toEqual(['crv', 'kty', 'x', 'y'])
})

it('says what to do where the private half is not: after an import, in another browser', async () => {
  const elsewhere = await addKey(contextWith({}).keys, 'ES256')
  await expect(
    withProof(request, contextWith({ dpop_public_jwk: elsewhere })),
  ).rejects.toMatchObject({ problem: { code: 'dpop_key' } })
  await expect(
    withProof(request, contextWith({ dpop_public_jwk: 'no key' })),
  ).rejects.toMatchObject({ problem: { code: 'dpop_key' } })
})

it('goes on with the private key that a walk of before has among its values, until a new one is made', async () => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const { d, ...half } = await exportJWK(privateKey)
  const values = { dpop_jwk: JSON.stringify({ ...half, d }) }
  const proofOf = async (context: Context) =>
    (await withProof(request, context)).headers.find(([name]) => name === 'dpop')?.[1] ?? ''
  const old = contextWith(values)
  expect(decodeProtectedHeader(await proofOf(old)).jwk).toEqual(half)
  const made = { ...values, dpop_public_jwk: await addKey(old.keys, 'ES256') }
  const anew = decodeProtectedHeader(await proofOf({ ...contextWith(made), keys: old.keys }))
  expect(anew.jwk).not.toEqual(half)
})
