/** What a stored session must look like. The disk is untrusted input: it may be old, cut, or foreign. */
import * as v from 'valibot'
import { responseModes } from '../core/response-mode.ts'
import type { Session } from '../core/session.ts'

/** Unix milliseconds that a Date can hold, in every time zone. */
const instant = v.pipe(v.number(), v.minValue(0), v.maxValue(8.6e15))
const pair = v.tuple([v.string(), v.string()])
const body = v.variant('encoding', [
  v.object({ encoding: v.literal('utf8'), data: v.string() }),
  v.object({ encoding: v.literal('base64'), data: v.pipe(v.string(), v.base64()) }),
])
const values = v.record(v.string(), v.string())

const request = v.object({
  method: v.string(),
  url: v.string(),
  headers: v.array(pair),
  body: v.exactOptional(body),
})

const response = v.object({
  status: v.number(),
  statusText: v.string(),
  httpVersion: v.string(),
  headers: v.array(pair),
  body,
  truncated: v.exactOptional(v.literal(true)),
})

/** Only https becomes a link (T70). */
const link = v.object({ title: v.string(), url: v.pipe(v.string(), v.startsWith('https://')) })

const problem = v.object({
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

const finding = v.object({ code: v.string(), text: v.string(), rule: v.exactOptional(link) })

const outcome = v.variant('kind', [
  v.object({
    kind: v.literal('accepted'),
    response: v.exactOptional(response),
    gained: values,
    findings: v.array(finding),
  }),
  v.object({ kind: v.literal('refused'), response: v.exactOptional(response), problem }),
  v.object({ kind: v.literal('failed'), problem }),
])

const wire = v.looseObject({
  hops: v.array(
    v.object({
      n: v.number(),
      method: v.string(),
      url: v.string(),
      address: v.string(),
      port: v.number(),
    }),
  ),
  redirects: v.array(
    v.object({
      status: v.number(),
      location: v.string(),
      decision: v.picklist(['followed', 'stopped']),
      reason: v.string(),
    }),
  ),
  sentHead: v.exactOptional(v.string()),
  tls: v.exactOptional(
    v.looseObject({
      protocol: v.string(),
      cipher: v.string(),
      alpn: v.string(),
      authorized: v.boolean(),
    }),
  ),
  timings: v.exactOptional(
    v.object({
      dns: v.number(),
      connect: v.number(),
      tls: v.number(),
      firstByte: v.number(),
      total: v.number(),
    }),
  ),
  wireBytes: v.exactOptional(v.number()),
})

const exchange = v.object({
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

const head = {
  version: v.literal(2),
  id: v.string(),
  name: v.string(),
  vendor: v.string(),
  flow: v.string(),
  target: v.picklist(['sandbox', 'live']),
  createdAt: instant,
  updatedAt: instant,
}

const session = v.object({
  ...head,
  values,
  exchanges: v.array(exchange),
  pending: v.exactOptional(
    v.object({
      exchange: v.string(),
      step: v.string(),
      startedAt: instant,
      request,
      state: v.string(),
      redirect_uri: v.string(),
      response_type: v.exactOptional(v.string()),
      response_mode: v.exactOptional(v.picklist(responseModes)),
      issuer: v.exactOptional(v.string()),
      issuerPromised: v.exactOptional(v.boolean()),
    }),
  ),
  tags: v.exactOptional(v.array(v.string())),
  note: v.exactOptional(v.string()),
  pinned: v.exactOptional(v.literal(true)),
  origin: v.exactOptional(v.string()),
})

/** Version 2 added tags, a note, a pin and an origin, all of which may be absent. */
const migrated = (data: unknown): unknown =>
  typeof data === 'object' && data !== null && 'version' in data && data.version === 1
    ? { ...data, version: 2 }
    : data

export function parseSession(data: unknown): Session | undefined {
  const result = v.safeParse(session, migrated(data))
  // `wire` is loose: its rarer parts are read only by viewers that check for themselves.
  return result.success ? result.output : undefined
}
