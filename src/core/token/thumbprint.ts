/** Thumbprints: a short name for a key that everyone computes alike (RFC 7638). */
import { calculateJwkThumbprint, type JWK } from 'jose'
import { toBase64Url } from '../http.ts'
import { type Link, rfc } from '../source.ts'
import type { Key } from './key-shapes.ts'

export interface Thumbprint {
  /** `jkt`, `x5t#S256`, … */
  readonly name: string
  readonly value: string
  readonly means: string
  readonly rule: Link
}

/** SHA-256, base64url. `undefined` for a secret, and for material that lacks what is hashed. */
export async function thumbprintOf(material: JWK): Promise<string | undefined> {
  if (material.kty === 'oct') return undefined
  // jose refuses what is no complete key; such a key has no thumbprint either.
  return await calculateJwkThumbprint({ ...material }, 'sha256').catch(() => undefined)
}

export async function digest(
  hash: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512',
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest(hash, bytes))
}

export const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  toBase64Url(await digest('SHA-256', bytes))

export function thumbprintsOf(key: Key): readonly Thumbprint[] {
  const { thumbprint, x5t_s256 } = key
  const all: Thumbprint[] = []
  if (thumbprint !== undefined) {
    all.push({
      name: 'JWK thumbprint (SHA-256)',
      value: thumbprint,
      means:
        'Of the public part. It stands in cnf.jkt of a DPoP-bound token, and often serves as kid.',
      rule: rfc(7638, '3'),
    })
    all.push({
      name: 'JWK thumbprint URI',
      value: `urn:ietf:params:oauth:jwk-thumbprint:sha-256:${thumbprint}`,
      means: 'The same as a URI.',
      rule: rfc(9278, '3'),
    })
  }
  if (x5t_s256 !== undefined)
    all.push({
      name: 'x5t#S256',
      value: x5t_s256,
      means: 'Of the whole certificate. It stands in cnf.x5t#S256 of a token bound to mutual TLS.',
      rule: rfc(7515, '4.1.8'),
    })
  return all
}
