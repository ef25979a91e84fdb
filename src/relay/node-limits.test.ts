import { describe, expect, it } from 'vitest'
import { EXCHANGE_PATH } from '../core/frames.ts'
import { bodyOf, ofType, pageHeaders } from './node-testbed.ts'
import { answering, between, open, relayTo } from './node-transport.test-support.ts'
import { startRawUpstream, startUpstream } from './node-upstream.ts'

describe('caps, times and accidents', () => {
  it('ends an endless body at the cap and says that it is cut (T45)', async () => {
    let closed = false
    const { relay, upstream } = await between(
      (_request, response) => {
        const more = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(16_384, 97)));
        }
        response.on('drain', more).on('close', () => {
          closed = true
        })
        more()
      },
      { limits: { answerBytes: 100_000 } },
    )
    const frames = await relay.frames({ url: `${upstream.origin}/` })
    expect(ofType(frames, 'end')[0]).toMatchObject({ wireBytes: 100_000, truncated: true })
    expect(bodyOf(frames)).toHaveLength(100_000)
    await expect.poll(() => closed).toBe(true)
  })

  it('takes a smaller cap and a shorter time from the envelope', async () => {
    const { relay, upstream } = await between((request, response) => {
      if (request.url === '/big') response.end('x'.repeat(5_000))
    })
    const big = await relay.frames({ url: `${upstream.origin}/big`, opts: { maxBytes: 10 } })
    expect(bodyOf(big)).toBe('x'.repeat(10))
    const slow = await relay.frames({ url: `${upstream.origin}/slow`, opts: { timeoutMs: 60 } })
    expect(ofType(slow, 'error')[0]).toMatchObject({ code: 'headers_timeout', phase: 'headers' })
  })

  it('gives up on headers that do not come', async () => {
    const { relay, upstream } = await between(() => undefined, { limits: { headersMs: 60 } })
    const frames = await relay.frames({ url: `${upstream.origin}/` })
    expect(frames.map(({ type }) => type)).toEqual(['hop', 'sent', 'error'])
    expect(ofType(frames, 'error')[0]).toMatchObject({ code: 'headers_timeout', phase: 'headers' })
    expect(relay.log[0]).toContain(' headers_timeout 0B ')
  })

  it('gives up on a body that stops, and on one that drips for ever (T45)', async () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'
    const idle = await answering(head, 'stay', { limits: { idleMs: 60 } })
    expect(ofType(idle.frames, 'error')[0]).toMatchObject({ code: 'body_timeout', phase: 'body' })
    expect(bodyOf(idle.frames)).toBe('abc')
    const { relay, upstream } = await between(
      (_request, response) => {
        const drip = setInterval(() => response.write('.'), 10)
        response.on('close', () => clearInterval(drip))
      },
      { limits: { totalMs: 300 } },
    )
    const dripping = await relay.frames({ url: `${upstream.origin}/` })
    expect(ofType(dripping, 'error')[0]).toMatchObject({ code: 'body_timeout', phase: 'body' })
  })

  it('keeps what came before the other side hung up', async () => {
    const { frames } = await answering('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\npart')
    expect(bodyOf(frames)).toBe('part')
    expect(ofType(frames, 'end')[0]).toMatchObject({ wireBytes: 4, truncated: true })
    const chunked = await answering(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n',
    )
    expect(ofType(chunked.frames, 'end')[0]).toMatchObject({ wireBytes: 4, truncated: true })
  })

  const contradictory = [
    ['two lengths', 'Content-Length: 3\r\nContent-Length: 4'],
    ['a length and chunks', 'Content-Length: 3\r\nTransfer-Encoding: chunked'],
    ['a broken header', 'X Y: 1'],
  ] as const

  it.each(contradictory)('refuses an answer with %s (T43)', async (_name, headers) => {
    const { frames, relay } = await answering(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\nabcd`)
    expect(ofType(frames, 'error')[0]?.code).toBe('response_framing')
    expect(relay.log[0]).toContain(' response_framing ')
  })

  it.each(contradictory)(
    'asks the same server again on a new connection after %s (T43)',
    async (_name, headers) => {
      const smuggled = 'HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nsmuggled'
      const whole = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole'
      let connections = 0
      const upstream = await startRawUpstream((socket) => {
        connections += 1
        const first = `HTTP/1.1 200 OK\r\n${headers}\r\n\r\nabc${smuggled}`
        socket.write(connections === 1 ? first : whole)
      })
      open.push(upstream)
      const relay = await relayTo(upstream.origin)
      const refused = await relay.frames({ url: `${upstream.origin}/first` })
      expect(ofType(refused, 'error')[0]?.code).toBe('response_framing')
      const next = await relay.frames({ url: `${upstream.origin}/next` })
      expect(bodyOf(next)).toBe('whole')
      expect(ofType(next, 'end')[0]).toMatchObject({ wireBytes: 5, truncated: false })
      expect(connections).toBe(2)
    },
  )

  it('refuses an answer whose headers are too large (T46)', async () => {
    const { frames } = await answering(`HTTP/1.1 200 OK\r\nX: ${'y'.repeat(70_000)}\r\n\r\n`)
    expect(ofType(frames, 'error')[0]).toMatchObject({ code: 'headers_too_large' })
  })

  it('says that nothing listens, or that nobody answered', async () => {
    const gone = await startUpstream(() => undefined)
    await gone.close()
    const relay = await relayTo(gone.origin)
    const dead = await relay.frames({ url: `${gone.origin}/` })
    expect(dead.map(({ type }) => type)).toEqual(['hop', 'error'])
    expect(ofType(dead, 'error')[0]).toMatchObject({ code: 'connect_refused', phase: 'connect' })
    const { frames } = await answering('')
    expect(ofType(frames, 'error')[0]).toMatchObject({
      code: 'connection_closed',
      phase: 'headers',
    })
  })

  it('frees the server at once when the page goes away (T45)', async () => {
    let closed = false
    const { relay, upstream } = await between((_request, response) => {
      response.write('begun')
      response.on('close', () => {
        closed = true
      })
    })
    const stop = new AbortController()
    const response = await fetch(`http://127.0.0.1:${relay.port}${EXCHANGE_PATH}`, {
      method: 'POST',
      headers: pageHeaders(relay.origin),
      body: JSON.stringify({
        v: 1,
        id: 'e1',
        method: 'GET',
        url: `${upstream.origin}/`,
        headers: [],
      }),
      signal: stop.signal,
    })
    expect(response.status).toBe(200)
    stop.abort()
    await expect.poll(() => closed, { timeout: 900 }).toBe(true)
    await expect.poll(() => relay.log[0]).toMatch(/ aborted 5B /)
  })

  it('never repeats a request by itself', async () => {
    const { relay, upstream } = await between((request) => request.socket.destroy())
    await relay.frames({ url: `${upstream.origin}/` })
    await relay.frames({
      method: 'POST',
      url: `${upstream.origin}/`,
      body: { encoding: 'utf8', data: 'x' },
    })
    expect(upstream.requests()).toBe(2)
  })

  it('does not read faster than the page', async () => {
    let sent = 0
    const { relay, upstream } = await between((_request, response) => {
      const more = (): void => {
        while (sent < 50_000_000) {
          sent += 65_536
          if (!response.write(Buffer.alloc(65_536))) return
        }
        response.end()
      }
      response.on('drain', more)
      more()
    })
    const response = await relay.post({ url: `${upstream.origin}/` })
    const reader = response.body?.getReader()
    await reader?.read()
    await new Promise((resolve) => setTimeout(resolve, 300))
    // What fits into the sockets' buffers on the way, far from all of it.
    expect(sent).toBeLessThan(30_000_000)
    await reader?.cancel()
  })
})
