/** What a stored session must look like. The disk is untrusted input: it may be old, cut, or foreign. */
import * as v from 'valibot'
import type { Session } from '../core/session.ts'

const pair = v.tuple([v.string(), v.string()])
const body = v.object({ encoding: v.picklist(['utf8', 'base64']), data: v.string() })
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

const link = v.object({ title: v.string(), url: v.string() })

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
  wireBytes: v.exactOptional(v.number()),
})

const exchange = v.object({
  id: v.string(),
  step: v.string(),
  route: v.picklist(['relay', 'direct', 'navigation']),
  startedAt: v.number(),
  endedAt: v.number(),
  built: request,
  sent: request,
  callback: v.exactOptional(v.string()),
  wire: v.exactOptional(wire),
  outcome,
})

const head = {
  version: v.literal(1),
  id: v.string(),
  name: v.string(),
  vendor: v.string(),
  flow: v.string(),
  target: v.picklist(['sandbox', 'live']),
  createdAt: v.number(),
  updatedAt: v.number(),
}

const session = v.object({
  ...head,
  values,
  exchanges: v.array(exchange),
  pending: v.exactOptional(
    v.object({
      exchange: v.string(),
      step: v.string(),
      startedAt: v.number(),
      request,
      state: v.string(),
      redirect_uri: v.string(),
    }),
  ),
})

/** What a list of sessions shows, without opening them. */
const summary = v.object({
  ...head,
  exchanges: v.number(),
  last: v.exactOptional(v.picklist(['accepted', 'refused', 'failed'])),
  /** A redirect has not come back yet; its state finds the session again. */
  state: v.exactOptional(v.string()),
})

export type Summary = Readonly<v.InferOutput<typeof summary>>

export function summaryOf(record: Session): Summary {
  const { version, id, name, vendor, flow, target, createdAt, updatedAt } = record
  const last = record.exchanges.at(-1)?.outcome.kind
  return {
    version,
    id,
    name,
    vendor,
    flow,
    target,
    createdAt,
    updatedAt,
    exchanges: record.exchanges.length,
    ...(last === undefined ? {} : { last }),
    ...(record.pending === undefined ? {} : { state: record.pending.state }),
  }
}

export function parseSession(data: unknown): Session | undefined {
  const result = v.safeParse(session, data)
  // `wire` is loose: its rarer parts are read only by viewers that check for themselves.
  return result.success ? result.output : undefined
}

export function parseSummary(data: unknown): Summary | undefined {
  const result = v.safeParse(summary, data)
  return result.success ? result.output : undefined
}
