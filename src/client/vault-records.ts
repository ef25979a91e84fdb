/** What the vault keeps on disk, and what a record must look like to be opened. The disk is untrusted input. */
import * as v from 'valibot'
import type { Lock } from '../core/vault/lock.ts'
import { sealedKey } from './care.ts'

export const LOCK_KEY = 'vault:lock'
/** Every key of the vault's own, and every key of what it sealed. */
export const VAULT_PREFIXES = ['vault:', sealedKey('')] as const

/** The index is cut in parts, so that the cost of a write does not grow with the number of walks. */
const PARTS = 64

/** Where the index has the revision of a record: always the same part for the same key. */
export function indexKey(key: string): string {
  let sum = 0
  for (const sign of key) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 65_521
  return `vault:index:${sum % PARTS}`
}

const bytes = v.custom<Uint8Array<ArrayBuffer>>((data) => data instanceof Uint8Array)
const box = { iv: bytes, data: bytes }
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1))

const lock = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  kdf: v.object({
    name: v.literal('PBKDF2'),
    hash: v.literal('SHA-256'),
    iterations: v.number(),
    salt: bytes,
  }),
  wrapped: v.object(box),
})

/** A record under seal. Its revision is in clear, and bound. */
const sealed = v.object({ version: v.literal(1), revision: count, ...box })
export type SealedRecord = v.InferOutput<typeof sealed>

const read =
  <T>(schema: v.GenericSchema<unknown, T>) =>
  (data: unknown): T | undefined => {
    const result = v.safeParse(schema, data)
    return result.success ? result.output : undefined
  }

/** `undefined` when there is no vault, or none that can be opened. */
export const readLock: (data: unknown) => Lock | undefined = read<Lock>(lock)
export const readSealed: (data: unknown) => SealedRecord | undefined = read(sealed)

/** A map, because a key may be `__proto__`. */
export function readIndex(text: string): ReadonlyMap<string, number> | undefined {
  try {
    const found = v.safeParse(v.array(v.tuple([v.string(), count])), JSON.parse(text))
    return found.success ? new Map(found.output) : undefined
  } catch {
    return undefined
  }
}

/**
 * What it is and where it belongs (T89): a record of another vault, another key or another revision will not
 * open here.
 */
export const placeOf = (vault: string, key: string, revision: number): string =>
  `grantwalk|vault|${vault}|${key}|2|${revision}`
