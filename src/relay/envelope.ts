/** Reads the envelope: bytes that anybody may have written become a request that is safe to write. */
import * as v from 'valibot'
import type { HeaderPairs } from '../core/http.ts'
import { checkHeaders, isToken } from './headers.ts'
import { Refused } from './ingress.ts'
import type { Limits } from './limits.ts'

/** What the person asked to be sent, and how. The URL is still only text. */
export interface Order {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly headers: HeaderPairs
  readonly body: Uint8Array | undefined
  readonly redirect: 'manual' | 'same-origin'
  readonly maxHops: number
  readonly headersMs: number
  readonly totalMs: number
  readonly maxBytes: number
}

const positive = v.pipe(v.number(), v.integer(), v.minValue(1))

const schema = v.strictObject({
  v: v.literal(1),
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/)),
  method: v.pipe(v.string(), v.maxLength(32)),
  url: v.string(),
  headers: v.array(v.strictTuple([v.string(), v.string()])),
  body: v.optional(v.strictObject({ encoding: v.picklist(['utf8', 'base64']), data: v.string() })),
  opts: v.optional(
    v.strictObject({
      redirect: v.optional(v.picklist(['manual', 'same-origin'])),
      maxHops: v.optional(v.pipe(positive, v.maxValue(5))),
      timeoutMs: v.optional(positive),
      maxBytes: v.optional(positive),
      acceptEncoding: v.optional(v.picklist(['identity', 'as-given'])),
    }),
  ),
})
type Read = v.InferOutput<typeof schema>

/** CONNECT makes a tunnel, TRACE echoes credentials (RFC 9110 section 9.3.8). */
const unsafeMethods = /^(connect|trace|track)$/i
const bodyless = /^(get|head)$/i

export function readEnvelope(bytes: Uint8Array, limits: Limits): Order {
  const parsed = v.safeParse(schema, jsonOf(bytes), { abortEarly: true })
  if (!parsed.success) throw malformed(`Not an envelope: ${v.getDotPath(parsed.issues[0]) ?? ''}.`)
  const read = parsed.output
  if (!isToken(read.method) || unsafeMethods.test(read.method)) {
    throw new Refused(400, 'method_name', 'The relay does not send this method.')
  }
  checkSizes(read.headers, limits)
  checkHeaders(read.headers)
  if (read.body !== undefined && bodyless.test(read.method)) {
    throw malformed(
      `A ${read.method} request with a body is understood differently by every server.`,
    )
  }
  return order(read, limits)
}

function order({ id, method, url, headers, body, opts = {} }: Read, limits: Limits): Order {
  const asked = opts.timeoutMs
  return {
    id,
    method,
    url,
    headers: withCoding(headers, opts.acceptEncoding),
    body: body === undefined ? undefined : bytesOf(body),
    redirect: opts.redirect ?? 'manual',
    maxHops: Math.min(opts.maxHops ?? limits.hops, limits.hops),
    headersMs: Math.min(asked ?? limits.headersMs, limits.longestHeadersMs),
    totalMs: Math.min(asked ?? limits.totalMs, limits.totalMs),
    maxBytes: Math.min(opts.maxBytes ?? limits.answerBytes, limits.answerBytes),
  }
}

/** The relay decodes nothing, so it asks for nothing encoded, unless the person wrote what to ask (T44). */
function withCoding(headers: HeaderPairs, mode: 'identity' | 'as-given' = 'identity'): HeaderPairs {
  const given = headers.some(([name]) => name.toLowerCase() === 'accept-encoding')
  return given || mode === 'as-given' ? headers : [...headers, ['accept-encoding', 'identity']]
}

function checkSizes(headers: HeaderPairs, limits: Limits): void {
  const size = headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0)
  if (headers.length > limits.headerPairs || size > limits.headerBytes) {
    throw malformed('Too many or too long headers.')
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw malformed('The envelope is not JSON in UTF-8.')
  }
}

function bytesOf({ encoding, data }: { encoding: 'utf8' | 'base64'; data: string }): Uint8Array {
  if (encoding === 'utf8') return new TextEncoder().encode(data)
  // atob forgives spaces and missing padding; a request body should not rest on that.
  if (data.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(data)) throw notBase64()
  const binary = decoded(data)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at)
  return bytes
}

function decoded(data: string): string {
  try {
    return atob(data)
  } catch {
    throw notBase64()
  }
}

const malformed = (message: string): Refused => new Refused(400, 'envelope', message)
const notBase64 = (): Refused => malformed('The body is not base64.')
