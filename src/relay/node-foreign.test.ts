/** What others try against a relay that runs: pages of strangers, and headers of servers (raw sockets and loopback). */
import { afterEach, describe, expect, it } from 'vitest'
import { EXCHANGE_PATH, KEY_HEADER } from '../core/frames.ts'
import { KEY, ofType, rawExchange, startRelay } from './node-testbed.ts'
import { startUpstream } from './node-upstream.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

const request = (method: string, port: number, headers: readonly string[], body = ''): string =>
  [
    `${method} ${EXCHANGE_PATH} HTTP/1.1`,
    `host: localhost:${port}`,
    ...headers,
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n')

const envelope = JSON.stringify({
  v: 1,
  id: 'e1',
  method: 'GET',
  url: 'https://example.com/',
  headers: [],
})

describe('a page of a stranger (T01 to T04)', () => {
  it.each([
    [
      'asks first',
      'OPTIONS',
      ['access-control-request-method: POST', 'access-control-request-headers: content-type'],
    ],
    ['posts text that is JSON', 'POST', ['content-type: text/plain']],
    ['posts a form of plain text', 'POST', ['content-type: text/plain; charset=utf-8']],
    ['posts a form', 'POST', ['content-type: application/x-www-form-urlencoded']],
    ['has found out the key', 'POST', ['content-type: application/json', `${KEY_HEADER}: ${KEY}`]],
  ])(
    'that %s is turned away without a header that lets it read',
    async (_what, method, headers) => {
      const relay = await startRelay()
      open.push(relay)
      const from = ['origin: http://localhost:3000', 'sec-fetch-site: same-site']
      const answer = await rawExchange(
        relay.port,
        request(method, relay.port, [...from, ...headers], method === 'POST' ? envelope : ''),
      )
      expect(answer).toMatch(/^HTTP\/1\.1 403 /)
      expect(answer.toLowerCase()).toContain('x-content-type-options: nosniff')
      expect(answer.toLowerCase()).not.toContain('access-control-')
      expect(relay.dialled()).toBe(0)
    },
  )
})

describe('a server’s headers', () => {
  const effects: Readonly<Record<string, string>> = {
    'clear-site-data': '"*"',
    refresh: '0; url=https://evil.example/',
    'content-security-policy-report-only': 'default-src *',
    sourcemap: 'https://evil.example/map',
    'set-cookie': 'planted=1; Path=/',
    'service-worker-allowed': '/',
    link: '<https://evil.example/x>; rel=preload',
    'access-control-allow-origin': '*',
    'strict-transport-security': 'max-age=1',
  }

  it('are told in a frame, and none takes effect on the page’s origin (T48)', async () => {
    const upstream = await startUpstream((_request, response) => {
      response.writeHead(200, { ...effects, 'content-type': 'text/html' })
      response.end('<script>alert(1)</script>')
    })
    const relay = await startRelay({ approved: [{ origin: upstream.origin, allowLoopback: true }] })
    open.push(upstream, relay)
    const answer = await relay.post({ url: `${upstream.origin}/` })
    for (const name of Object.keys(effects))
      expect([name, answer.headers.get(name)]).toEqual([name, null])
    expect(answer.headers.get('content-type')).toBe('application/vnd.grantwalk.frames')
    await answer.arrayBuffer()
    const [head] = ofType(await relay.frames({ url: `${upstream.origin}/` }), 'head')
    const told = new Map(head?.headers.map(([name, value]) => [name.toLowerCase(), value]))
    for (const [name, value] of Object.entries(effects)) expect(told.get(name)).toBe(value)
  })
})
