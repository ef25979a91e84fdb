/** The case file: what leaves as `grantwalk-case`, version 1, and what may come back as one. */
import * as v from 'valibot'
import type { Session } from './session.ts'

export const CASE_FORMAT = 'grantwalk-case'
export const CASE_VERSION = 1

/** A walk without its secrets. Approvals, pins, the relay's key and a redirect under way are in no case. */
export interface CaseFile {
  readonly format: typeof CASE_FORMAT
  readonly version: typeof CASE_VERSION
  readonly session: Session
}

export { PLACEHOLDER } from './placeholder.ts'

/** No time, size or port of anything is beyond it. */
const amount = v.pipe(v.number(), v.minValue(-1e12), v.maxValue(1e12))
const instant = v.pipe(v.number(), v.minValue(0), v.maxValue(8.6e15))
const pairs = v.array(v.tuple([v.string(), v.string()]))
const values = v.record(v.string(), v.string())
const link = v.strictObject({
  title: v.string(),
  url: v.pipe(v.string(), v.startsWith('https://')),
})

/** In a redacted case bytes are a placeholder; in a sealed one they are whole. */
const body = v.variant('encoding', [
  v.strictObject({ encoding: v.literal('utf8'), data: v.string() }),
  v.strictObject({ encoding: v.literal('base64'), data: v.pipe(v.string(), v.base64()) }),
])

const request = v.strictObject({
  method: v.string(),
  url: v.string(),
  headers: pairs,
  body: v.exactOptional(body),
})

const response = v.strictObject({
  status: amount,
  statusText: v.string(),
  httpVersion: v.string(),
  headers: pairs,
  body,
  truncated: v.exactOptional(v.literal(true)),
})

const problem = v.strictObject({
  kind: v.picklist([
    'missing_value',
    'bad_input',
    'network_error',
    'relay_refused',
    'oauth_error',
    'vendor_error',
    'malformed_response',
    'security_stop',
    'limit_reached',
  ]),
  code: v.string(),
  said: v.exactOptional(v.string()),
  means: v.string(),
  remedy: v.string(),
  source: v.exactOptional(link),
})

const outcome = v.variant('kind', [
  v.strictObject({
    kind: v.literal('accepted'),
    response: v.exactOptional(response),
    gained: values,
    findings: v.array(
      v.strictObject({ code: v.string(), text: v.string(), rule: v.exactOptional(link) }),
    ),
  }),
  v.strictObject({ kind: v.literal('refused'), response: v.exactOptional(response), problem }),
  v.strictObject({ kind: v.literal('failed'), problem }),
])

const tls = v.strictObject({
  protocol: v.string(),
  cipher: v.string(),
  alpn: v.string(),
  authorized: v.boolean(),
  error: v.exactOptional(v.string()),
})

const wire = v.strictObject({
  hops: v.array(
    v.strictObject({
      n: amount,
      method: v.string(),
      url: v.string(),
      address: v.string(),
      port: amount,
    }),
  ),
  redirects: v.array(
    v.strictObject({
      status: amount,
      location: v.string(),
      decision: v.picklist(['followed', 'stopped']),
      reason: v.string(),
    }),
  ),
  sentHead: v.exactOptional(v.string()),
  tls: v.exactOptional(tls),
  trailers: v.exactOptional(pairs),
  wireBytes: v.exactOptional(amount),
  timings: v.exactOptional(
    v.strictObject({ dns: amount, connect: amount, tls: amount, firstByte: amount, total: amount }),
  ),
})

const exchange = v.strictObject({
  id: v.string(),
  step: v.string(),
  route: v.picklist(['relay', 'direct', 'navigation']),
  startedAt: instant,
  endedAt: instant,
  built: request,
  sent: request,
  callback: v.exactOptional(v.string()),
  wire: v.exactOptional(wire),
  outcome,
})

/** Strict in every part: a member nobody foresaw makes a file that is no case file. */
export const caseSchema = v.strictObject({
  format: v.literal(CASE_FORMAT),
  version: v.literal(CASE_VERSION),
  session: v.strictObject({
    version: v.literal(2),
    id: v.string(),
    name: v.string(),
    vendor: v.string(),
    flow: v.string(),
    target: v.picklist(['sandbox', 'live']),
    createdAt: instant,
    updatedAt: instant,
    values,
    exchanges: v.array(exchange),
    tags: v.exactOptional(v.array(v.string())),
    note: v.exactOptional(v.string()),
    origin: v.exactOptional(v.string()),
  }),
})

/** `undefined` when it is no case file. */
export function parseCase(data: unknown): CaseFile | undefined {
  const result = v.safeParse(caseSchema, data)
  return result.success ? result.output : undefined
}
