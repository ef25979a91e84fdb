/** A sealed file: the whole of something, under a passphrase of its own. The only way in which secrets leave. */
import * as v from 'valibot'
import { toBase64 } from '../http.ts'
import { Refusal } from '../problem.ts'
import { type Box, openText, sealText } from './aes.ts'
import { checkKdf, type Kdf, ROUNDS } from './kdf.ts'
import { type Lock, makeLock, openLock } from './lock.ts'

export const SEALED_FORMAT = 'grantwalk-sealed'
/** In UTF-16 units: base64 of the largest case file, and its lock. */
export const MOST_SEALED = 30 << 20

const base64 = v.pipe(v.string(), v.base64())
const box = v.strictObject({ iv: base64, data: base64 })
const sealed = v.strictObject({
  format: v.literal(SEALED_FORMAT),
  version: v.literal(1),
  lock: v.strictObject({
    id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
    kdf: v.strictObject({
      name: v.string(),
      hash: v.string(),
      iterations: v.number(),
      salt: base64,
    }),
    wrapped: box,
  }),
  content: box,
})

type Written = v.InferOutput<typeof sealed>

const place = (lock: Lock): string => `grantwalk|file|${lock.id}|1`
const out = ({ iv, data }: Box) => ({ iv: toBase64(iv), data: toBase64(data) })
const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
const boxOf = ({ iv, data }: Written['content']): Box => ({ iv: bytes(iv), data: bytes(data) })

/** @param rounds fewer only where a test must be quick */
export async function sealContainer(
  text: string,
  passphrase: string,
  rounds: number = ROUNDS,
): Promise<string> {
  const { lock, key } = await makeLock(passphrase, rounds)
  const written: Written = {
    format: SEALED_FORMAT,
    version: 1,
    lock: {
      id: lock.id,
      kdf: { ...lock.kdf, salt: toBase64(lock.kdf.salt) },
      wrapped: out(lock.wrapped),
    },
    content: out(await sealText(key, text, place(lock))),
  }
  return `${JSON.stringify(written, undefined, 2)}\n`
}

/** Whether a text that was opened asks for a passphrase. */
export const isContainer = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'format' in data && data.format === SEALED_FORMAT

/** @throws Refusal `too_large`, `not_json`, `schema`, `kdf_params`, `decrypt_failed` */
export async function openContainer(text: string, passphrase: string): Promise<string> {
  const { lock: stored, content } = written(text)
  const lock: Lock = {
    id: stored.id,
    kdf: kdfOf(stored.kdf),
    wrapped: boxOf(stored.wrapped),
  }
  const { key } = await openLock(lock, passphrase, 0)
  return openText(key, boxOf(content), place(lock))
}

/** A foreign name is a parameter that is not accepted, not a shape that is wrong. */
function kdfOf({ iterations, salt, name, hash }: Written['lock']['kdf']): Kdf {
  const kdf: Parameters<typeof checkKdf>[0] = { name, hash, iterations, salt: bytes(salt) }
  checkKdf(kdf)
  return kdf
}

function written(text: string): Written {
  if (text.length > MOST_SEALED)
    throw refusal(
      'limit_reached',
      'too_large',
      'The sealed file is larger than any that is made here.',
    )
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    throw refusal('bad_input', 'not_json', 'This is no sealed file: it is not JSON.')
  }
  const result = v.safeParse(sealed, data)
  if (result.success) return result.output
  throw refusal('bad_input', 'schema', 'The sealed file lacks something, or is damaged.')
}

const refusal = (kind: 'bad_input' | 'limit_reached', code: string, means: string): Refusal =>
  new Refusal({
    kind,
    code,
    means,
    remedy: 'Ask for the file once more, and open it unchanged.',
  })
