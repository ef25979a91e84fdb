import { afterEach, describe, expect, it } from 'vitest'
import { EXCHANGE_PATH } from '../core/frames.ts'
import {
  bodyOf,
  ofType,
  pageHeaders,
  startRelay,
  type Testbed,
  type TestbedOptions,
} from './node-testbed.ts'
import { startRawUpstream, startUpstream, type Upstream } from './node-upstream.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

/** A relay that may go to this origin on loopback, and to no other. */
async function relayTo(origin: string, options: TestbedOptions = {}): Promise<Testbed> {
  const relay = await startRelay({ approved: [{ origin, allowLoopback: true }], ...options })
  open.push(relay)
  return relay
}

async function between(
  handle: Parameters<typeof startUpstream>[0],
  options: TestbedOptions = {},
): Promise<{ relay: Testbed; upstream: Upstream }> {
  const upstream = await startUpstream(handle)
  open.push(upstream)
  return { relay: await relayTo(upstream.origin, options), upstream }
}

/** An upstream that answers with these bytes and then does what `after` says. */
async function answering(
  text: string,
  after: 'hang up' | 'stay' = 'hang up',
  options: TestbedOptions = {},
) {
  const upstream = await startRawUpstream((socket) => {
    socket.write(text, 'latin1')
    if (after === 'hang up') socket.end()
  })
  open.push(upstream)
  const relay = await relayTo(upstream.origin, options)
  return { relay, frames: await relay.frames({ url: `${upstream.origin}/` }) }
}

describe('what an exchange tells', () => {
  it('is the hop, the head as written, the answer and the times', async () => {
    const { relay, upstream } = await between((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(201, ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'X-Odd', 'Kept'])
        response.end('made')
      })
    })
    const frames = await relay.frames({
      method: 'POST',
      url: `${upstream.origin}/token?x=1#never-sent`,
      headers: [
        ['Content-Type', 'text/plain'],
        ['X-Twice', '1'],
        ['x-twice', '2'],
      ],
      body: { encoding: 'utf8', data: 'hello' },
    })
    expect(frames.map(({ type }) => type)).toEqual(['hop', 'sent', 'head', 'body', 'end'])
    expect(ofType(frames, 'hop')[0]?.hop).toEqual({
      n: 1,
      method: 'POST',
      url: `${upstream.origin}/token?x=1`,
      address: '127.0.0.1',
      port: upstream.port,
    })
    expect(ofType(frames, 'sent')[0]).toEqual({
      type: 'sent',
      bodyBytes: 5,
      head: [
        'POST /token?x=1 HTTP/1.1',
        `host: 127.0.0.1:${upstream.port}`,
        'connection: keep-alive',
        'Content-Type: text/plain',
        'X-Twice: 1',
        'x-twice: 2',
        'accept-encoding: identity',
        'content-length: 5',
        '\r\n',
      ].join('\r\n'),
    })
    const [head] = ofType(frames, 'head')
    expect(head).toMatchObject({ status: 201, statusText: 'Created', httpVersion: '1.1' })
    expect(head?.headers.slice(0, 3)).toEqual([
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['X-Odd', 'Kept'],
    ])
    expect(bodyOf(frames)).toBe('made')
    const [end] = ofType(frames, 'end')
    expect(end).toMatchObject({ wireBytes: 4, decodedBytes: 4, truncated: false })
    expect(end?.timings.total).toBeGreaterThan(0)
    expect(relay.log).toEqual([
      expect.stringMatching(/^\S+Z e1 POST http:\/\/127\.0\.0\.1:\d+\/token\?x 201 4B \d+ms$/),
    ])
  })

  it('sends cookies, Origin and the rest exactly as they were given, and adds nothing of its own (T50)', async () => {
    const seen: string[][] = []
    const { relay, upstream } = await between((request, response) => {
      seen.push(request.rawHeaders)
      response.end()
    })
    const headers = [
      ['Cookie', 'session=x'],
      ['Origin', 'https://elsewhere.example'],
      ['Accept-Encoding', 'gzip'],
      ['X-Latin', 'caf\u00e9'],
    ] as const
    await relay.frames({ url: `${upstream.origin}/`, headers })
    await relay.frames({ url: `${upstream.origin}/`, opts: { acceptEncoding: 'as-given' } })
    expect(seen[0]?.slice(4)).toEqual(headers.flat())
    expect(seen[1]?.slice(4)).toEqual([])
  })

  it.each([
    ['204 No Content', ''],
    ['299 Odd', 'x'],
    ['599 Stranger', 'x'],
    ['304 Not Modified', ''],
  ])('a status like %s is data', async (line, body) => {
    const length = body === '' ? '' : `Content-Length: ${body.length}\r\n`
    const { frames } = await answering(`HTTP/1.1 ${line}\r\n${length}\r\n${body}`)
    const [status, ...words] = line.split(' ')
    expect(ofType(frames, 'head')[0]).toMatchObject({
      status: Number(status),
      statusText: words.join(' '),
    })
    expect(bodyOf(frames)).toBe(body)
    expect(ofType(frames, 'end')[0]?.truncated).toBe(false)
  })

  it('keeps duplicate headers, their case and their bytes, and an old HTTP version', async () => {
    const { frames } = await answering(
      'HTTP/1.0 200 Fine\r\nX-A: 1\r\nx-a: 2\r\nX-Latin: \u00fc\r\n\r\nold',
    )
    expect(ofType(frames, 'head')[0]).toMatchObject({
      httpVersion: '1.0',
      headers: [
        ['X-A', '1'],
        ['x-a', '2'],
        ['X-Latin', '\u00fc'],
      ],
    })
    expect(bodyOf(frames)).toBe('old')
  })

  it('skips interim answers and tells trailers', async () => {
    const { frames } = await answering(
      'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n',
    )
    expect(frames.map(({ type }) => type)).toEqual([
      'hop',
      'sent',
      'head',
      'body',
      'trailers',
      'end',
    ])
    expect(ofType(frames, 'trailers')[0]?.trailers).toEqual([['X-Sum', '7']])
  })

  it('passes a body that claims to be gzip through untouched (T44)', async () => {
    const { frames } = await answering(
      'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain',
    )
    expect(bodyOf(frames)).toBe('plain')
  })
})

describe('redirects', () => {
  it('are not followed unless asked, and the redirect itself is the answer (T25)', async () => {
    const { relay, upstream } = await between((_request, response) => {
      response.writeHead(302, { location: '/next' }).end('moved')
    })
    const frames = await relay.frames({ url: `${upstream.origin}/` })
    expect(ofType(frames, 'redirect')[0]?.redirect).toEqual({
      status: 302,
      location: '/next',
      decision: 'stopped',
      reason: 'manual',
    })
    expect(ofType(frames, 'head')[0]?.status).toBe(302)
    expect(bodyOf(frames)).toBe('moved')
    expect(upstream.requests()).toBe(1)
  })

  it('are followed hop by hop on the same origin, over the same connection', async () => {
    const seen: string[] = []
    const { relay, upstream } = await between((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers['content-type'] ?? '-'}`)
      if (request.url === '/c') response.end('there')
      else response.writeHead(303, { location: request.url === '/a' ? '/b' : '/c' }).end('on')
    })
    const frames = await relay.frames({
      method: 'POST',
      url: `${upstream.origin}/a`,
      headers: [['content-type', 'text/plain']],
      body: { encoding: 'utf8', data: 'x' },
      opts: { redirect: 'same-origin' },
    })
    expect(seen).toEqual(['POST /a text/plain', 'GET /b -', 'GET /c -'])
    expect(ofType(frames, 'hop').map(({ hop }) => [hop.n, hop.method])).toEqual([
      [1, 'POST'],
      [2, 'GET'],
      [3, 'GET'],
    ])
    expect(ofType(frames, 'head')).toHaveLength(1)
    expect(bodyOf(frames)).toBe('there')
    expect(upstream.connections()).toBe(1)
  })

  it('stop at the other origin with the redirect as the answer, and nothing reaches it (T24, T25)', async () => {
    const other = await startUpstream((_request, response) => response.end())
    open.push(other)
    const upstream = await startUpstream((_request, response) => {
      response.writeHead(307, { location: `${other.origin}/token` }).end()
    })
    open.push(upstream)
    const relay = await startRelay({
      approved: [upstream, other].map(({ origin }) => ({ origin, allowLoopback: true })),
    })
    open.push(relay)
    const frames = await relay.frames({
      method: 'POST',
      url: `${upstream.origin}/`,
      body: { encoding: 'utf8', data: 'client_secret=x' },
      opts: { redirect: 'same-origin' },
    })
    expect(ofType(frames, 'redirect')[0]?.redirect).toMatchObject({
      decision: 'stopped',
      reason: 'body-cross-origin',
    })
    expect(ofType(frames, 'head')[0]?.status).toBe(307)
    expect(other.connections()).toBe(0)
  })

  it('end after so many hops (T24)', async () => {
    const { relay, upstream } = await between((_request, response) => {
      response.writeHead(302, { location: '/again' }).end()
    })
    const opts = { redirect: 'same-origin', maxHops: 3 } as const
    const frames = await relay.frames({ url: `${upstream.origin}/`, opts })
    expect(ofType(frames, 'redirect').map(({ redirect }) => redirect.reason)).toEqual([
      'same-origin',
      'same-origin',
      'too-many',
    ])
    expect(upstream.requests()).toBe(3)
  })
})

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

  it.each([
    ['two lengths', 'Content-Length: 3\r\nContent-Length: 4'],
    ['a length and chunks', 'Content-Length: 3\r\nTransfer-Encoding: chunked'],
    ['a broken header', 'X Y: 1'],
  ])('refuses an answer with %s (T43)', async (_name, headers) => {
    const { frames, relay } = await answering(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\nabcd`)
    expect(ofType(frames, 'error')[0]?.code).toBe('response_framing')
    expect(relay.log[0]).toContain(' response_framing ')
  })

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

describe('connections', () => {
  it('are used again, also after a redirect, and opened to the address that was vetted', async () => {
    const { relay, upstream } = await between((_request, response) => response.end('{}'))
    for (let n = 0; n < 5; n += 1) await relay.frames({ url: `${upstream.origin}/${n}` })
    expect(upstream.connections()).toBe(1)
    expect(relay.dialled()).toBe(1)
  })

  it('to a name: no new look-up while one is open, a new look-up once it is closed', async () => {
    const upstream = await startUpstream((request, response) => {
      if (request.url === '/close') response.setHeader('connection', 'close')
      response.end('{}')
    })
    open.push(upstream)
    const origin = `http://flip.example.net:${upstream.port}`
    const answers = [['127.0.0.1'], ['10.0.0.1']]
    let asked = 0
    const relay = await startRelay({
      approved: [{ origin, allowLoopback: true }],
      resolve: () => Promise.resolve(answers[asked++] ?? []),
    })
    open.push(relay)
    await relay.frames({ url: `${origin}/` })
    await relay.frames({ url: `${origin}/close` })
    expect([asked, upstream.connections()]).toEqual([1, 1])
    await new Promise((resolve) => setTimeout(resolve, 20))
    const refused = await relay.post({ url: `${origin}/` })
    expect(await refused.json()).toMatchObject({
      error: { code: 'target_refused', reason: 'addr-private' },
    })
    expect([asked, relay.dialled()]).toEqual([2, 1])
  })

  it('go to localhost without asking anybody, on whichever loopback address it listens', async () => {
    const upstream = await startUpstream((_request, response) => response.end('{}'))
    open.push(upstream)
    const origin = `http://localhost:${upstream.port}`
    const relay = await startRelay({
      approved: [{ origin, allowLoopback: true }],
      resolve: () => Promise.reject(new Error('nobody is asked')),
    })
    open.push(relay)
    const frames = await relay.frames({ url: `${origin}/amm` })
    expect(ofType(frames, 'hop')[0]?.hop).toMatchObject({ address: '127.0.0.1' })
  })
})
