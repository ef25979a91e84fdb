/** Test data only: makes the tokens that the case file only describes, because they are too large to write down. */
import { toBase64Url } from '../http.ts'
import { limits } from '../token/limits.ts'
import { expand } from './expand.ts'

interface Generator {
  readonly $gen: string
  readonly levels?: number
  readonly header?: object
  readonly payload?: { readonly $gen: string; readonly count: number }
}

export function tokenOf(input: string | Generator): string {
  if (typeof input === 'string') return input
  if (input.$gen === 'jwt-nest') return nest(input.levels ?? 0)
  if (input.$gen === 'jwt') return encode(input.header ?? {}, withKeys(input.payload?.count ?? 0))
  return new TextDecoder().decode(expand(input).bytes)
}

const base64url = (text: string): string => toBase64Url(new TextEncoder().encode(text))

export const encode = (header: object, payload: string, signature = 'c2ln'): string =>
  `${base64url(JSON.stringify(header))}.${base64url(payload)}.${signature}`

const withKeys = (count: number): string =>
  `{${Array.from({ length: count }, (_, at) => `"${at}":0`).join(',')}}`

/**
 * So many levels, or as many as one token may be large: each makes it a third larger, so that fifty would be
 * two hundred megabytes.
 */
function nest(levels: number): string {
  let token = encode({ alg: 'none' }, '{}', '')
  for (let level = 1; level < levels; level += 1) {
    const outer = encode({ alg: 'RS256', cty: 'JWT' }, token)
    if (outer.length * 0.75 > limits.tokenBytes) return token
    token = outer
  }
  return token
}
