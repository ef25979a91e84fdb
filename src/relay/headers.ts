/** Which header names and values may be written by hand, before any library sees them (T32, T41, T42). */
import type { HeaderPairs } from '../core/http.ts'
import { Refused } from './ingress.ts'

/** They frame the message or steer the connection; both belong to the relay. */
const forbidden = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** RFC 9110 section 5.6.2. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
/** RFC 9110 section 5.5: visible characters, space, tab, and bytes above ASCII. */
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/

export const isToken = (text: string): boolean => token.test(text)

export function checkHeaders(headers: HeaderPairs): void {
  for (const [name, value] of headers) {
    if (name.startsWith(':') || forbidden.has(name.toLowerCase())) {
      throw new Refused(
        400,
        'header-forbidden',
        `The header ${JSON.stringify(name.slice(0, 40))} is the relay’s own business and cannot be set by hand.`,
      )
    }
    if (!token.test(name)) {
      throw new Refused(
        400,
        'header_name',
        'A header name holds a character that no name may hold.',
      )
    }
    if (!fieldValue.test(value)) {
      throw new Refused(
        400,
        'header_value',
        `The value of ${name.slice(0, 40)} holds a character that no header value may hold.`,
      )
    }
  }
}
