import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFrames, encodeFrame, type Frame } from './frames.ts'
import { Refusal } from './problem.ts'

const every: readonly Frame[] = [
  { type: 'hop', hop: { n: 1, method: 'GET', url: 'https://a/', address: '::1', port: 443 } },
  {
    type: 'tls',
    tls: {
      protocol: 'TLSv1.3',
      cipher: 'x',
      alpn: '',
      authorized: false,
      error: 'SELF_SIGNED',
      leaf: { subject: 'CN=ü', issuer: '', san: '', from: '', to: '', sha256: 'ab', pem: '-' },
    },
  },
  { type: 'tls', tls: { protocol: '', cipher: '', alpn: '', authorized: true } },
  { type: 'sent', head: 'GET / HTTP/1.1\r\n\r\n', bodyBytes: 0 },
  {
    type: 'head',
    status: 299,
    statusText: '',
    httpVersion: '1.1',
    headers: [
      ['Set-Cookie', 'a'],
      ['Set-Cookie', 'b'],
    ],
  },
  { type: 'body', bytes: new Uint8Array([0, 255, 10]) },
  { type: 'body', bytes: new Uint8Array() },
  { type: 'trailers', trailers: [['X', '1']] },
  {
    type: 'redirect',
    redirect: { status: 302, location: '/b', decision: 'stopped', reason: 'manual' },
  },
]
const end: Frame = {
  type: 'end',
  wireBytes: 3,
  decodedBytes: 3,
  timings: { dns: 0, connect: 1.5, tls: 2, firstByte: 3, total: 4 },
  truncated: false,
}
const failed: Frame = { type: 'error', code: 'connect_refused', phase: 'connect', message: 'No.' }

const bytesOf = (frames: readonly Frame[]): Uint8Array =>
  Uint8Array.from(frames.flatMap((frame) => [...encodeFrame(frame)]))

/** A stream of these bytes, cut after every `size`. */
const streamOf = (bytes: Uint8Array, size = 7): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) {
        controller.enqueue(bytes.slice(at, at + size))
      }
      controller.close()
    },
  })

async function decoded(stream: ReadableStream<Uint8Array>): Promise<Frame[]> {
  const frames: Frame[] = []
  for await (const frame of decodeFrames(stream)) frames.push(frame)
  return frames
}

/** The code of what decoding these bytes throws, and the frames that came before. */
async function broken(stream: ReadableStream<Uint8Array>): Promise<[string, number]> {
  let count = 0
  try {
    for await (const _frame of decodeFrames(stream)) count += 1
  } catch (error) {
    return [error instanceof Refusal ? error.problem.code : String(error), count]
  }
  return ['ok', count]
}

const frameBytes = (type: number, payload: unknown, length?: number): Uint8Array => {
  const bytes = new TextEncoder().encode(
    typeof payload === 'string' ? payload : JSON.stringify(payload),
  )
  const all = new Uint8Array(5 + bytes.length)
  all[0] = type
  new DataView(all.buffer).setUint32(1, length ?? bytes.length)
  all.set(bytes, 5)
  return all
}

describe('frames', () => {
  it('come back as they were, however the stream is cut', async () => {
    const bytes = bytesOf([...every, end])
    for (const size of [1, 2, 5, 64, 10_000]) {
      expect(await decoded(streamOf(bytes, size))).toEqual([...every, end])
    }
    expect(await decoded(streamOf(bytesOf([failed])))).toEqual([failed])
  })

  it('keep their own bytes when many are made before the first is read', async () => {
    const made = Array.from({ length: 200 }, (_, at) => {
      const sent: Frame = { type: 'sent', head: `é€${'x'.repeat(at * 7)}`, bodyBytes: at }
      return { sent, bytes: encodeFrame(sent) }
    })
    const all = [...made.map(({ bytes }) => [...bytes]), [...encodeFrame(end)]].flat()
    const read = await decoded(streamOf(Uint8Array.from(all), 4_096))
    expect(read).toEqual([...made.map(({ sent }) => sent), end])
  })

  it('start with a type byte and a big-endian length', () => {
    expect([...encodeFrame({ type: 'body', bytes: new Uint8Array(258) })].slice(0, 5)).toEqual([
      5, 0, 0, 1, 2,
    ])
  })

  it('are given one by one, before the rest has come', async () => {
    let more: ReadableStreamDefaultController<Uint8Array> | undefined
    const frames = decodeFrames(
      new ReadableStream({ start: (controller) => void (more = controller) }),
    )
    more?.enqueue(bytesOf(every.slice(0, 1)))
    expect((await frames.next()).value).toEqual(every[0])
    more?.enqueue(bytesOf([end]))
    more?.close()
    expect((await frames.next()).value).toEqual(end)
    expect((await frames.next()).done).toBe(true)
  })

  it('cancel the stream when nobody listens any more', async () => {
    let cancelled = false
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytesOf(every)),
      cancel: () => void (cancelled = true),
    })
    for await (const _frame of decodeFrames(stream)) break
    expect(cancelled).toBe(true)
  })
})

describe('a stream that is no answer of the relay', () => {
  it('is truncated when it stops anywhere before its last frame', async () => {
    const bytes = bytesOf([...every, end])
    for (let at = 0; at < bytes.length; at += 1) {
      expect((await broken(streamOf(bytes.slice(0, at))))[0]).toBe('frames_truncated')
    }
    expect(await broken(streamOf(bytesOf(every)))).toEqual(['frames_truncated', every.length])
  })

  it('is truncated when the connection breaks, but a stop stays a stop', async () => {
    const breaking = (error: unknown) =>
      new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(error) })
    expect((await broken(breaking(new TypeError('network error'))))[0]).toBe('frames_truncated')
    const stopped = await broken(breaking(new DOMException('stopped', 'AbortError')))
    expect(stopped[0]).toContain('AbortError')
  })

  it.each([
    ['type 0', frameBytes(0, {}), 'frames_type'],
    ['an unknown type', frameBytes(10, {}), 'frames_type'],
    ['HTML', new TextEncoder().encode('<!doctype html><p>Hello'), 'frames_type'],
    ['a length beyond reason', frameBytes(5, 'x', 0xffff_ffff), 'frames_length'],
    ['no JSON', frameBytes(1, '{'), 'frames_payload'],
    ['bytes that are not UTF-8', Uint8Array.of(9, 0, 0, 0, 1, 0xff), 'frames_payload'],
    ['null', frameBytes(8, null), 'frames_payload'],
    ['a list', frameBytes(8, []), 'frames_payload'],
    ['a missing field', frameBytes(9, { code: 'x', phase: 'y' }), 'frames_payload'],
    [
      'an unknown field',
      frameBytes(9, { code: '', phase: '', message: '', more: 1 }),
      'frames_payload',
    ],
    [
      'a prototype',
      frameBytes(9, '{"code":"","phase":"","message":"","__proto__":{}}'),
      'frames_payload',
    ],
    ['a wrong type', frameBytes(3, { head: 'x', bodyBytes: '0' }), 'frames_payload'],
    ['a negative count', frameBytes(3, { head: 'x', bodyBytes: -1 }), 'frames_payload'],
    ['headers that are no pairs', frameBytes(6, [['a', 'b', 'c']]), 'frames_payload'],
    [
      'an unknown decision',
      frameBytes(7, { status: 302, location: '', decision: 'x', reason: '' }),
      'frames_payload',
    ],
    ['bytes after the end', Uint8Array.of(...encodeFrame(end), 1), 'frames_payload'],
    ['two ends', bytesOf([end, end]), 'frames_payload'],
  ])('is refused when it holds %s', async (_name, bytes, code) => {
    for (const size of [1, 1_000]) expect((await broken(streamOf(bytes, size)))[0]).toBe(code)
  })

  it('is refused or understood, never anything else, whatever its bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (bytes) => {
        expect((await broken(streamOf(bytes)))[0]).toMatch(/^(ok|frames_\w+)$/)
      }),
    )
  })
})
