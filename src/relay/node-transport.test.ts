import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bodyOf, ofType, startRelay } from './node-testbed.ts'
import { answering, between, open } from './node-transport.test-support.ts'
import { startUpstream } from './node-upstream.ts'

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

  it('carries a bomb as the bytes it is, and never unpacks it (T44)', async () => {
    // 104 MiB of zeros; compressed only once they are 100 KB.
    const bomb = gzipSync(gzipSync(Buffer.alloc(104 * 1024 * 1024)))
    expect(bomb.length).toBeLessThan(10_000)
    const { relay, upstream } = await between((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(bomb)
    })
    const frames = await relay.frames({ url: `${upstream.origin}/` })
    const carried = Buffer.concat(ofType(frames, 'body').map(({ bytes }) => bytes))
    expect(carried.equals(bomb)).toBe(true)
    expect(ofType(frames, 'end')[0]).toMatchObject({ wireBytes: bomb.length, truncated: false })
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
