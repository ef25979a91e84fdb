/** Whatever bytes come as frames: read as they were written, or refused. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFrames, encodeFrame, type Frame } from './frames.ts'
import { changedBytes, jsonWith, often, text } from './node-fuzz.test-support.ts'
import { Refusal } from './problem.ts'

const amount = fc.oneof(
  fc.nat(),
  fc.double({ min: 0, max: 1e15, noNaN: true }).map((one) => one + 0),
)
const pairs = fc.array(fc.tuple(text(), text()), { maxLength: 4 })
const some = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })
const leaf = fc.record({
  ...{ subject: text(), issuer: text(), san: text(), from: text(), to: text() },
  ...{ sha256: text(), pem: text() },
})
const tls = fc
  .record({
    ...{ protocol: text(), cipher: text(), alpn: text(), authorized: fc.boolean() },
    ...{ error: some(text()), leaf: some(leaf) },
  })
  .map(({ error, leaf, ...rest }) => ({
    ...rest,
    ...(error === undefined ? {} : { error }),
    ...(leaf === undefined ? {} : { leaf }),
  }))
const timings = fc.record({
  ...{ dns: amount, connect: amount, tls: amount, firstByte: amount, total: amount },
})
const hop = fc.record({ n: amount, method: text(), url: text(), address: text(), port: amount })
const redirect = fc.record({
  ...{ status: amount, location: text(), reason: text() },
  decision: fc.constantFrom('followed' as const, 'stopped' as const),
})

const frame: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({ type: fc.constant('hop' as const), hop }),
  fc.record({ type: fc.constant('tls' as const), tls }),
  fc.record({ type: fc.constant('sent' as const), head: text(60), bodyBytes: amount }),
  fc.record({
    ...{ type: fc.constant('head' as const), status: amount, statusText: text() },
    ...{ httpVersion: text(), headers: pairs },
  }),
  fc.record({ type: fc.constant('body' as const), bytes: fc.uint8Array({ maxLength: 60 }) }),
  fc.record({ type: fc.constant('trailers' as const), trailers: pairs }),
  fc.record({ type: fc.constant('redirect' as const), redirect }),
)
const last: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({
    ...{ type: fc.constant('end' as const), wireBytes: amount, decodedBytes: amount, timings },
    truncated: fc.boolean(),
  }),
  fc.record({
    ...{ type: fc.constant('error' as const), code: text(), phase: text(), message: text() },
  }),
)
const answer = fc
  .tuple(fc.array(frame, { maxLength: 6 }), last)
  .map(([frames, end]) => [...frames, end])

const bytesOf = (frames: readonly Frame[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(frames.flatMap((one) => [...encodeFrame(one)]))

const streamOf = (bytes: Uint8Array, size: number): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size))
      controller.close()
    },
  })

async function read(bytes: Uint8Array, size: number) {
  const frames: Frame[] = []
  try {
    for await (const one of decodeFrames(streamOf(bytes, size))) frames.push(one)
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    return { frames, code: thrown.problem.code }
  }
  return { frames, code: 'ok' }
}

const members = [
  ...['n', 'method', 'url', 'address', 'port', 'head', 'bodyBytes', 'status', 'statusText', 'code'],
  ...['httpVersion', 'headers', 'location', 'decision', 'reason', 'wireBytes', 'phase', 'message'],
]
/** A frame of any type whose payload is any JSON. */
const odd = fc
  .tuple(fc.integer({ min: 0, max: 10 }), jsonWith(members, ['followed', 'GET'], 2))
  .map(([type, json]) => {
    const payload = new TextEncoder().encode(json)
    const bytes = new Uint8Array(5 + payload.length)
    bytes[0] = type
    new DataView(bytes.buffer).setUint32(1, payload.length)
    bytes.set(payload, 5)
    return bytes
  })

/** Judged with rules of its own, and only where something would break without them. */
function expectShaped(one: Frame): void {
  const isText = (...all: readonly unknown[]) => all.every((value) => typeof value === 'string')
  const arePairs = (all: readonly (readonly unknown[])[]) =>
    all.every((pair) => pair.length === 2 && isText(...pair))
  if (one.type === 'hop') expect(isText(one.hop.method, one.hop.url, one.hop.address)).toBe(true)
  if (one.type === 'head') expect(arePairs(one.headers) && isText(one.statusText)).toBe(true)
  if (one.type === 'trailers') expect(arePairs(one.trailers)).toBe(true)
  if (one.type === 'redirect') expect(isText(one.redirect.location, one.redirect.reason)).toBe(true)
  if (one.type === 'error') expect(isText(one.code, one.phase, one.message)).toBe(true)
  if (one.type === 'sent') expect(isText(one.head)).toBe(true)
}

const size = fc.integer({ min: 1, max: 40 })

describe('frames, whatever they hold', () => {
  it('come back as they were written, however the stream is cut', async () => {
    await fc.assert(
      fc.asyncProperty(answer, size, async (frames, cut) => {
        expect(await read(bytesOf(frames), cut)).toEqual({ frames, code: 'ok' })
      }),
      often,
    )
  })

  it('are refused by name or understood once something in them was changed', async () => {
    const bytes = fc.oneof(
      changedBytes(answer.map(bytesOf)),
      fc.tuple(odd, last).map(([one, end]) => Uint8Array.from([...one, ...encodeFrame(end)])),
      fc.uint8Array({ maxLength: 80 }),
    )
    await fc.assert(
      fc.asyncProperty(bytes, size, async (given, cut) => {
        const { frames, code } = await read(given, cut)
        expect(code).toMatch(/^(?:ok|frames_(?:truncated|type|length|payload))$/)
        frames.forEach(expectShaped)
        const ended = frames.findIndex(({ type }) => type === 'end' || type === 'error')
        // A whole answer ends once, at its end; a broken one may have ended before what broke it.
        expect(ended === -1 || ended === frames.length - 1).toBe(true)
        if (code === 'ok') expect(await read(bytesOf(frames), 7)).toEqual({ frames, code })
      }),
      often,
    )
  })
})
