/** Keys that sign and cannot be read: their private halves stay with whoever keeps the ring. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'

export interface KeyRing {
  /** @param thumbprint of its public half (RFC 7638) */
  keep(thumbprint: string, key: CryptoKey): Promise<void>
  /** `undefined` where it never was, or is not any more: in another browser, after an import. */
  find(thumbprint: string): Promise<CryptoKey | undefined>
}

/** A new key pair for signing. @returns the public half as a JWK; the private one is in the ring, not extractable */
export async function addKey(ring: KeyRing, alg: string): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: false })
  const jwk = await exportJWK(publicKey)
  await ring.keep(await calculateJwkThumbprint(jwk), privateKey)
  return JSON.stringify({ ...jwk, alg }, null, 2)
}

/** As long as the page. */
export function memoryKeys(): KeyRing {
  const keys = new Map<string, CryptoKey>()
  return {
    keep: async (thumbprint, key) => void keys.set(thumbprint, key),
    find: async (thumbprint) => keys.get(thumbprint),
  }
}
