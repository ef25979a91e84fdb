/** What a JWT says of itself. Decoded, not verified: whoever uses this says so on screen. */
import { isRecord, type JsonRecord } from './json.ts'
import { JsonFault, parseJson } from './json-parser.ts'

export interface JwtParts {
  readonly header: JsonRecord
  readonly claims: JsonRecord
}

/** `undefined` when it is not a signed JWT in compact form (RFC 7515 section 3.1). */
export function claimsOf(token: string): JwtParts | undefined {
  const parts = token.split('.')
  const [first, second] = parts
  if (parts.length !== 3 || first === undefined || second === undefined) return undefined
  const header = objectIn(first)
  const claims = objectIn(second)
  return header === undefined || claims === undefined ? undefined : { header, claims }
}

function objectIn(part: string): JsonRecord | undefined {
  if (!/^[\w-]+$/.test(part)) return undefined
  try {
    const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    const value = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes), 64)
    return isRecord(value) ? value : undefined
  } catch (thrown) {
    // Not base64, not UTF-8, not JSON: all three mean that it is not a JWT.
    if (
      thrown instanceof JsonFault ||
      thrown instanceof DOMException ||
      thrown instanceof TypeError
    )
      return undefined
    throw thrown
  }
}
