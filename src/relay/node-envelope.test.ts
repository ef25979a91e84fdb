import net from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EXCHANGE_PATH, KEY_HEADER } from '../core/frames.ts'
import identities from './cases/identities.json' with { type: 'json' }
import cases from './cases/proxy-envelope.json' with { type: 'json' }
import type { Dial } from './node-dial.ts'
import {
  fingerprint,
  framesIn,
  KEY,
  ofType,
  rawExchange,
  startRelay,
  type Testbed,
} from './node-testbed.ts'
import { startTlsUpstream, startUpstream, type Upstream } from './node-upstream.ts'

interface Case {
  readonly id: string
  readonly title: string
  readonly why: string
  readonly http_status: number
  readonly expect: { readonly outcome: string; readonly code: string }
  readonly input: {
    readonly http: {
      readonly method: string
      readonly path: string
      readonly headers: Readonly<Record<string, string | readonly string[]>>
      readonly body: unknown
      readonly chunked?: boolean
    }
    readonly context?: Readonly<Record<string, unknown>>
  }
}
const all = cases as readonly unknown[] as readonly Case[]

const vendor = 'https://app1-apigw.central.arubanetworks.com'
const others = [
  'https://account.arm.com',
  'https://sp.auth.adobe.com',
  'https://api.digitalroute.io',
]

let relay: Testbed
let upstream: Upstream
let hold: boolean
const held: (() => void)[] = []
beforeEach(async () => {
  hold = false
  upstream = await startUpstream((_request, response) => {
    if (hold) held.push(() => response.end('late'))
    else response.end('{}')
  })
  // The vendors' public addresses, without ever leaving this machine.
  const dial: Dial = (_target) =>
    new Promise((resolve) => {
      const socket = net.connect(upstream.port, '127.0.0.1', () =>
        resolve({ socket, address: '104.36.248.10', tls: undefined, connectMs: 0, tlsMs: 0 }),
      )
    })
  relay = await startRelay({
    builtIn: [vendor, ...others],
    resolve: () => Promise.resolve(['104.36.248.10']),
    dial,
    server: { headersTimeout: 500, requestTimeout: 500, connectionsCheckingInterval: 50 },
  })
})
afterEach(async () => {
  for (const release of held.splice(0)) release()
  await relay.close()
  await upstream.close()
})

/** From the cases' names of port, origin, path and key to ours. */
function ours(text: string, port = relay.port): string {
  return text
    .replace('http://127.0.0.1:7861', `http://localhost:${port}`)
    .replace(':7861', `:${port}`)
    .replace('/__proxy/v1/exchange', EXCHANGE_PATH)
    .replace('x-playground-key', KEY_HEADER)
    .replace('<key>', KEY)
    .replace('<wrong>', 'x'.repeat(KEY.length))
    .replace('<old>', 'the-key-of-another-start')
}

function bodyText(body: unknown): string {
  if (typeof body === 'string') return body
  const { $gen, unit, count } = body as { $gen?: string; unit?: string; count?: number }
  return $gen === 'repeat' ? (unit ?? '').repeat(count ?? 0) : JSON.stringify(body)
}

function headLines({ http }: Case['input']): string[] {
  return Object.entries(http.headers).flatMap(([name, values]) =>
    [values].flat().map((value) => `${ours(name)}: ${ours(value)}`),
  )
}

/** The request as bytes, framed as the case wants it. */
function wireText({ input }: Case, lines = headLines(input)): string {
  const { method, path, headers, chunked } = input.http
  const body = bodyText(input.http.body)
  const framed = 'content-length' in headers || 'transfer-encoding' in headers
  const framing = framed
    ? []
    : [chunked ? 'transfer-encoding: chunked' : `content-length: ${Buffer.byteLength(body)}`]
  const payload = chunked ? `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n` : body
  return [`${method} ${ours(path)} HTTP/1.1`, ...lines, ...framing, '', payload].join('\r\n')
}

const refusalIn = (answer: string) => {
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  const parsed = JSON.parse(body) as { error: { code: string; message: string } }
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), ...parsed.error }
}

/** Every refusal says what it is, and nothing in it can act in a browser (T16). */
function expectRefused(answer: string, one: Case): void {
  const refused = refusalIn(answer)
  expect([refused.status, refused.code], one.why).toEqual([one.http_status, one.expect.code])
  expect(refused.head).toContain('x-content-type-options: nosniff')
  expect(refused.head).toContain("content-security-policy: sandbox; default-src 'none'")
  expect(refused.head).toContain('cache-control: no-store')
  expect(refused.head).not.toContain('access-control-')
  expect(answer).not.toContain(KEY)
}

const special: Readonly<Record<string, (one: Case) => Promise<void>>> = {
  async 'env-17'(one) {
    const lines = headLines(one.input)
    const breaks = [
      [...lines, 'x: a\r\n b'],
      [...lines, 'x: a\ny: b'],
      [...lines, 'x : a'],
      [...lines, 'x: a\0b'],
    ]
    for (const broken of breaks)
      expectRefused(await rawExchange(relay.port, wireText(one, broken)), one)
  },
  async 'env-51'(one) {
    hold = true
    const origins = [vendor, ...others]
    const running = Array.from({ length: 16 }, (_, n) => relay.post({ url: `${origins[n % 4]}/` }))
    await expect.poll(() => upstream.requests()).toBe(16)
    const answer = await rawExchange(relay.port, wireText(one))
    expectRefused(answer, one)
    expect(answer.toLowerCase()).toContain('retry-after: 1\r\n')
    expect(upstream.requests()).toBe(16)
    for (const release of held.splice(0)) release()
    for (const each of running) await (await each).arrayBuffer()
    hold = false
    expect((await relay.post({ url: `${vendor}/` })).status).toBe(200)
  },
  async 'env-52'(one) {
    hold = true
    const running = Array.from({ length: 6 }, () => relay.post({ url: `${vendor}/` }))
    await expect.poll(() => upstream.requests()).toBe(6)
    expectRefused(await rawExchange(relay.port, wireText(one)), one)
    const elsewhere = relay.post({ url: `${others[0]}/` })
    await expect.poll(() => upstream.requests()).toBe(7)
    for (const release of held.splice(0)) release()
    for (const each of [...running, elsewhere]) await (await each).arrayBuffer()
  },
  async 'env-53'(one) {
    // The client sends its head and half of the body, then nothing.
    const text = wireText(one)
    expectRefused(await rawExchange(relay.port, text.slice(0, -20), 3_000), one)
  },
  async 'env-55'(one) {
    await pinned(one, {
      served: 'impostor',
      pin: fingerprint(identities.appliance.cert),
      requests: 0,
    })
  },
  async 'env-56'() {
    const pin = fingerprint(identities.appliance.cert)
    const reused: boolean[] = []
    const appliance = await startTlsUpstream(identities.appliance, (request, response) => {
      reused.push((request.socket as unknown as { isSessionReused(): boolean }).isSessionReused())
      response.setHeader('connection', 'close').end('{}')
    })
    const own = await startRelay({
      approved: [{ origin: appliance.origin, allowLoopback: true, pin }],
    })
    await own.frames({ url: `${appliance.origin}/` })
    await own.frames({ url: `${appliance.origin}/` })
    expect(reused).toEqual([false, false])
    await own.close()
    await appliance.close()
  },
  async 'env-57'(one) {
    const frames = await pinned(one, { served: 'appliance', pin: undefined, requests: 0 })
    const [seen] = ofType(frames, 'tls')
    expect(seen?.tls.authorized).toBe(false)
    expect(seen?.tls.leaf?.sha256).toBe(fingerprint(identities.appliance.cert))
    expect(seen?.tls.leaf?.pem).toContain('BEGIN CERTIFICATE')
  },
}

/** The case's appliance at 10.20.30.40 stands on loopback here. */
async function pinned(
  one: Case,
  {
    served,
    pin,
    requests,
  }: { served: 'appliance' | 'impostor'; pin: string | undefined; requests: number },
) {
  const appliance = await startTlsUpstream(identities[served], (_request, response) =>
    response.end('{}'),
  )
  const approval = {
    origin: appliance.origin,
    allowLoopback: true,
    ...(pin === undefined ? {} : { pin }),
  }
  const own = await startRelay({ approved: [approval] })
  const text = wireText(one)
    .replace(/content-length: \d+\r\n/, '')
    .replaceAll(String(relay.port), String(own.port))
    .replace(/https:\/\/(10\.20\.30\.40|app1-apigw\.[a-z.]+)/, appliance.origin)
  const [head = '', body = ''] = text.split('\r\n\r\n')
  const answer = await rawExchange(
    own.port,
    `${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    1_000,
  )
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${one.http_status} `))
  const frames = await framesIn(answer)
  expect(ofType(frames, 'error')[0]?.code).toBe(one.expect.code)
  expect(appliance.requests()).toBe(requests)
  await own.close()
  await appliance.close()
  return frames
}

describe('the envelope’s cases, over a raw socket (T02, T14, T15, T41, T42, T51)', () => {
  it('are all here', () => {
    expect(all).toHaveLength(43)
    for (const id of Object.keys(special)) expect(all.some((one) => one.id === id)).toBe(true)
  })

  it.each(all.map((one) => [one.id, one.title, one] as const))('%s %s', async (id, _title, one) => {
    const run = special[id]
    if (run !== undefined) return run(one)
    const answer = await rawExchange(relay.port, wireText(one), 15_000)
    if (one.expect.outcome === 'accepted') {
      expect(answer, one.why).toMatch(/^HTTP\/1\.1 200 /)
      expect(ofType(await framesIn(answer), 'end')).toHaveLength(1)
      expect(upstream.requests()).toBe(1)
    } else {
      expectRefused(answer, one)
      expect(relay.dialled()).toBe(0)
      expect(upstream.connections()).toBe(0)
    }
  })

  it.each([
    'Connection',
    'Content-Length',
    'Expect',
    'Host',
    'HTTP2-Settings',
    'Keep-Alive',
    'Proxy-Authorization',
    'Proxy-Connection',
    'TE',
    'Trailer',
    'Transfer-Encoding',
    'Upgrade',
    ':path',
  ])('the header %s is not set by hand (T32, T42)', async (name) => {
    const response = await relay.post({ url: `${vendor}/`, headers: [[name, 'x']] })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'header-forbidden' } })
    expect(relay.dialled()).toBe(0)
  })

  it.each(['CONNECT', 'connect', 'TRACE', 'TRACK', 'GE T', 'GET\r\n', ''])(
    'the method %j is not sent (T41)',
    async (method) => {
      const response = await relay.post({ url: `${vendor}/`, method })
      expect(await response.json()).toMatchObject({ error: { code: 'method_name' } })
      expect(relay.dialled()).toBe(0)
    },
  )
})
