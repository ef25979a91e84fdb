/** Whatever bytes come as an envelope: an order that is safe to write, or a refusal. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf } from '../core/http.ts'
import { changed, changedBytes, jsonWith, often, text } from '../core/node-fuzz.test-support.ts'
import { type Order, readEnvelope } from './envelope.ts'
import { Refused } from './ingress.ts'
import { defaultLimits } from './limits.ts'

const body = fc.oneof(
  text(60).map((data) => ({ encoding: 'utf8' as const, data })),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => ({
    encoding: 'base64' as const,
    data: btoa(String.fromCharCode(...bytes)),
  })),
)
const good = fc
  .record({
    id: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
    method: fc.constantFrom('GET', 'POST', 'PUT', 'QUERY', 'M-SEARCH', 'delete'),
    url: fc.oneof(fc.webUrl(), text()),
    headers: fc.array(
      fc.tuple(
        fc.stringMatching(/^X-[!#$%&'*+.^_`|~0-9A-Za-z-]{0,12}$/),
        fc.stringMatching(/^[\t\x20-\x7e\x80-\xff]{0,20}$/),
      ),
      { maxLength: 6 },
    ),
    body: fc.option(body, { nil: undefined }),
    opts: fc.option(
      fc.record(
        {
          redirect: fc.constantFrom('manual', 'same-origin'),
          maxHops: fc.integer({ min: 1, max: 5 }),
          timeoutMs: fc.integer({ min: 1, max: 1e9 }),
          maxBytes: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
          acceptEncoding: fc.constantFrom('identity', 'as-given'),
        },
        { requiredKeys: [] },
      ),
      { nil: undefined },
    ),
  })
  .map(({ body, ...rest }) => ({
    v: 1,
    ...rest,
    ...(body === undefined || rest.method === 'GET' ? {} : { body }),
  }))

const utf8 = new TextEncoder()

function read(bytes: Uint8Array): Order | string {
  try {
    return readEnvelope(bytes, defaultLimits)
  } catch (thrown) {
    if (!(thrown instanceof Refused) || thrown.status !== 400) throw thrown
    return thrown.code
  }
}

/** Judged with rules of its own: what would reach the wire must be one request and nothing more. */
function expectSafe(order: Order): void {
  expect(order.id).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
  expect(order.method).toMatch(/^[!#$%&'*+\-.^_`|~\w]+$/)
  expect(['CONNECT', 'TRACE', 'TRACK']).not.toContain(order.method.toUpperCase())
  const head = order.headers.map(([name, value]) => `${name}: ${value}`).join('\r\n')
  expect(head.split(/[\r\n\0]+/)).toHaveLength(Math.max(order.headers.length, 1))
  expect(/[^\0-\xff]/.test(head)).toBe(false)
  for (const [name] of order.headers) {
    expect(name).toMatch(/^[^\s:]+$/)
    expect(name).not.toMatch(/^(?:host|content-length|transfer-encoding|connection|expect|te)$/i)
  }
  expect(order.maxHops).toBeLessThanOrEqual(defaultLimits.hops)
  expect(order.totalMs).toBeLessThanOrEqual(defaultLimits.totalMs)
  expect(order.headersMs).toBeLessThanOrEqual(defaultLimits.longestHeadersMs)
  expect(order.maxBytes).toBeLessThanOrEqual(defaultLimits.answerBytes)
  if (/^(?:get|head)$/i.test(order.method)) expect(order.body).toBeUndefined()
}

const codes = ['envelope', 'method_name', 'header-forbidden', 'header_name', 'header_value']

function expectRefusedOrSafe(bytes: Uint8Array): void {
  const order = read(bytes)
  if (typeof order === 'string') expect(codes).toContain(order)
  else expectSafe(order)
}

const names = [
  ...['v', 'id', 'method', 'url', 'headers', 'body', 'opts', 'encoding', 'data', 'redirect'],
  ...['maxHops', 'timeoutMs', 'maxBytes', 'acceptEncoding', 'policy', 'approved'],
]
const signs = ['"', '\\', '{', '}', '[', ']', ',', ':', '\\r\\n', '\\u0000', 'TRACE', 'Host', '=']

describe('an envelope, whatever it holds (T14, T41, T42)', () => {
  it('that is well formed is read letter by letter', () => {
    fc.assert(
      fc.property(good, (envelope) => {
        const order = read(utf8.encode(JSON.stringify(envelope)))
        if (typeof order === 'string') throw new Error(order)
        const { id, method, url } = order
        const { headers } = envelope
        expect({ id, method, url }).toEqual({
          id: envelope.id,
          method: envelope.method,
          url: envelope.url,
        })
        expect(order.headers.slice(0, headers.length)).toEqual(headers)
        expect(order.body).toEqual(envelope.body === undefined ? undefined : bytesOf(envelope.body))
        expectSafe(order)
      }),
      often,
    )
  })

  it('is refused or safe once something in it was changed', () => {
    const method = fc.constantFrom(
      'TRACE',
      'track',
      'CONNECT',
      'GET /x',
      'G\r\nET',
      '',
      'HEAD',
      'A(b',
    )
    const header = fc.tuple(
      fc.constantFrom('Host', 'content-length', 'TE', ':path', 'a b', 'a\r\nb', '', 'X-A'),
      fc.constantFrom('1', 'a\r\nb: c', '\0', '\u0100', 'chunked'),
    )
    const text = fc.oneof(
      good.chain((envelope) => changed([JSON.stringify(envelope)], signs)),
      fc.tuple(good, method).map(([envelope, method]) => JSON.stringify({ ...envelope, method })),
      fc
        .tuple(good, header)
        .map(([envelope, one]) =>
          JSON.stringify({ ...envelope, headers: [...envelope.headers, one] }),
        ),
    )
    fc.assert(
      fc.property(text, (one) => expectRefusedOrSafe(utf8.encode(one))),
      often,
    )
  })

  it('is refused or safe as bytes and as any JSON', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      changedBytes(good.map((envelope) => utf8.encode(JSON.stringify(envelope)))),
      jsonWith(names).map((one) => utf8.encode(one)),
      fc.tuple(good, jsonWith(names)).map(([envelope, json]) =>
        // An extra member, or one that stands there twice.
        utf8.encode(JSON.stringify(envelope).replace('{', () => `{"opts":${json},`)),
      ),
    )
    fc.assert(fc.property(bytes, expectRefusedOrSafe), often)
  })
})
