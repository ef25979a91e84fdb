/** Reads a body as JSON, strictly on its bytes, or refuses with the byte where it went wrong (T59). */
import { type Body, bytesOf, type HttpResponse, headerOf } from '../http.ts'
import { type Problem, Refusal } from '../problem.ts'
import { rfc } from '../source.ts'
import { htmlText } from './html.ts'
import { JsonFault, type JsonRecord, type JsonValue, parseJson } from './json-parser.ts'

export type { JsonRecord, JsonValue } from './json-parser.ts'

export interface JsonLimits {
  readonly bytes: number
  readonly depth: number
  /** Names the answer in codes: `token_response` gives `token_response_too_large`. */
  readonly what: string
}

/** What an answer of a protocol endpoint may be at most. */
export const protocolLimits: JsonLimits = { bytes: 1 << 20, depth: 64, what: 'response' }

const lookAt = 'Look at the raw answer below, and show it to whoever runs the server.'

const unreadable = (code: string, means: string): Problem => ({
  kind: 'malformed_response',
  code,
  means,
  remedy: lookAt,
  source: rfc(8259),
})

/** @throws Refusal */
export function readJson(response: HttpResponse, limits: Partial<JsonLimits> = {}): JsonValue {
  const { bytes, depth, what } = { ...protocolLimits, ...limits }
  checkSize(response, bytes, what)
  const text = decode(response.body)
  if (text.trim() === '')
    throw new Refusal(
      unreadable('empty_body', `The server answered ${response.status} with an empty body.`),
    )
  if (looksLikeHtml(response, text)) throw new Refusal(htmlInstead(text))
  try {
    return parseJson(text, depth)
  } catch (thrown) {
    throw thrown instanceof JsonFault ? new Refusal(problemOfFault(thrown, text)) : thrown
  }
}

/** The same, for answers that must be an object. */
export function readRecord(response: HttpResponse, limits: Partial<JsonLimits> = {}): JsonRecord {
  const value = readJson(response, limits)
  if (isRecord(value)) return value
  const kind = value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`
  throw new Refusal(unreadable('not_an_object', `The answer is ${kind}, where an object belongs.`))
}

export const isRecord = (value: JsonValue | undefined): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A member of its own, never something inherited. */
export const member = (record: JsonRecord, name: string): JsonValue | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

/** The first bytes are a UTF-8 byte order mark, which RFC 8259 section 8.1 forbids to send. */
export const hasBom = (body: Body): boolean =>
  body.encoding === 'utf8' && body.data.startsWith('\uFEFF')

/**
 * A whole body that is small enough, or a refusal.
 * @throws Refusal
 */
export function checkSize({ body, truncated }: HttpResponse, most: number, what: string): void {
  // UTF-8 never takes fewer bytes than UTF-16 takes units, so long texts need not be encoded to know.
  const size = body.data.length > most * 2 ? body.data.length : bytesOf(body).length
  if (size > most || truncated === true)
    throw new Refusal({
      kind: 'limit_reached',
      code: `${what}_too_large`,
      means:
        size > most
          ? `The answer is larger than ${most} bytes, the most that is taken here.`
          : 'The answer was cut off before its end, so nothing in it can be trusted.',
      remedy:
        'The raw exchange is kept. An answer of this kind is a few kilobytes: check the address.',
    })
}

function decode(body: Body): string {
  // UTF-16 of plain letters is valid UTF-8 too, with a zero byte beside each.
  if (body.encoding === 'base64' || body.data.slice(0, 4).includes('\0'))
    throw new Refusal(notUtf8(bytesOf(body)))
  return body.data.startsWith('\uFEFF') ? body.data.slice(1) : body.data
}

function notUtf8(bytes: Uint8Array): Problem {
  const guess = encodingOf(bytes)
  const at = guess === undefined ? brokenAt(bytes) : 0
  const what = guess === undefined ? 'is not valid UTF-8' : `looks like ${guess}, not UTF-8`
  return {
    kind: 'malformed_response',
    code: 'invalid_utf8',
    means: `The answer ${what}, at byte ${at}. JSON is always UTF-8.`,
    remedy: 'Nothing was taken from it: a lenient reader would have stored a changed token.',
    source: rfc(8259, '8.1'),
  }
}

function encodingOf(bytes: Uint8Array): string | undefined {
  const [first = -1, second = -1] = bytes
  if (first === 0xff && second === 0xfe) return 'UTF-16 (little endian)'
  if (first === 0xfe && second === 0xff) return 'UTF-16 (big endian)'
  if (first > 0 && second === 0) return 'UTF-16 (little endian)'
  if (first === 0 && second > 0) return 'UTF-16 (big endian)'
  return undefined
}

/** The first byte that does not belong: found by halving, because a valid head stays valid as a stream. */
function brokenAt(bytes: Uint8Array): number {
  let valid = 0
  let broken = bytes.length
  while (broken - valid > 1) {
    const middle = (valid + broken) >> 1
    if (isHead(bytes.subarray(0, middle))) valid = middle
    else broken = middle
  }
  return valid
}

function isHead(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

export function looksLikeHtml(response: HttpResponse, text: string): boolean {
  const start = text.trimStart()
  const type = headerOf(response, 'content-type') ?? ''
  return (
    /^<(?:!doctype|html|head|body|script|\?xml)/i.test(start) ||
    (/html/i.test(type) && start.startsWith('<'))
  )
}

function htmlInstead(text: string): Problem {
  return {
    kind: 'malformed_response',
    code: 'html_instead_of_json',
    said: htmlText(text),
    means: 'The server answered with a web page where JSON belongs.',
    remedy: 'Check the address. A login wall, a firewall or a wrong path answers like this.',
  }
}

/** Prefixes that some servers put before JSON so that a script tag cannot read it. */
const guards = [")]}'", 'while(1);', 'for(;;);', '{}&&']

function problemOfFault(found: JsonFault, text: string): Problem {
  const at = new TextEncoder().encode(text.slice(0, found.at)).length
  if (found.code === 'json_depth')
    return {
      kind: 'limit_reached',
      code: 'json_depth',
      means: `The answer was not read on from byte ${at}: ${found.message} levels.`,
      remedy: 'The raw exchange is kept. No OAuth answer needs that; check the address.',
    }
  if (found.code === 'duplicate_json_key')
    return {
      kind: 'security_stop',
      code: 'duplicate_json_key',
      means: `At byte ${at}, ${found.message}; programs disagree on which one counts.`,
      remedy:
        'Nothing was taken from this answer. Start the step again, or ask whoever runs the server.',
      source: rfc(8259, '4'),
    }
  const guard = guards.find((prefix) => text.startsWith(prefix))
  const hint =
    guard === undefined ? '' : ` It begins with ${guard}, a prefix against script inclusion.`
  return unreadable('json_parse', `The answer is not JSON: at byte ${at}, ${found.message}.${hint}`)
}
