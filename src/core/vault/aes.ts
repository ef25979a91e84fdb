/** AES-256-GCM over WebCrypto: what is sealed can be opened only whole, unchanged and in its own place. */
import type { Problem } from '../problem.ts'
import { Refusal } from '../problem.ts'

export interface Box {
  /** 96 bits, fresh at every sealing: one used twice would give the key away (NIST SP 800-38D, 8.2). */
  readonly iv: Uint8Array<ArrayBuffer>
  /** With the tag at its end. */
  readonly data: Uint8Array<ArrayBuffer>
}

/** Chance is not an argument here: a test that fixed it would prove nothing, and a caller could repeat it. */
export const chance = (bytes: number): Uint8Array<ArrayBuffer> =>
  crypto.getRandomValues(new Uint8Array(bytes))

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/** @param place what it is and where it belongs; elsewhere it will not open */
export async function sealBytes(
  key: CryptoKey,
  plain: Uint8Array<ArrayBuffer>,
  place: string,
): Promise<Box> {
  const iv = chance(12)
  const how = { name: 'AES-GCM', iv, additionalData: bytesOf(place) }
  return { iv, data: new Uint8Array(await crypto.subtle.encrypt(how, key, plain)) }
}

/** @throws Refusal `decrypt_failed`: another key, another place, or changed by a single bit */
export async function openBytes(
  key: CryptoKey,
  { iv, data }: Box,
  place: string,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const how = { name: 'AES-GCM', iv, additionalData: bytesOf(place) }
    return new Uint8Array(await crypto.subtle.decrypt(how, key, data))
  } catch {
    throw new Refusal(damaged)
  }
}

export const sealText = (key: CryptoKey, text: string, place: string): Promise<Box> =>
  sealBytes(key, bytesOf(text), place)

export const openText = async (key: CryptoKey, box: Box, place: string): Promise<string> =>
  new TextDecoder().decode(await openBytes(key, box, place))

/** The same words for a wrong passphrase and a damaged record: the tag cannot tell them apart. */
export const damaged: Problem = {
  kind: 'security_stop',
  code: 'decrypt_failed',
  means: 'It does not open: the passphrase is another one, or what was sealed has been changed.',
  remedy: 'Type the passphrase once more, with care for capitals and spaces at its ends.',
}

/** Into a key that can be used and never read. */
export const importKey = (raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
