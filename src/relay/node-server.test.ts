import { createServer } from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EXCHANGE_PATH, KEY_HEADER } from '../core/frames.ts'
import { createGuard } from './gates.ts'
import { hardenServer, nodeGuard, nodeServerOptions } from './node-server.ts'
import { KEY, pageHeaders, rawExchange, startRelay, type Testbed } from './node-testbed.ts'

const close: (() => Promise<void> | void)[] = []
let relay: Testbed
beforeEach(async () => {
  relay = await startRelay({
    server: { headersTimeout: 400, requestTimeout: 400, connectionsCheckingInterval: 30 },
  })
  close.push(() => relay.close())
})
afterEach(async () => {
  for (const one of close.splice(0).reverse()) await one()
})

const status = (answer: string): number => Number(answer.split(' ')[1])

/** A server of static files behind the guard, as server.ts mounts it. */
async function guarded(): Promise<{ port: number; served: string[] }> {
  const served: string[] = []
  const server = createServer(nodeServerOptions)
  hardenServer(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const refused = nodeGuard(createGuard(port))
  server.on('request', (request, response) => {
    if (refused(request, response)) return
    served.push(request.url ?? '')
    response.end('page')
  })
  close.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port, served }
}

const get = (path: string, host: string, more = ''): string =>
  `GET ${path} HTTP/1.1\r\nhost: ${host}\r\n${more}\r\n`

describe('the guard of every path', () => {
  it('serves the three names of this server, in any case (T07)', async () => {
    const { port } = await guarded()
    for (const host of ['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST', 'LocalHost']) {
      expect(status(await rawExchange(port, get('/', `${host}:${port}`)))).toBe(200)
    }
  })

  it('turns every other name away from static files and from the relay (T06, T07)', async () => {
    const { port, served } = await guarded()
    for (const path of ['/', '/index.html', '/assets/app.js', EXCHANGE_PATH]) {
      for (const host of [
        `evil.example:${port}`,
        `localhost.:${port}`,
        'localhost',
        '127.0.0.1',
        `127.1:${port}`,
        `localhost:${port}0`,
        `localhost:0${port}`,
        `127.0.0.1.:${port}`,
        `[::ffff:127.0.0.1]:${port}`,
        `user@localhost:${port}`,
        '',
      ]) {
        const answer = await rawExchange(port, get(path, host))
        expect([path, host, status(answer)]).toEqual([path, host, 421])
        expect(answer).not.toContain('page')
      }
    }
    expect(served).toEqual([])
  })

  it('turns away what readers could understand differently, and no upgrade (T08, T13)', async () => {
    const { port, served } = await guarded()
    const host = `localhost:${port}`
    for (const text of [
      get('/', host, `host: evil.example\r\n`),
      get('/', host, `Host: ${host}\r\n`),
      get('http://evil.example/', host),
      get(`http://${host}/`, host),
      get('//evil.example/', host),
      get('/\\evil.example/', host),
      get('/a\\b', host),
      get('*', host),
      get('/', host, 'transfer-encoding: xchunked\r\n'),
      get('/', host, 'transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n'),
      get('/', host, 'upgrade: websocket\r\nconnection: upgrade\r\n'),
      get('/', host, `origin: http://${host}\r\norigin: http://evil.example\r\n`),
      get('/', host, `${KEY_HEADER}: a\r\n${KEY_HEADER}: b\r\n`),
      'GET / HTTP/1.1\r\n\r\n',
    ]) {
      expect([text, status(await rawExchange(port, text))]).toEqual([text, 400])
    }
    expect(served).toEqual([])
  })

  it('lets the relay stand beside pages and ask for itself what the guard asks (T06, T07, T08)', async () => {
    const served: string[] = []
    const both = await startRelay({
      pages: (request, response) => {
        served.push(request.url ?? '')
        response.end('page')
      },
    })
    close.push(() => both.close())
    const { port } = both
    for (const path of ['/', '/relay', '/relay/', EXCHANGE_PATH, '/relay/v1/else']) {
      const stranger = await rawExchange(port, get(path, `evil.example:${port}`))
      const twice = await rawExchange(
        port,
        get(path, `localhost:${port}`, 'host: evil.example\r\n'),
      )
      expect([path, status(stranger), status(twice)]).toEqual([path, 421, 400])
    }
    expect(served).toEqual([])
    for (const path of ['/', '/relay', '/relay/'])
      await rawExchange(port, get(path, `localhost:${port}`))
    expect(served).toEqual(['/', '/relay'])
  })

  it('is no tunnel and no forward proxy (T09)', async () => {
    const { port, served } = await guarded()
    const tunnel = await rawExchange(
      port,
      `CONNECT 127.0.0.1:22 HTTP/1.1\r\nhost: localhost:${port}\r\n\r\n`,
    )
    expect(status(tunnel)).toBe(405)
    const forward = get('http://127.0.0.1:22/', '127.0.0.1:22')
    expect(status(await rawExchange(port, forward))).toBe(400)
    expect(served).toEqual([])
  })
})

describe('the relay’s own path', () => {
  const post = (lines: Record<string, string>, body = '{}'): string =>
    [
      `POST ${EXCHANGE_PATH} HTTP/1.1`,
      `host: localhost:${relay.port}`,
      ...Object.entries(lines).map(([name, value]) => `${name}: ${value}`),
      `content-length: ${body.length}`,
      '',
      body,
    ].join('\r\n')

  it('answers 405 to a page that navigates to it, with nothing a browser could run (T16)', async () => {
    const answer = await rawExchange(relay.port, get(EXCHANGE_PATH, `localhost:${relay.port}`))
    expect(status(answer)).toBe(405)
    for (const line of [
      'content-type: application/json',
      'x-content-type-options: nosniff',
      "content-security-policy: sandbox; default-src 'none'",
      'cache-control: no-store',
      'content-disposition: attachment',
      'allow: POST',
    ]) {
      expect(answer).toContain(`${line}\r\n`)
    }
  })

  it('offers nothing beside the one exact path, and no approvals where none are kept (T31)', async () => {
    for (const path of [
      '/relay/v1/approvals',
      `${EXCHANGE_PATH}/`,
      `${EXCHANGE_PATH}?x`,
      '/relay/v1/../v1/exchange',
      '/relay/v1/%65xchange',
    ]) {
      const text = post(pageHeaders(relay.origin)).replace(EXCHANGE_PATH, path)
      expect([path, status(await rawExchange(relay.port, text))]).toEqual([path, 404])
    }
  })

  it('sends the same headers with frames, and its own content type', async () => {
    const own = await startRelay({
      approved: [{ origin: 'http://127.0.0.1:1', allowLoopback: true }],
    })
    close.push(() => own.close())
    const response = await own.post({ url: 'http://127.0.0.1:1/' })
    expect(response.headers.get('content-type')).toBe('application/vnd.grantwalk.frames')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('content-disposition')).toBe('attachment')
    await response.arrayBuffer()
  })

  it('lets nobody in but its own page (T01–T05)', async () => {
    const good = pageHeaders(relay.origin)
    for (const [origin, site] of [
      ['https://evil.example', 'cross-site'],
      ['http://localhost:3000', 'same-site'],
      ['null', 'cross-site'],
      [`http://127.0.0.1:${relay.port}`, 'same-origin'],
      [`https://localhost:${relay.port}`, 'same-origin'],
      [`${relay.origin}/`, 'same-origin'],
      [relay.origin, 'same-site'],
      [relay.origin, 'cross-site'],
      [relay.origin, 'none'],
      [relay.origin, ''],
    ] as const) {
      const answer = await rawExchange(
        relay.port,
        post({ ...good, origin, 'sec-fetch-site': site }),
      )
      expect([origin, site, status(answer)]).toEqual([origin, site, 403])
      expect(answer.toLowerCase()).not.toContain('access-control-')
    }
    const preflight = await rawExchange(
      relay.port,
      `OPTIONS ${EXCHANGE_PATH} HTTP/1.1\r\nhost: localhost:${relay.port}\r\norigin: ${relay.origin}\r\nsec-fetch-site: same-origin\r\n\r\n`,
    )
    expect(status(preflight)).toBe(405)
    expect(
      relay.log.every((line) => / - (POST|OPTIONS) - (403 origin|405 method)/.test(line)),
    ).toBe(true)
    expect(relay.dialled()).toBe(0)
  })

  it('locks after ten wrong keys, and opens again a minute later (T10)', async () => {
    const wrong = post({ ...pageHeaders(relay.origin), [KEY_HEADER]: 'guess' })
    for (let n = 0; n < 10; n += 1) expect(status(await rawExchange(relay.port, wrong))).toBe(401)
    const answer = await rawExchange(relay.port, wrong)
    expect(status(answer)).toBe(429)
    expect(answer).toContain('retry-after: 60\r\n')
    expect(status(await rawExchange(relay.port, post(pageHeaders(relay.origin))))).toBe(429)
  })

  it('does not wait for slow headers or for a slow body (T14)', async () => {
    const text = post(pageHeaders(relay.origin), '{"v":1}')
    for (const part of [text.slice(0, 60), text.slice(0, -3)]) {
      const answer = await rawExchange(relay.port, part, 3_000)
      expect(status(answer)).toBe(408)
      expect(answer).toContain('"code":"request_timeout"')
    }
  })

  it('takes no more than so many headers and connections (T14)', async () => {
    const large = post({ ...pageHeaders(relay.origin), x: 'y'.repeat(20_000) })
    expect(status(await rawExchange(relay.port, large))).toBe(431)
    const patient = await startRelay()
    close.push(() => patient.close())
    const idle = Array.from({ length: 64 }, () => net.connect(patient.port, '127.0.0.1'))
    await Promise.all(
      idle.map((socket) => new Promise((resolve) => socket.once('connect', resolve))),
    )
    expect(await rawExchange(patient.port, get('/', `localhost:${patient.port}`), 500)).toBe('')
    for (const socket of idle) socket.destroy()
  })

  it('keeps nothing of a body that is too large, with or without a length (T15)', async () => {
    const patient = await startRelay()
    close.push(() => patient.close())
    const MiB = 1 << 20
    const body = Buffer.alloc(17 * MiB, 97)
    const head = (framing: string): string =>
      [
        `POST ${EXCHANGE_PATH} HTTP/1.1`,
        `host: localhost:${patient.port}`,
        ...Object.entries(pageHeaders(patient.origin)).map(([name, value]) => `${name}: ${value}`),
        framing,
        '\r\n',
      ].join('\r\n')
    const send = async (framing: string, pieces: readonly (string | Buffer)[]): Promise<string> => {
      const socket = net.connect(patient.port, '127.0.0.1')
      const answer = new Promise<string>((resolve) =>
        socket.once('data', (data) => resolve(String(data))),
      )
      socket.write(head(framing))
      for (const piece of pieces) socket.write(piece)
      const text = await answer
      socket.destroy()
      return text
    }
    const long = await send(`content-length: ${body.length}`, [body])
    const chunked = await send('transfer-encoding: chunked', [
      `${body.length.toString(16)}\r\n`,
      body,
      '\r\n0\r\n\r\n',
    ])
    expect([status(long), status(chunked)]).toEqual([413, 413])
    expect(chunked).toContain('"code":"body_too_large"')
  })
})

it('the key is never part of an answer', async () => {
  for (const path of ['/', EXCHANGE_PATH, '/favicon.ico']) {
    const answer = await rawExchange(relay.port, get(path, `localhost:${relay.port}`))
    expect(answer).not.toContain(KEY)
  }
})
