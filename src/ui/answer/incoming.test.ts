import { describe, expect, it, vi } from 'vitest'
import { utf8 } from '../../core/http.ts'
import type { StreamEvent } from '../../core/stream.ts'
import { FIRST_PART } from './gathering.ts'
import { createIncoming, incomingOf } from './incoming.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const head = (type = 'text/plain'): StreamEvent => ({
  type: 'head',
  head: { status: 200, statusText: 'OK', httpVersion: '1.1', headers: [['Content-Type', type]] },
})
const end: StreamEvent = { type: 'end', truncated: false, wire: { hops: [], redirects: [] } }

async function* stream(...events: readonly StreamEvent[]) {
  for (const event of events) yield await Promise.resolve(event)
}

const over = (incoming: ReturnType<typeof createIncoming>) =>
  vi.waitFor(() => expect(['waiting', 'streaming']).not.toContain(incoming.state()))

describe('an answer that comes', () => {
  it('ends as done, with every byte in its blob and the wire beside it', async () => {
    const incoming = createIncoming(
      stream(
        head(),
        { type: 'bytes', bytes: bytes('ab') },
        { type: 'bytes', bytes: bytes('c') },
        end,
      ),
      () => undefined,
    )
    expect(incoming.state()).toBe('waiting')
    await over(incoming)
    expect(incoming.state()).toBe('done')
    expect([incoming.received(), await incoming.blob().text()]).toEqual([3, 'abc'])
    expect(incoming.wire()).toEqual({ hops: [], redirects: [] })
    expect(incoming.head()?.status).toBe(200)
  })

  it('holds 512 KiB ready and the rest in the blob', async () => {
    const large = new Uint8Array(FIRST_PART + 5_000_000).fill(120)
    const incoming = createIncoming(
      stream(head(), { type: 'bytes', bytes: large }, { type: 'bytes', bytes: bytes('end') }, end),
      () => undefined,
    )
    await over(incoming)
    expect(incoming.first().length).toBe(FIRST_PART)
    expect(incoming.blob().size).toBe(large.length + 3)
  })

  it('keeps what came when it fails in the middle', async () => {
    const problem = { kind: 'network_error', code: 'x', means: '', remedy: '' } as const
    const incoming = createIncoming(
      stream(head(), { type: 'bytes', bytes: bytes('half') }, { type: 'failed', problem }),
      () => undefined,
    )
    await over(incoming)
    expect([incoming.state(), incoming.truncated(), await incoming.blob().text()]).toEqual([
      'failed',
      true,
      'half',
    ])
    expect(incoming.problem()).toEqual(problem)
  })

  it('stops when told, once, and does not take what comes after', async () => {
    const stop = vi.fn<() => void>()
    let go = () => undefined as void
    const gate = new Promise<void>((resolve) => {
      go = resolve
    })
    async function* slow() {
      yield head()
      await gate
      yield { type: 'bytes', bytes: bytes('late') } as const
    }
    const incoming = createIncoming(slow(), stop)
    await vi.waitFor(() => expect(incoming.state()).toBe('streaming'))
    incoming.stop()
    incoming.stop()
    go()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect([incoming.state(), incoming.received(), stop.mock.calls.length]).toEqual([
      'stopped',
      0,
      1,
    ])
  })

  it('reads the events of an event stream while it goes on', async () => {
    let go = () => undefined as void
    const gate = new Promise<void>((resolve) => {
      go = resolve
    })
    async function* live() {
      yield head('text/event-stream; charset=utf-8')
      yield { type: 'bytes', bytes: bytes('data: one\n\n') } as const
      await gate
      yield end
    }
    const incoming = createIncoming(live(), () => undefined)
    await vi.waitFor(() => expect(incoming.events().map(({ data }) => data)).toEqual(['one']))
    expect(incoming.state()).toBe('streaming')
    go()
    await over(incoming)
  })

  it('keeps the newest events of a flood, and of large ones only a few', async () => {
    const many = Array.from({ length: 3_000 }, (_, at) => `data: ${at}\n\n`).join('')
    const large = `data: ${'x'.repeat(1_000_000)}\n\n`.repeat(20)
    const told = async (text: string) => {
      const type = 'text/event-stream'
      const incoming = createIncoming(
        stream(head(type), { type: 'bytes', bytes: bytes(text) }, end),
        () => undefined,
      )
      await over(incoming)
      return incoming.events()
    }
    const flood = await told(many)
    expect([flood.length, flood.at(-1)?.data]).toEqual([2_000, '2999'])
    expect((await told(large)).length).toBeLessThan(12)
  })

  it('turns a stream that throws, or ends without an end, into a failure', async () => {
    async function* broken() {
      yield head()
      throw new Error('oh')
    }
    for (const events of [broken(), stream(head())]) {
      const incoming = createIncoming(events, () => undefined)
      await over(incoming)
      expect([incoming.state(), incoming.problem()?.code]).toEqual(['failed', 'unexpected'])
    }
  })
})

describe('a recorded answer', () => {
  it('is the same thing, done from the start', async () => {
    const incoming = incomingOf({
      status: 200,
      statusText: 'OK',
      httpVersion: '1.1',
      headers: [],
      body: utf8('hé'),
      truncated: true,
    })
    expect([incoming.state(), incoming.received(), incoming.truncated()]).toEqual(['done', 3, true])
    expect(new TextDecoder().decode(incoming.first())).toBe('hé')
    expect(await incoming.blob().text()).toBe('hé')
  })
})
