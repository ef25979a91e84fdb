/** Reads the answer of an API: JSON where it is JSON, and a refusal where it says no. */
import { type HttpResponse, headerOf, textOf } from '../http.ts'
import { Refusal } from '../problem.ts'
import type { Finding } from '../session.ts'
import { rfc } from '../source.ts'
import type { Pitfall } from '../vendor.ts'
import { fileNameOf } from './file-name.ts'
import { hasBom, isRecord, type JsonRecord, type JsonValue, readJson } from './json.ts'
import { refusalOf, saysNo } from './refusal.ts'
import { checkWhole } from './whole.ts'

export { rateOf } from './rate.ts'

export interface ApiAnswer {
  /** Absent when the answer is something else than JSON, or nothing at all. */
  readonly json?: JsonValue
  /** The name to save it under, when the server gives one: never with a path in it. */
  readonly file?: string
  readonly findings: readonly Finding[]
}

/** As much as is shown and parsed at once; the raw bytes are kept beyond it (threat model, c.6). */
const SHOWN = 2 << 20

/** @throws Refusal */
export function readApi(response: HttpResponse, pitfalls: readonly Pitfall[] = []): ApiAnswer {
  checkWhole(response)
  if (response.status < 200 || response.status > 299)
    throw new Refusal(refusalOf(response, pitfalls))
  if (response.truncated === true) throw new Refusal(cutOff)
  const findings: Finding[] = []
  const json = jsonIn(response, findings)
  if (json !== undefined && saysNo(json)) throw new Refusal(refusalOf(response, pitfalls))
  const file = fileNameOf(response)
  if (file?.changed === true)
    findings.push({
      code: 'filename_sanitised',
      text: `The server's file name could mislead or harm; it is saved as ${file.name}.`,
      rule: rfc(6266, '4.3'),
    })
  return {
    ...(json === undefined ? {} : { json }),
    ...(file === undefined ? {} : { file: file.name }),
    findings,
  }
}

const cutOff = {
  kind: 'limit_reached',
  code: 'view_truncated',
  means: 'The answer is larger than what is kept of one answer; its end is missing.',
  remedy: 'What came is kept and shown. Ask for less, or for one page at a time.',
} as const

/** JSON by its label or by its first sign; everything else is shown as it is. */
function jsonIn(response: HttpResponse, findings: Finding[]): JsonValue | undefined {
  const { body } = response
  const labelled = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(
    headerOf(response, 'content-type')?.trim() ?? '',
  )
  if (body.data.trim() === '' || response.status === 204) return undefined
  if (body.data.length > SHOWN) {
    findings.push({
      code: 'body_not_parsed',
      text: 'The answer is larger than 2 MiB, so it is shown as text and not read as JSON.',
    })
    return undefined
  }
  if (!labelled && !/^\uFEFF?\s*[{[]/.test(textOf(response))) return undefined
  try {
    return tidied(readJson(response, { bytes: SHOWN, what: 'api_response' }), response, findings)
  } catch (thrown) {
    if (labelled || !(thrown instanceof Refusal)) throw thrown
    return undefined
  }
}

function tidied(value: JsonValue, response: HttpResponse, findings: Finding[]): JsonValue {
  if (hasBom(response.body))
    findings.push({
      code: 'bom',
      text: 'The body begins with a byte order mark.',
      rule: rfc(8259, '8.1'),
    })
  const large = bigNumberIn(value)
  if (large !== undefined)
    findings.push({
      code: 'number_precision',
      text: `${large} is too large for a JavaScript number; it is kept digit by digit here, other programs may round it.`,
      rule: rfc(8259, '6'),
    })
  return isRecord(value) ? trimmed(value, findings) : value
}

function bigNumberIn(value: JsonValue): string | undefined {
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return undefined
  for (const inner of Object.values(value)) {
    const found = bigNumberIn(inner)
    if (found !== undefined) return found
  }
  return undefined
}

/** Aruba's guide prints a name with blanks inside its quotation marks (vendor notes, 5.1.5). */
function trimmed(record: JsonRecord, findings: Finding[]): JsonRecord {
  const names = Object.keys(record)
  const loose = names.filter((name) => name !== name.trim() && !names.includes(name.trim()))
  if (loose.length === 0) return record
  findings.push({
    code: 'key_trimmed',
    text: `Blanks around a name were taken away: ${loose.map((name) => name.trim()).join(', ')}.`,
  })
  const tidy = Object.create(null) as Record<string, JsonValue>
  for (const [name, value] of Object.entries(record))
    tidy[loose.includes(name) ? name.trim() : name] = value
  return tidy
}
