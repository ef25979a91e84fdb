/** What the relay's tests stand on: a relay on a loopback port, upstreams beside it, and raw sockets. */
import { X509Certificate } from 'node:crypto'
import { createServer, type RequestListener, type ServerOptions } from 'node:http'
import net from 'node:net'
import {
  decodeFrames,
  type Envelope,
  EXCHANGE_PATH,
  type Frame,
  KEY_HEADER,
} from '../core/frames.ts'
import { kindOf } from './address.ts'
import { createApprovals } from './approvals.ts'
import type { Limits } from './limits.ts'
import { type Dial, dial } from './node-dial.ts'
import { hardenServer, mountRelay, nodeServerOptions, nodeSha256 } from './node-server.ts'
import { createNodeTransport } from './node-transport.ts'
import { listen, stop } from './node-upstream.ts'
import { type Approval, createPolicy, type Resolve } from './policy.ts'
import { createRelay } from './relay.ts'

export const KEY = 'the-key-of-this-start'

export interface Testbed {
  readonly port: number
  readonly origin: string
  readonly log: string[]
  /** Connections the relay opened, or tried to. */
  readonly dialled: () => number
  post(envelope: Partial<Envelope>, headers?: Record<string, string>): Promise<Response>
  frames(envelope: Partial<Envelope>): Promise<Frame[]>
  close(): Promise<void>
}

export interface TestbedOptions {
  readonly approved?: readonly Approval[]
  readonly builtIn?: readonly string[]
  readonly resolve?: Resolve
  readonly limits?: Partial<Limits>
  readonly dial?: Dial
  readonly server?: ServerOptions
  /** The relay keeps approvals, as the built server does. */
  readonly approvals?: boolean
  readonly tabKey?: string
  /** What is served beside the relay. */
  readonly pages?: RequestListener
}

export async function startRelay(options: TestbedOptions = {}): Promise<Testbed> {
  const log: string[] = []
  let dialled = 0
  const server = createServer({ ...nodeServerOptions, ...options.server })
  hardenServer(server)
  const port = await listen(server)
  const origin = `http://localhost:${port}`
  const now = (): number => performance.timeOrigin + performance.now()
  const transport = createNodeTransport({
    now,
    limits: options.limits ?? {},
    dial: (target, clock) => {
      dialled += 1
      return (options.dial ?? dialLoopback)(target, clock)
    },
  })
  const rules = {
    builtIn: options.builtIn ?? [],
    approved: options.approved ?? [],
    ownPorts: [port],
    resolve: options.resolve ?? (() => Promise.resolve([])),
  }
  const approvals = options.approvals === true ? createApprovals({ ...rules, now }) : undefined
  const policy = createPolicy({ ...rules, granted: () => approvals?.granted() ?? [] })
  const relay = createRelay({
    origin,
    port,
    key: KEY,
    policy,
    transport,
    ...(approvals === undefined ? {} : { approvals }),
    ...(options.tabKey === undefined ? {} : { tabKey: options.tabKey }),
    now,
    log: (line) => log.push(line),
    sha256: nodeSha256,
    limits: options.limits ?? {},
  })
  const noPage: RequestListener = (_request, response) => response.writeHead(404).end()
  server.on('request', mountRelay(relay, port, options.pages ?? noPage))
  return {
    port,
    origin,
    log,
    dialled: () => dialled,
    ...pageAt(port, origin),
    async close() {
      await transport.close()
      await stop(server)
    },
  }
}

/** What a page of this origin can ask of the relay. */
function pageAt(port: number, origin: string): Pick<Testbed, 'post' | 'frames'> {
  const post: Testbed['post'] = (envelope, headers = {}) =>
    fetch(`http://127.0.0.1:${port}${EXCHANGE_PATH}`, {
      method: 'POST',
      headers: { ...pageHeaders(origin), ...headers },
      body: JSON.stringify({ v: 1, id: 'e1', method: 'GET', headers: [], ...envelope }),
    })
  return {
    post,
    async frames(envelope) {
      const response = await post(envelope)
      if (response.status !== 200 || response.body === null) throw new Error(await response.text())
      return collect(response.body)
    },
  }
}

/** Whatever a broken policy lets through, no test leaves this computer. */
const dialLoopback: Dial = (target, now) => {
  const local = target.addresses.every((address) => kindOf(address) === 'addr-loopback')
  return local ? dial(target, now) : Promise.reject(new Error('A test would have left loopback.'))
}

/** What the page's browser sends along. */
export const pageHeaders = (origin: string): Record<string, string> => ({
  origin,
  'sec-fetch-site': 'same-origin',
  [KEY_HEADER]: KEY,
  'content-type': 'application/json',
})

export async function collect(stream: ReadableStream<Uint8Array>): Promise<Frame[]> {
  const frames: Frame[] = []
  for await (const frame of decodeFrames(stream)) frames.push(frame)
  return frames
}

/** The frames in a raw HTTP answer, chunked or with a length. */
export function framesIn(answer: string): Promise<Frame[]> {
  const [head = '', ...rest] = answer.split('\r\n\r\n')
  let left = Buffer.from(rest.join('\r\n\r\n'), 'latin1')
  if (/^content-length: /im.test(head)) return collect(new Blob([left]).stream())
  const chunks: Buffer[] = []
  for (;;) {
    const lineEnd = left.indexOf('\r\n')
    const size = Number.parseInt(left.subarray(0, lineEnd).toString(), 16)
    if (!(size > 0)) break
    chunks.push(left.subarray(lineEnd + 2, lineEnd + 2 + size))
    left = left.subarray(lineEnd + 4 + size)
  }
  return collect(new Blob([Buffer.concat(chunks)]).stream())
}

/** SHA-256 of a certificate, as a pin is written. */
export const fingerprint = (pem: string): string =>
  new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase()

export const ofType = <T extends Frame['type']>(frames: readonly Frame[], type: T) =>
  frames.filter((frame): frame is Extract<Frame, { type: T }> => frame.type === type)

export const bodyOf = (frames: readonly Frame[]): string =>
  Buffer.concat(ofType(frames, 'body').map(({ bytes }) => bytes)).toString()

/** Writes text to a port and gives everything that came back until the other side hung up or `waitMs`. */
export function rawExchange(port: number, text: string, waitMs = 2_000): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    let answer = ''
    const finish = (): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    const timer = setTimeout(finish, waitMs)
    socket.on('data', (data) => {
      answer += data.toString('latin1')
      if (isWhole(answer)) finish()
    })
    socket.on('error', finish)
    socket.on('close', finish)
    socket.write(text)
  })
}

function isWhole(answer: string): boolean {
  const [head = '', ...body] = answer.split('\r\n\r\n')
  if (/^transfer-encoding: chunked$/im.test(head)) return answer.endsWith('\r\n0\r\n\r\n')
  const length = /^content-length: (\d+)$/im.exec(head)?.[1]
  return length !== undefined && body.join('\r\n\r\n').length >= Number(length)
}
