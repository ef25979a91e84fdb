/** From a passphrase to a key, slowly: PBKDF2-HMAC-SHA-256 (RFC 8018), with its parameters beside what it locks. */
import { Refusal } from '../problem.ts'
import { chance } from './aes.ts'

/** The names are WebCrypto's. */
export interface Kdf {
  readonly name: 'PBKDF2'
  readonly hash: 'SHA-256'
  readonly iterations: number
  readonly salt: Uint8Array<ArrayBuffer>
}

/** What a file asks for, before it is checked. */
type Asked = Omit<Kdf, 'name' | 'hash'> & { readonly name: string; readonly hash: string }

/** What is made today; an older header is raised to it when it is opened. */
export const ROUNDS = 600_000
/** Fewer protect nobody; more would hang the machine of whoever opens a hostile file (T90). */
const FEWEST_ROUNDS = 100_000
const MOST_ROUNDS = 5_000_000
const FEWEST_SALT = 16
const MOST_SALT = 64

export const newKdf = (iterations: number = ROUNDS): Kdf => ({
  name: 'PBKDF2',
  hash: 'SHA-256',
  iterations,
  salt: chance(FEWEST_SALT),
})

const within = (value: number, least: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= least && value <= most

/** Before anything is computed. @throws Refusal `kdf_params` */
export function checkKdf(kdf: Asked): asserts kdf is Kdf {
  const { name, hash, iterations, salt } = kdf
  if (
    name === 'PBKDF2' &&
    hash === 'SHA-256' &&
    within(iterations, FEWEST_ROUNDS, MOST_ROUNDS) &&
    within(salt.byteLength, FEWEST_SALT, MOST_SALT)
  )
    return
  throw new Refusal({
    kind: 'security_stop',
    code: 'kdf_params',
    means: `The way from the passphrase to the key is not one that is accepted here: PBKDF2 with SHA-256, ${FEWEST_ROUNDS} to ${MOST_ROUNDS} rounds, and a salt of ${FEWEST_SALT} to ${MOST_SALT} bytes.`,
    remedy: 'Have it sealed again by Grantwalk. Nothing was computed and nothing was kept.',
  })
}

/** @throws Refusal `kdf_params` */
export async function keyFrom(passphrase: string, kdf: Kdf): Promise<CryptoKey> {
  checkKdf(kdf)
  // One spelling for what looks the same on two keyboards.
  const typed = new TextEncoder().encode(passphrase.normalize('NFKC'))
  const base = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey'])
  const { name, hash, iterations, salt } = kdf
  return crypto.subtle.deriveKey(
    { name, hash, iterations, salt },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}
