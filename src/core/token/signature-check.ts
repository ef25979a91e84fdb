/** Computes whether one key made one signature. */
import { errors, flattenedVerify, importJWK } from 'jose'
import { publicOf } from './key-jwk.ts'
import type { Key } from './key-shapes.ts'
import { decodeBase64url } from './read-bytes.ts'
import type { Jws } from './shapes.ts'

/** `right`, `wrong`, or why it could not be computed. */
export type Fit = 'right' | 'wrong' | { readonly because: string }

export async function fits(token: Jws, key: Key, alg: string): Promise<Fit> {
  const [head, payload, signature] = token.parts
  const loose = unprotectedOf(token)
  const jws = {
    payload,
    signature,
    ...(head === '' ? {} : { protected: head }),
    ...(loose === undefined ? {} : { header: loose }),
  }
  try {
    await flattenedVerify(jws, await importJWK(publicOf(key.material), alg), { algorithms: [alg] })
    return 'right'
  } catch (thrown) {
    if (thrown instanceof errors.JWSSignatureVerificationFailed) return 'wrong'
    // jose refuses by TypeError and DOMException too; either way this key did not prove the token.
    return { because: thrown instanceof Error ? thrown.message : String(thrown) }
  }
}

/** What stands in the header and is not in the signed part of it, as the JSON forms allow. */
function unprotectedOf({ header, parts, serialization }: Jws) {
  if (serialization === 'compact') return undefined
  const bytes = decodeBase64url(parts[0])?.bytes
  const signed: unknown =
    bytes === undefined || bytes.length === 0 ? {} : JSON.parse(new TextDecoder().decode(bytes))
  const names = typeof signed === 'object' && signed !== null ? Object.keys(signed) : []
  const rest = Object.entries(header).filter(([name]) => !names.includes(name))
  return rest.length === 0 && names.length > 0 ? undefined : Object.fromEntries(rest)
}
