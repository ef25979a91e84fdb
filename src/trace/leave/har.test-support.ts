/** HAR 1.2 as its specification lists it, for tests: every required member, and its type. */
import * as v from 'valibot'

const pair = v.looseObject({ name: v.string(), value: v.string() })
const cookie = v.looseObject({ name: v.string(), value: v.string() })
const size = v.pipe(v.number(), v.integer(), v.minValue(-1))
const duration = v.pipe(v.number(), v.minValue(-1))
const uri = v.pipe(v.string(), v.url())

const request = v.looseObject({
  method: v.string(),
  url: uri,
  httpVersion: v.pipe(v.string(), v.startsWith('HTTP/')),
  cookies: v.array(cookie),
  headers: v.array(pair),
  queryString: v.array(pair),
  postData: v.optional(v.looseObject({ mimeType: v.string(), text: v.string() })),
  headersSize: size,
  bodySize: size,
})

const response = v.looseObject({
  status: v.pipe(v.number(), v.integer()),
  statusText: v.string(),
  httpVersion: v.string(),
  cookies: v.array(cookie),
  headers: v.array(pair),
  content: v.looseObject({ size, mimeType: v.string(), text: v.optional(v.string()) }),
  redirectURL: v.string(),
  headersSize: size,
  bodySize: size,
})

const timings = v.looseObject({
  send: v.pipe(v.number(), v.minValue(0)),
  wait: v.pipe(v.number(), v.minValue(0)),
  receive: v.pipe(v.number(), v.minValue(0)),
  blocked: v.optional(duration),
  dns: v.optional(duration),
  connect: v.optional(duration),
  ssl: v.optional(duration),
})

const har = v.strictObject({
  log: v.looseObject({
    version: v.literal('1.2'),
    creator: v.looseObject({ name: v.string(), version: v.string() }),
    entries: v.array(
      v.looseObject({
        startedDateTime: v.pipe(v.string(), v.isoTimestamp()),
        time: v.pipe(v.number(), v.minValue(0)),
        request,
        response,
        cache: v.object({}),
        timings,
      }),
    ),
  }),
})

/** Fields of the author's own begin with an underscore. */
const named = new Set(
  `log version creator pages entries comment name startedDateTime time request response cache timings
  serverIPAddress method url httpVersion cookies headers queryString postData headersSize bodySize mimeType text
  params value status statusText content redirectURL size blocked dns connect ssl send wait receive`.split(
    /\s+/,
  ),
)

function* strangers(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* strangers(item)
  else if (typeof value === 'object' && value !== null)
    for (const [name, item] of Object.entries(value)) {
      if (name.startsWith('_')) continue
      if (!named.has(name)) yield `unknown member ${name}`
      yield* strangers(item)
    }
}

export function harFaults(data: unknown): readonly string[] {
  const result = v.safeParse(har, data)
  const faults = result.success
    ? []
    : result.issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`)
  return [...faults, ...strangers(data)]
}
