/** Writes into a header what follows from the key: `alg`, `kid`, and for a DPoP proof the public key itself. */
import { problemOf } from '../../core/problem.ts'
import type { Key } from '../../core/token/key-shapes.ts'
import { exportKey } from '../../core/token/make.ts'

type Members = Readonly<Record<string, unknown>>

function membersOf(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Members)
      : undefined
  } catch {
    return undefined
  }
}

/** A header that cannot be read is left as the person wrote it. */
export async function headerFor(
  header: string,
  key: Key | 'none' | undefined,
  withJwk: boolean,
): Promise<string> {
  const members = membersOf(header)
  if (members === undefined || key === undefined) return header
  const { alg: _, kid: __, jwk: ___, ...kept } = members
  const named = key === 'none' ? { alg: 'none' } : await namesOf(key, withJwk)
  return JSON.stringify({ ...kept, ...named }, null, 2)
}

async function namesOf(key: Key, withJwk: boolean): Promise<Members> {
  const alg = key.alg ?? key.signs[0]
  const named = alg === undefined ? {} : { alg }
  // RFC 9449 section 4.2: the proof names its key by carrying it; a kid would say it twice.
  if (withJwk) return { ...named, ...(await publicJwk(key)) }
  return key.kid === undefined ? named : { ...named, kid: key.kid }
}

async function publicJwk(key: Key): Promise<Members> {
  try {
    const { kid: _, alg: __, use: ___, ...jwk } = membersOf(await exportKey(key, 'public')) ?? {}
    return { jwk }
  } catch (thrown) {
    // A shared secret has no public part; signing says what is wrong with it.
    if (problemOf(thrown).code === 'key_symmetric') return {}
    throw thrown
  }
}
