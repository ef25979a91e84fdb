/** A random key under a passphrase. A new passphrase wraps the same key again, so no record need be touched. */
import { type Box, chance, importKey, openBytes, sealBytes } from './aes.ts'
import { type Kdf, keyFrom, newKdf, ROUNDS } from './kdf.ts'

/** All that is needed beside the passphrase; none of it is secret. */
export interface Lock {
  /** Random. It is in the place of every record, so that none opens in another vault. */
  readonly id: string
  readonly kdf: Kdf
  readonly wrapped: Box
}

export interface Opened {
  readonly lock: Lock
  /** Can be used and never read. */
  readonly key: CryptoKey
}

/** The parameters are bound, too: weaker ones cannot be slipped under the same wrapping. */
const place = ({ id, kdf }: Pick<Lock, 'id' | 'kdf'>): string =>
  `grantwalk|lock|${id}|1|${kdf.name}|${kdf.hash}|${kdf.iterations}`

async function wrap(
  raw: Uint8Array<ArrayBuffer>,
  passphrase: string,
  part: Pick<Lock, 'id' | 'kdf'>,
): Promise<Lock> {
  const under = await keyFrom(passphrase, part.kdf)
  return { ...part, wrapped: await sealBytes(under, raw, place(part)) }
}

async function rawOf(lock: Lock, passphrase: string): Promise<Uint8Array<ArrayBuffer>> {
  const under = await keyFrom(passphrase, lock.kdf)
  return openBytes(under, lock.wrapped, place(lock))
}

/** The bytes of the key are in hand only here, and overwritten right after. */
async function withRaw<T>(
  raw: Uint8Array<ArrayBuffer>,
  how: (raw: Uint8Array<ArrayBuffer>) => Promise<T>,
): Promise<T> {
  try {
    return await how(raw)
  } finally {
    raw.fill(0)
  }
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** @param rounds fewer only where a test must be quick */
export const makeLock = (passphrase: string, rounds: number = ROUNDS): Promise<Opened> =>
  withRaw(chance(32), async (raw) => ({
    lock: await wrap(raw, passphrase, { id: hex(chance(16)), kdf: newKdf(rounds) }),
    key: await importKey(raw),
  }))

/**
 * The lock that comes back is a new one when the old was made with fewer rounds than today's.
 * @throws Refusal `decrypt_failed`, `kdf_params`
 */
export const openLock = async (
  lock: Lock,
  passphrase: string,
  rounds: number = ROUNDS,
): Promise<Opened> =>
  withRaw(await rawOf(lock, passphrase), async (raw) => ({
    lock:
      lock.kdf.iterations < rounds
        ? await wrap(raw, passphrase, { id: lock.id, kdf: newKdf(rounds) })
        : lock,
    key: await importKey(raw),
  }))

/** @throws Refusal `decrypt_failed`, `kdf_params` */
export const changeLock = async (
  lock: Lock,
  before: string,
  after: string,
  rounds: number = ROUNDS,
): Promise<Lock> =>
  withRaw(await rawOf(lock, before), (raw) =>
    wrap(raw, after, { id: lock.id, kdf: newKdf(rounds) }),
  )
