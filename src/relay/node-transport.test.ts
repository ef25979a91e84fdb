import { afterEach, describe, expect, it } from 'vitest'
import {
  bodyOf,
  ofType,
  startRelay,
  startUpstream,
  type Testbed,
  type Upstream,
} from './node-testbed.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function between(
  handle: Parameters<typeof startUpstream>[0],
  limits: Parameters<typeof startRelay>[0] = {},
): Promise<{ relay: Testbed; upstream: Upstream }> {
  const upstream = await startUpstream(handle)
  const relay = await startRelay({
    approved: [{ origin: upstream.origin, allowLoopback: true }],
    ...limits,
  })
  open.push(upstream, relay)
  return { relay, upstream }
}

describe('an exchange through the relay', () => {
  it('tells the hop, the head as written, the answer and the times', async () => {
    const { relay, upstream } = await between((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(
          201,
          [
            ['Set-Cookie', 'a=1'],
            ['Set-Cookie', 'b=2'],
            ['X-Odd', 'Kept'],
          ].flat(),
        )
        response.end('made')
      })
    })
    const frames = await relay.frames({
      method: 'POST',
      url: `${upstream.origin}/token?x=1`,
      headers: [
        ['Content-Type', 'text/plain'],
        ['X-Twice', '1'],
        ['X-Twice', '2'],
      ],
      body: { encoding: 'utf8', data: 'hello' },
    })
    expect(frames.map(({ type }) => type)).toEqual(['hop', 'sent', 'head', 'body', 'end'])
    expect(ofType(frames, 'sent')[0]).toEqual({
      type: 'sent',
      bodyBytes: 5,
      head: `POST /token?x=1 HTTP/1.1\r\nhost: 127.0.0.1:${upstream.port}\r\nconnection: keep-alive\r\nContent-Type: text/plain\r\nX-Twice: 1\r\nX-Twice: 2\r\naccept-encoding: identity\r\ncontent-length: 5\r\n\r\n`,
    })
    const [head] = ofType(frames, 'head')
    expect(head).toMatchObject({ status: 201, statusText: 'Created', httpVersion: '1.1' })
    expect(head?.headers.slice(0, 3)).toEqual([
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['X-Odd', 'Kept'],
    ])
    expect(bodyOf(frames)).toBe('made')
    expect(ofType(frames, 'end')[0]).toMatchObject({
      wireBytes: 4,
      decodedBytes: 4,
      truncated: false,
    })
    expect(relay.log).toHaveLength(1)
    expect(relay.log[0]).toMatch(/^\S+Z e1 POST http:\/\/127\.0\.0\.1:\d+\/token\?x 201 4B \d+ms$/)
  })
})
