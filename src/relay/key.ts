/** The relay's key: compared by digest in constant time, and not to be guessed at leisure (T10). */
import { Refused } from './ingress.ts'
import type { Limits } from './limits.ts'

export type Sha256 = (text: string) => Uint8Array | Promise<Uint8Array>

/** Web Crypto's digest. Node's own is faster for a few bytes; the composition root may hand that in. */
export const webSha256: Sha256 = async (text) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))

export type KeyCheck = (given: string | undefined) => Promise<void>

export interface KeyOptions {
  readonly key: string
  readonly now: () => number
  readonly sha256: Sha256
  readonly limits: Pick<Limits, 'keyFailures' | 'keyWindowMs'>
}

export function createKeyCheck({ key, now, sha256, limits }: KeyOptions): KeyCheck {
  const expected = Promise.resolve(sha256(key))
  let failures: number[] = []
  let lockedUntil = 0

  return async (given) => {
    if (now() < lockedUntil) throw locked(lockedUntil - now())
    if (given === undefined || given === '') {
      throw new Refused(
        401,
        'key_missing',
        'This tab has no key. Open the link that Grantwalk printed in its terminal.',
      )
    }
    // Digests have one length, so the comparison tells nothing about the key's.
    if (sameBytes(await sha256(given), await expected)) return
    failures = [...failures.filter((at) => at > now() - limits.keyWindowMs), now()]
    if (failures.length >= limits.keyFailures) {
      lockedUntil = now() + limits.keyWindowMs
      failures = []
    }
    throw new Refused(
      401,
      'key_wrong',
      'This key is not the one of the running Grantwalk. Open the link in its terminal: every start makes a new key.',
    )
  }
}

const locked = (leftMs: number): Refused =>
  new Refused(429, 'key_locked', 'Too many wrong keys. Wait a minute, then try again.', {
    headers: [['retry-after', String(Math.ceil(leftMs / 1000))]],
  })

/** Looks at every byte, whatever it finds. */
function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length
  for (let at = 0; at < one.length; at += 1) difference |= (one[at] ?? 0) ^ (other[at] ?? 0)
  return difference === 0
}
