import { afterEach, describe, expect, it, vi } from 'vitest'
import { utf8 } from '../core/http.ts'
import type { StreamEvent } from '../core/stream.ts'
import { createDirect, droppedHeaders, type Page } from './direct.ts'

const request = { method: 'GET', url: 'https://api.example/x', headers: [['X-A', '1']] as const }
const page: Page = { events: new EventTarget(), secure: false, online: () => true }
const never = new AbortController().signal

async function told(
  answer: (url: string, init: RequestInit) => Response | Promise<Response>,
  what: Parameters<ReturnType<typeof createDirect>>[0] = request,
  where: Partial<Page> = {},
  signal = never,
  patience?: number,
): Promise<StreamEvent[]> {
  vi.stubGlobal(
    'fetch',
    vi.fn<(url: string, init: RequestInit) => unknown>(async (url, init) => answer(url, init)),
  )
  const events: StreamEvent[] = []
  for await (const event of createDirect(() => ({ ...page, ...where }))(what, signal, patience))
    events.push(event)
  return events
}
const fails = () => Promise.reject(new TypeError('Failed to fetch'))
const codeOf = (events: readonly StreamEvent[]) => {
  const last = events.at(-1)
  return last?.type === 'failed' ? last.problem.code : last?.type
}

afterEach(() => vi.unstubAllGlobals())

describe('a direct request', () => {
  it('has the same shape of answer as a relayed one', async () => {
    const events = await told(() => new Response('abc', { status: 201, headers: { a: 'b' } }))
    expect(events.map(({ type }) => type)).toEqual(['head', 'bytes', 'end'])
    expect(events[0]).toMatchObject({ head: { status: 201, httpVersion: '' } })
  })

  it('carries no cookie, follows nothing, and leaves out what a page may not set', async () => {
    const headers = [
      ['X-A', '1'],
      ['Cookie', 'a=b'],
      ['Host', 'other'],
      ['Sec-Fetch-Site', 'none'],
    ] as const
    await told(() => new Response(''), { ...request, headers })
    const init = vi.mocked(fetch).mock.calls[0]?.[1]
    expect(init).toMatchObject({ credentials: 'omit', redirect: 'manual', cache: 'no-store' })
    expect([...new Headers(init?.headers)]).toEqual([['x-a', '1']])
    expect(droppedHeaders({ ...request, headers })).toEqual(['Cookie', 'Host', 'Sec-Fetch-Site'])
  })

  it('says what a browser keeps to itself when it only says that it failed', async () => {
    const [event] = await told(fails)
    expect(event).toMatchObject({ problem: { code: 'direct_failed' } })
    expect(JSON.stringify(event)).toMatch(/CORS.*relay/)
  })

  it('explains a redirect, which a page may not read', async () => {
    const opaque = new Response(null)
    Object.defineProperty(opaque, 'type', { value: 'opaqueredirect' })
    expect(codeOf(await told(() => opaque))).toBe('direct_redirect')
  })

  it('knows a refusal of the page’s own policy from every other', async () => {
    const events = new EventTarget()
    const refuse = async () => {
      const violation = new Event('securitypolicyviolation')
      Object.defineProperty(violation, 'blockedURI', { value: 'https://api.example/x' })
      queueMicrotask(() => events.dispatchEvent(violation))
      return await fails()
    }
    expect(codeOf(await told(refuse, request, { events }))).toBe('direct_policy')
    expect(codeOf(await told(fails, request, { events }))).toBe('direct_failed')
  })

  it('knows mixed content and a computer without a network', async () => {
    const plain = { ...request, url: 'http://api.example/x' }
    expect(codeOf(await told(fails, plain, { secure: true }))).toBe('direct_mixed_content')
    const loopback = { ...request, url: 'http://localhost:1/x' }
    expect(codeOf(await told(fails, loopback, { secure: true }))).toBe('direct_failed')
    expect(codeOf(await told(fails, request, { online: () => false }))).toBe('direct_offline')
  })

  it('does not send what a browser refuses to make', async () => {
    const odd = { ...request, body: utf8('x') }
    expect(codeOf(await told(fails, odd))).toBe('direct_unsendable')
    expect(fetch).not.toHaveBeenCalled()
  })

  it('stops when told, and when patience ends', async () => {
    const hangs = (_url: string, init: RequestInit) =>
      new Promise<Response>((_resolve, reject) => {
        const { signal } = init
        if (signal?.aborted === true) reject(signal.reason as Error)
        signal?.addEventListener('abort', () => reject(signal.reason as Error))
      })
    expect(codeOf(await told(hangs, request, {}, AbortSignal.abort()))).toBe('aborted')
    expect(codeOf(await told(hangs, request, {}, never, 10))).toBe('direct_timeout')
  })

  it('keeps what came when the connection is lost in the middle', async () => {
    let pulled = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1
        if (pulled > 1) controller.error(new TypeError('network error'))
        else controller.enqueue(new TextEncoder().encode('half'))
      },
    })
    const events = await told(() => new Response(body))
    expect(events.map(({ type }) => type)).toEqual(['head', 'bytes', 'failed'])
  })

  it('cuts an endless body at 100 MiB, says so, and reads no further (T44)', async () => {
    const MiB = 1024 * 1024
    const piece = new Uint8Array(3 * MiB)
    let pulled = 0
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1
        if (pulled > 40) controller.error(new Error('Asked for more than 120 MiB.'))
        else controller.enqueue(piece)
      },
      cancel() {
        cancelled = true
      },
    })
    const events = await told(() => new Response(body))
    const sizes = events.map((event) => (event.type === 'bytes' ? event.bytes.length : 0))
    expect(sizes.reduce((sum, size) => sum + size)).toBe(100 * MiB)
    expect(events.at(-1)).toMatchObject({ type: 'end', truncated: true })
    expect(cancelled).toBe(true)
  })

  it('does not call a body of exactly 100 MiB cut', async () => {
    const whole = new Response(new Uint8Array(100 * 1024 * 1024))
    expect((await told(() => whole)).at(-1)).toMatchObject({ type: 'end', truncated: false })
  })
})
