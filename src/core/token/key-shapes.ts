/** What a key is here: its facts for the screen, what it may be used for, and the material itself. */
import type { JWK } from 'jose'
import type { Problem } from '../problem.ts'
import type { Note } from './shapes.ts'

/** How a shared secret is written down. */
export type SecretEncoding = 'utf8' | 'base64' | 'base64url' | 'hex'

/** Where a key comes from. `published`: from a set fetched from a server, which may hold public keys only. */
export type KeyOrigin = 'jwk' | 'published' | 'pem' | 'certificate' | 'secret' | 'generated'

export interface Key {
  /** To show it among others: `key 2 (kid abc)`. */
  readonly name: string
  /** `secret`: the same for both sides, as HS256 needs it. */
  readonly kind: 'public' | 'private' | 'secret'
  readonly origin: KeyOrigin
  /** RFC 7518 section 6.1: `RSA`, `EC`, `OKP`, `oct`; `AKP` since RFC 9964. */
  readonly kty: string
  /** Bits; for a curve those of the curve. */
  readonly size?: number
  readonly crv?: string
  readonly kid?: string
  /** The one algorithm the key was made for, where it says so. */
  readonly alg?: string
  readonly use?: string
  readonly key_ops?: readonly string[]
  /** What it can check or make signatures with. The token has no say in this (RFC 8725 section 3.1). */
  readonly signs: readonly string[]
  /** What it can decrypt: key management algorithms of RFC 7518 section 4. */
  readonly decrypts: readonly string[]
  /** RFC 7638 with SHA-256. A secret has none: a hash of a weak one would give it away. */
  readonly thumbprint?: string
  /** SHA-256 of the certificate it came in (RFC 7515 section 4.1.8). */
  readonly x5t_s256?: string
  readonly notes: readonly Note[]
  /** The members that make the key, and no other: what is private in it stays in this page. */
  readonly material: JWK
}

export type KeyReading =
  | {
      readonly kind: 'keys'
      readonly keys: readonly Key[]
      /** One sentence: `A key set with 2 public keys.` */
      readonly says: string
      readonly notes: readonly Note[]
    }
  | { readonly kind: 'problem'; readonly problem: Problem }

export interface KeyHint {
  /** Taken as a shared secret written so, unless it plainly is a public or private key. */
  readonly secret?: SecretEncoding
}

/** The most keys a set may have, and the most bytes it may be long (threat model, T77 and T59). */
export const MOST_KEYS = 100
export const MOST_KEY_BYTES = 1 << 20
