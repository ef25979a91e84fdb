import { afterEach, describe, expect, it, vi } from 'vitest'
import { EXCHANGE_PATH, KEY_HEADER } from '../core/frames.ts'
import { logLine } from './log.ts'
import { KEY, pageHeaders, rawExchange, startRelay } from './node-testbed.ts'
import { startRawUpstream, startUpstream } from './node-upstream.ts'

const line = (url: string): string =>
  logLine({
    at: Date.UTC(2026, 10, 20, 15),
    id: '01J',
    method: 'POST',
    url: new URL(url),
    status: '200',
    bytes: 1_229,
    ms: 340.4,
  })

describe('a log line', () => {
  it('says when, who, what, how it ended, how much and how long', () => {
    expect(
      line('https://app1-apigw.example.com/oauth2/token?client_id=a&client_secret=b&code=c'),
    ).toBe(
      '2026-11-20T15:00:00Z 01J POST https://app1-apigw.example.com/oauth2/token?client_id&client_secret&code 200 1.2KiB 340ms',
    )
  })

  it('cuts what may be a value: long path segments, bare and odd query names', () => {
    expect(
      line('https://a.example.com/u/CANARYCANARYCANARYCANARY/x?CANARY&a=1&%43=2&=3'),
    ).toContain('https://a.example.com/u/…/x?…&a&…&… 200')
  })

  it('cuts a device’s name in a path, and a value that looks like a name', () => {
    expect(line('https://a.example.com/api/v1/systems/H090111G0999/data?dGVzdA==')).toContain(
      'https://a.example.com/api/v1/systems/…/data?… 200',
    )
  })

  it('says the second it is about, whichever was said before', () => {
    const entry = { id: '01J', method: 'GET', url: undefined, status: '200', bytes: 0, ms: 1 }
    const seconds = [1_999, 2_000, 2_999, 1_000].map((at) => logLine({ at, ...entry }).slice(0, 20))
    expect(seconds).toEqual([1, 2, 2, 1].map((second) => `1970-01-01T00:00:0${second}Z`))
  })

  it('stands for a request that could not be read, too', () => {
    const entry = { at: 0, id: undefined, method: undefined, url: undefined }
    expect(logLine({ ...entry, status: '401 key_wrong', bytes: 0, ms: 0 })).toBe(
      '1970-01-01T00:00:00Z - - - 401 key_wrong 0B 0ms',
    )
    expect(logLine({ ...entry, status: '200', bytes: 3 << 20, ms: 0 })).toContain(' 3.0MiB ')
  })
})

describe('secrets', () => {
  afterEach(() => void vi.restoreAllMocks())

  it('reach neither the log nor the terminal, however an exchange ends (T100)', async () => {
    const canary = 'CANARY-4f9a1c77d2'
    const printed: string[] = []
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
    }
    const upstream = await startUpstream((request, response) => {
      if (request.url?.startsWith('/cut') === true) request.socket.destroy()
      else if (request.url?.startsWith('/slow') !== true) {
        const headers = { 'x-echo': canary, location: `/${canary}/?access_token=${canary}` }
        response.writeHead(302, headers).end(canary)
      }
    })
    const broken = await startRawUpstream((socket) =>
      socket.end(`HTTP/1.1 200 OK\r\n${canary} x: y\r\n\r\n`),
    )
    const relay = await startRelay({
      approved: [upstream, broken].map(({ origin }) => ({ origin, allowLoopback: true })),
      limits: { headersMs: 50 },
      server: { headersTimeout: 400, requestTimeout: 400, connectionsCheckingInterval: 30 },
    })
    const secret = {
      method: 'POST',
      headers: [['Authorization', `Bearer ${canary}`]] as const,
      body: { encoding: 'utf8', data: `client_secret=${canary}` } as const,
    }
    const tail = `x${canary}x${canary}?client_secret=${canary}&${canary}#access_token=${canary}`
    for (const url of [
      `${upstream.origin}/ok/${tail}`,
      `${upstream.origin}/cut/${tail}`,
      `${upstream.origin}/slow/${tail}`,
      `${broken.origin}/${tail}`,
      `https://${canary}.example.net/${tail}`,
      `https://user:${canary}@example.net/`,
      `javascript:${canary}`,
      canary,
    ]) {
      await (await relay.post({ ...secret, url })).arrayBuffer()
    }
    const opts = { redirect: 'same-origin' } as const
    await relay.frames({ ...secret, url: `${upstream.origin}/${tail}`, opts })
    for (const envelope of [
      { headers: [[`x ${canary}`, canary]] as const },
      { headers: [['x', `${canary}\r\n`]] as const },
      { headers: [['Host', canary]] as const },
      { method: `${canary} ` },
      { id: `${canary} ` },
      { [canary]: canary },
    ]) {
      await (await relay.post({ ...secret, url: `${upstream.origin}/`, ...envelope })).arrayBuffer()
    }
    await (await relay.post(secret, { [KEY_HEADER]: canary })).arrayBuffer()
    await (await relay.post(secret, { 'content-type': canary })).arrayBuffer()
    const head = Object.entries(pageHeaders(relay.origin)).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    )
    const request = `POST ${EXCHANGE_PATH} HTTP/1.1\r\nhost: localhost:${relay.port}\r\n${head.join('')}`
    await rawExchange(relay.port, `${request}content-length: 99\r\n\r\n{"${canary}"`)
    await rawExchange(relay.port, `${request}x: ${canary}\0\r\n\r\n`)
    await rawExchange(relay.port, `${request}x: ${canary.repeat(2_000)}\r\n\r\n`)
    await Promise.all([relay.close(), upstream.close(), broken.close()])
    vi.restoreAllMocks()

    expect(relay.log.length).toBeGreaterThan(15)
    const told = [...relay.log, ...printed].join('\n')
    // Path segments up to 20 characters are shown; every canary above stands in a longer one.
    expect(told.toLowerCase()).not.toContain(canary.toLowerCase())
    expect(told).not.toContain(KEY)
    for (const code of ['302', 'connection_closed', 'headers_timeout', 'response_framing']) {
      expect(relay.log.some((each) => each.includes(` ${code} `))).toBe(true)
    }
    expect(relay.log.some((each) => each.includes('403 target_refused userinfo'))).toBe(true)
  })
})
