/** What looks like a token before it is read: cheap tests, each linear in the length of the text. */
import { isRecord } from '../answer/json.ts'
import type { JsonRecord } from '../answer/json-parser.ts'
import { decodeBase64url, textOfBytes } from './read-bytes.ts'
import { readJsonText } from './read-json.ts'

/** `{` in base64url, then two or four dots. */
const compact = /^e[yw][\w-]*\.[\w-]*\.[\w-]*(?:\.[\w-]*\.[\w-]*)?$/

export const looksLikeToken = (text: string): boolean => compact.test(text)

/** One token from end to end: its header can be read and fits the number of parts. */
export function isWhole(text: string): boolean {
  const parts = text.split('.', 6)
  const [first = ''] = parts
  if (parts.length !== 3 && parts.length !== 5) return false
  const header = /^e[yw]/.test(first) ? headerOf(first) : undefined
  // Azure AD B2C's refresh tokens have five parts and name neither alg nor enc.
  const encrypted = header?.['enc'] !== undefined || header?.['alg'] === undefined
  return header !== undefined && (parts.length === 5) === encrypted
}

function headerOf(part: string): JsonRecord | undefined {
  const bytes = decodeBase64url(part)?.bytes
  const text = bytes === undefined ? undefined : textOfBytes(bytes)
  const read = text === undefined ? undefined : readJsonText(text)
  return read !== undefined && 'value' in read && isRecord(read.value) ? read.value : undefined
}

/** Members that hold a token whatever it looks like. */
export const tokenNames: ReadonlySet<string> = new Set([
  'access_token',
  'id_token',
  'refresh_token',
  'token',
  'logout_token',
  'software_statement',
  'client_assertion',
  'id_token_hint',
  'subject_token',
  'actor_token',
  'device_secret',
  'registration_access_token',
])
