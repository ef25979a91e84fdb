/** Signs JWTs as Adobe does: RS256, and `alg` alone in the header. */
import type { CryptoKey, JWK } from 'jose'

export type Claims = Readonly<Record<string, unknown>>

/** jose comes with the first signature; who never signs anything does not load it. */
export async function signed(claims: Claims, key: JWK | CryptoKey): Promise<string> {
  const { CompactSign, importJWK } = await import('jose')
  const signer = 'kty' in key ? await importJWK(key, 'RS256') : key
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'RS256' })
    .sign(signer)
}

/** A key nobody has seen before; it is forgotten after use. */
export async function strangersKey(): Promise<CryptoKey> {
  const { generateKeyPair } = await import('jose')
  const { privateKey } = await generateKeyPair('RS256')
  return privateKey
}
