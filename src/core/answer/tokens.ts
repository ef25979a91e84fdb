/** Reads the answer of a token endpoint: what it is worth, and every place where it is not as it should be. */
import { type HttpResponse, headerOf, textOf } from '../http.ts'
import { Refusal } from '../problem.ts'
import type { Finding } from '../session.ts'
import { rfc } from '../source.ts'
import type { Pitfall, Receipt } from '../vendor.ts'
import { checkSize, hasBom, type JsonRecord, member, protocolLimits, readRecord } from './json.ts'
import { refusalOf, saysNo } from './refusal.ts'
import { strictVerdict } from './strict.ts'
import { readFields, type Tolerable, type Tolerates } from './token-fields.ts'
import { checkWhole } from './whole.ts'

export type { Tolerable } from './token-fields.ts'

/** What a vendor or a walk knows beforehand. Everything may be left out. */
export interface ExpectedTokens {
  /** Statuses beside 200 that this vendor documents, for example 201 (Adobe). */
  readonly acceptStatus?: readonly number[]
  /** The scope that was asked for, to notice when less was given. */
  readonly scope?: string
  /** Types of token that this walk can use beside `Bearer`; the first is the one it wants. */
  readonly token_types?: readonly ('DPoP' | 'N_A')[]
  /** What an ID token is held against. */
  readonly issuer?: string
  readonly client_id?: string
  readonly nonce?: string
  /** Unix milliseconds; for the times in an ID token. */
  readonly now?: number
  /** Deviations that the person, or the vendor's contract, chose to live with. */
  readonly tolerate?: readonly Tolerable[]
  readonly pitfalls?: readonly Pitfall[]
}

/** @throws Refusal */
export async function readTokens(
  response: HttpResponse,
  expected: ExpectedTokens = {},
): Promise<Receipt> {
  checkWhole(response)
  checkStatus(response, expected)
  const findings: Finding[] = []
  const tolerates: Tolerates = (problem) => {
    if (!expected.tolerate?.includes(problem.code)) throw new Refusal(problem)
    findings.push({
      code: problem.code,
      text: problem.means,
      ...(problem.source === undefined ? {} : { rule: problem.source }),
    })
  }
  const record = isForm(response) ? formRecord(response, tolerates) : jsonRecord(response)
  checkContradiction(response, record, expected)
  acceptStatus(response, expected, tolerates, findings)
  const fields = readFields(record, expected, tolerates, findings)
  const gained = await strictVerdict(fields, expected, tolerates, findings)
  findings.push(...mannerOf(response, record))
  return { gained, findings }
}

function checkStatus(response: HttpResponse, expected: ExpectedTokens): void {
  const { status } = response
  if (status >= 300 && status < 400)
    throw new Refusal({
      kind: 'security_stop',
      code: 'token_endpoint_redirect',
      means: `The token endpoint answered ${status}: it wants the credentials sent to ${headerOf(response, 'location') ?? 'another address'}.`,
      remedy:
        'It was not followed. Check the address of the token endpoint, then start the step again.',
      source: rfc(9700, '4.12'),
    })
  if (status < 200 || status > 299) throw new Refusal(refusalOf(response, expected.pitfalls))
}

function acceptStatus(
  { status }: HttpResponse,
  expected: ExpectedTokens,
  tolerates: Tolerates,
  findings: Finding[],
): void {
  if (status === 200) return
  const rule = rfc(6749, '5.1')
  if (expected.acceptStatus?.includes(status))
    findings.push({
      code: `vendor_status_${status}`,
      text: `The token endpoint answers ${status}; the specification wants 200.`,
      rule,
    })
  else
    tolerates({
      kind: 'malformed_response',
      code: 'unexpected_status',
      means: `The token came with status ${status}; the specification wants 200, and strict clients take nothing else.`,
      remedy: 'Continue anyway if this server always answers so, and tell whoever runs it.',
      source: rule,
    })
}

const limits = { what: 'token_response' } as const

const jsonRecord = (response: HttpResponse): JsonRecord => readRecord(response, limits)

const isForm = (response: HttpResponse): boolean => {
  const type = headerOf(response, 'content-type') ?? ''
  const { data } = response.body
  return /^application\/x-www-form-urlencoded/i.test(type) && !/^\s*[{[<]/.test(data)
}

/** The manner of the drafts before RFC 6749. */
function formRecord(response: HttpResponse, tolerates: Tolerates): JsonRecord {
  checkSize(response, protocolLimits.bytes, limits.what)
  tolerates({
    kind: 'malformed_response',
    code: 'form_encoded',
    means: 'The answer is form-encoded, as before RFC 6749; a token answer is JSON.',
    remedy: 'Continue anyway to read it as a form, and ask whoever runs the server for JSON.',
    source: rfc(6749, '5.1'),
  })
  const record = Object.create(null) as Record<string, string>
  for (const [name, value] of new URLSearchParams(textOf(response))) {
    if (Object.hasOwn(record, name))
      throw new Refusal({
        kind: 'security_stop',
        code: 'duplicate_param',
        means: `${name} stands in the answer twice; programs disagree on which one counts.`,
        remedy: 'Nothing was taken from this answer. Start the step again.',
      })
    record[name] = value
  }
  return record
}

/** An error under a status of success: either instead of a token, or beside one (T57). */
function checkContradiction(
  response: HttpResponse,
  record: JsonRecord,
  expected: ExpectedTokens,
): void {
  const error = member(record, 'error')
  const token = member(record, 'access_token')
  const failed = error !== undefined && error !== null
  if (failed && token !== undefined)
    throw new Refusal({
      ...refusalOf(response, expected.pitfalls),
      kind: 'security_stop',
      code: 'token_and_error',
      means: 'The answer carries a token and an error: one of the two is not true.',
      remedy: 'The token was not kept. Start the step again, or ask whoever runs the server.',
    })
  if (failed && typeof error === 'string')
    throw new Refusal({ ...refusalOf(response, expected.pitfalls), code: 'error_with_200' })
  if (failed || (token === undefined && saysNo(record)))
    throw new Refusal(refusalOf(response, expected.pitfalls))
}

/** Deviations in how the answer came, not in what it says. */
function mannerOf(response: HttpResponse, record: JsonRecord): Finding[] {
  const rule = rfc(6749, '5.1')
  const findings: Finding[] = []
  const type = headerOf(response, 'content-type') ?? ''
  if (!/^application\/json\s*(?:;|$)/i.test(type.trim()) && !isForm(response))
    findings.push({
      code: 'wrong_content_type',
      text: `The content type is ${type === '' ? 'missing' : type}; it should be application/json.`,
      rule,
    })
  if (hasBom(response.body))
    findings.push({
      code: 'bom',
      text: 'The body begins with a byte order mark, which JSON must not.',
      rule: rfc(8259, '8.1'),
    })
  const created = member(record, 'created_at')
  if (typeof created === 'number' && created > 1e11)
    findings.push({
      code: 'created_at_ms',
      text: 'created_at counts milliseconds; times in OAuth count seconds.',
    })
  if (!/(?:^|[\s,])no-store(?:$|[\s,])/i.test(headerOf(response, 'cache-control') ?? ''))
    findings.push({
      code: 'no_store_missing',
      text: 'Cache-Control does not say no-store, so a cache on the way may keep the tokens.',
      rule,
    })
  return findings
}
