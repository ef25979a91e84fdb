/** What a server says to a request that a person will answer elsewhere (RFC 8628 section 3.2, CIBA Core 7.3). */
import { type JsonRecord, member, readRecord } from '../../core/answer/json.ts'
import { refusalOf } from '../../core/answer/refusal.ts'
import { checkWhole } from '../../core/answer/whole.ts'
import type { HttpResponse } from '../../core/http.ts'
import { type ProblemKind, Refusal } from '../../core/problem.ts'
import type { Finding } from '../../core/session.ts'
import type { Link } from '../../core/source.ts'
import type { Pitfall } from '../../core/vendor.ts'

/** @throws Refusal */
export function readWaiting(response: HttpResponse, pitfalls: readonly Pitfall[]): JsonRecord {
  checkWhole(response)
  if (response.status < 200 || response.status > 299)
    throw new Refusal(refusalOf(response, pitfalls))
  const record = readRecord(response, { what: 'response' })
  if (member(record, 'error') !== undefined) throw new Refusal(refusalOf(response, pitfalls))
  return record
}

const unfit = (kind: ProblemKind, code: string, means: string, source: Link): Refusal =>
  new Refusal({
    kind,
    code,
    means,
    remedy: 'Look at the raw answer below, and show it to whoever runs the server.',
    source,
  })

/** A text that has to be there, in signs that may be shown and sent. */
export function textOf(record: JsonRecord, name: string, rule: Link): string {
  const value = member(record, name)
  if (typeof value !== 'string' || value === '')
    throw unfit('malformed_response', `${name}_missing`, `The answer has no ${name}.`, rule)
  if (/\p{C}/u.test(value))
    throw unfit(
      'security_stop',
      `${name}_illegal_chars`,
      `${name} contains signs that cannot be seen; they could mislead whoever reads it.`,
      rule,
    )
  return value
}

/** A page that a person will be sent to: nothing that a browser would run. */
export function pageOf(record: JsonRecord, name: string, rule: Link): string {
  const text = textOf(record, name, rule)
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['https:', 'http:'].includes(url.protocol))
    throw unfit(
      'security_stop',
      `${name}_scheme`,
      `${name} is not the address of a web page.`,
      rule,
    )
  if (url.username !== '' || url.password !== '')
    throw unfit(
      'security_stop',
      `${name}_userinfo`,
      `${name} hides a user name before its host.`,
      rule,
    )
  return text
}

/** Seconds until the next poll, as text; five where the server does not say. */
export function intervalOf(record: JsonRecord): string {
  const value = member(record, 'interval')
  return typeof value === 'number' && value > 0 ? String(value) : '5'
}

/** What is required beside the names, and often forgotten. */
export function lifetimeFindings(record: JsonRecord, rule: Link): readonly Finding[] {
  const value = member(record, 'expires_in')
  if (typeof value === 'number' && value > 0) return []
  const text =
    value === undefined
      ? 'expires_in is missing; nobody can tell how long it is worth waiting.'
      : 'expires_in is not a number of seconds.'
  return [{ code: 'expires_in_invalid', text, rule }]
}
