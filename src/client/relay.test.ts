import { afterEach, describe, expect, it, vi } from 'vitest'
import { encodeFrame, FRAMES_TYPE, type Frame } from '../core/frames.ts'
import { textOf } from '../core/http.ts'
import type { StreamEvent } from '../core/stream.ts'
import { openRelay, sendOver } from './relay.ts'

const request = { method: 'GET', url: 'https://api.example/x', headers: [] }
const timings = { dns: 1, connect: 2, tls: 3, firstByte: 4, total: 5 }
const head: Frame = {
  type: 'head',
  status: 200,
  statusText: 'OK',
  httpVersion: '1.1',
  headers: [['A', 'b']],
}
const body = (text: string): Frame => ({ type: 'body', bytes: new TextEncoder().encode(text) })
const end: Frame = { type: 'end', wireBytes: 2, decodedBytes: 2, timings, truncated: false }
const hop = { n: 1, method: 'GET', url: request.url, address: '192.0.2.1', port: 443 }
const failure: Frame = { type: 'error', code: 'dns_failed', phase: 'dns', message: 'no name' }

const relayAnswers = (answer: () => Response | Promise<Response>) =>
  vi.stubGlobal(
    'fetch',
    vi.fn<typeof fetch>(async () => answer()),
  )
const framed = (...frames: readonly Frame[]) =>
  new Response(new Blob(frames.map((frame) => encodeFrame(frame))), {
    headers: { 'content-type': FRAMES_TYPE },
  })
const open = openRelay(
  () => 'k'.repeat(20),
  () => 'id',
  () => undefined,
)
const send = sendOver(open)

async function told(signal = new AbortController().signal): Promise<StreamEvent[]> {
  const events: StreamEvent[] = []
  for await (const event of open(request, signal)) events.push(event)
  return events
}

afterEach(() => vi.unstubAllGlobals())

describe('the relay’s answer as a stream', () => {
  it('tells head and bytes as they come, and the wire with the end', async () => {
    relayAnswers(() => framed({ type: 'hop', hop }, head, body('a'), body('b'), end))
    const events = await told()
    expect(events.map(({ type }) => type)).toEqual(['head', 'bytes', 'bytes', 'end'])
    expect(events.at(-1)).toEqual({
      type: 'end',
      truncated: false,
      wire: { hops: [hop], redirects: [], wireBytes: 2, timings },
    })
  })

  it('ends with the reason when the server could not be reached', async () => {
    relayAnswers(() => framed(failure))
    expect(await told()).toMatchObject([{ type: 'failed', problem: { code: 'dns_failed' } }])
  })

  it('never throws: no key, no relay, a refusal, a stream that stops', async () => {
    const codes = async () =>
      (await told()).map((event) => event.type === 'failed' && event.problem.code)
    relayAnswers(() => Promise.reject(new TypeError('gone')))
    expect(await codes()).toEqual(['relay_unreachable'])
    const error = { code: 'busy', message: 'wait' }
    relayAnswers(() => Response.json({ error }, { status: 429 }))
    expect(await codes()).toEqual(['busy'])
    relayAnswers(() => framed(head))
    expect(await codes()).toEqual([false, 'relay_lost'])
    const keyless = openRelay(
      () => undefined,
      () => 'id',
      () => undefined,
    )
    for await (const event of keyless(request, new AbortController().signal))
      expect(event).toMatchObject({ problem: { code: 'key_missing' } })
  })

  it('reads no more than it is asked for, and cancels what nobody reads', async () => {
    let pulled = 0
    let cancelled = false
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1
        controller.enqueue(encodeFrame(pulled === 1 ? head : body('x'.repeat(1000))))
      },
      cancel() {
        cancelled = true
      },
    })
    relayAnswers(() => new Response(endless))
    const events = open(request, new AbortController().signal)[Symbol.asyncIterator]()
    for (let count = 0; count < 5; count += 1) await events.next()
    expect(pulled).toBeLessThan(10)
    await events.return?.()
    expect(cancelled).toBe(true)
  })

  it('hands the signal on, so that stopping reaches the server', async () => {
    const stop = new AbortController()
    relayAnswers(() => {
      stop.abort()
      return Promise.reject(new DOMException('stopped', 'AbortError'))
    })
    expect(await told(stop.signal)).toMatchObject([{ problem: { code: 'aborted' } }])
    expect(vi.mocked(fetch).mock.calls[0]?.[1]?.signal).toBe(stop.signal)
  })
})

describe('the same folded', () => {
  const { signal } = new AbortController()

  it('is one answer', async () => {
    relayAnswers(() => framed(head, body('a'), body('b'), end))
    const answer = await send(request, signal)
    expect(answer.kind === 'answered' && textOf(answer.response)).toBe('ab')
    expect(answer.wire?.timings).toEqual(timings)
  })

  it('keeps half an answer as cut short, and no answer as a failure with what the wire showed', async () => {
    relayAnswers(() => framed(head, body('a'), failure))
    expect(await send(request, signal)).toMatchObject({ response: { truncated: true } })
    relayAnswers(() => framed({ type: 'hop', hop }, failure))
    expect(await send(request, signal)).toMatchObject({
      kind: 'failed',
      problem: { code: 'dns_failed' },
      wire: { hops: [hop] },
    })
  })

  it('is a failure when the relay itself goes away in the middle', async () => {
    relayAnswers(() => framed(head, body('a')))
    expect(await send(request, signal)).toMatchObject({ kind: 'failed' })
  })

  it('is a failure in a sentence when the answer is no HTTP, or comes too late', async () => {
    const late: Frame = { type: 'error', code: 'headers_timeout', phase: 'headers', message: 'No.' }
    relayAnswers(() => framed({ type: 'hop', hop }, late))
    const means = 'The server took too long.'
    expect(await send(request, signal)).toMatchObject({ problem: { means }, wire: { hops: [hop] } })
    relayAnswers(() => framed({ type: 'hop', hop }, { ...late, code: 'response_framing' }))
    const unread = 'api.example did not give an answer that can be read.'
    expect(await send(request, signal)).toMatchObject({ problem: { means: unread } })
  })

  it('never says that nothing was sent when the relay went away after it had begun', async () => {
    relayAnswers(() => framed({ type: 'hop', hop }))
    const problem = { kind: 'network_error', code: 'relay_lost' }
    const answer = await send(request, signal)
    expect(answer).toMatchObject({ kind: 'failed', problem })
    expect(JSON.stringify(answer)).not.toContain('nothing was sent')
  })
})
