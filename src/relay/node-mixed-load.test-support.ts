/** A mixture of exchanges such as a long day brings, and what must come of each. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Pool } from 'undici'
import { decodeFrames, EXCHANGE_PATH, type Frame } from '../core/frames.ts'
import { listen, stop } from './node-upstream.ts'

interface Kind {
  readonly name: string
  /** So many of a hundred. */
  readonly share: number
  readonly path: string
  readonly method?: string
  readonly bodyBytes?: number
  /** In the words of `saidBy`. */
  readonly comes: string
}

/** Who asks goes away before the answer is there. */
const away = 'away'

export const kinds: readonly Kind[] = [
  { name: 'small', share: 40, path: '/bytes?n=200', comes: '200 200' },
  { name: 'posted', share: 16, path: '/echo', method: 'POST', bodyBytes: 8192, comes: '200 8192' },
  { name: 'larger', share: 10, path: '/bytes?n=65536', comes: '200 65536' },
  { name: 'a megabyte', share: 1, path: '/bytes?n=1048576', comes: '200 1048576' },
  { name: 'missing', share: 5, path: '/missing', comes: '404 0' },
  { name: 'redirect', share: 5, path: '/redirect', comes: '302 0' },
  { name: 'in pieces', share: 5, path: '/pieces', comes: '200 30' },
  { name: 'hung up', share: 3, path: '/reset', comes: 'error connection_closed' },
  { name: 'half', share: 3, path: '/half', comes: '200 10 cut' },
  { name: 'garbage', share: 3, path: '/garbage', comes: 'error response_framing' },
  { name: 'given up', share: 3, path: '/hang', comes: away },
  { name: 'nobody there', share: 2, path: 'closed', comes: 'error connect_refused' },
  { name: 'strange target', share: 2, path: 'strange', comes: 'refused target_refused' },
  { name: 'no envelope', share: 2, path: '/x', method: 'TR ACE', comes: 'refused method_name' },
]

const wheel = kinds.flatMap((kind) => Array.from({ length: kind.share }, () => kind))

/** Spread over the wheel, and the same every time: 37 and 100 have no common factor. */
const kindAt = (n: number): Kind => wheel[(n * 37) % wheel.length] ?? (kinds[0] as Kind)

export interface Upstreams {
  /** To be allowed; the last is one where nobody listens. */
  readonly origins: readonly string[]
  /** Requests that were not answered and whose caller is still there. */
  readonly hanging: () => number
  readonly connections: () => Promise<number>
  close(): Promise<void>
}

/** Three, because the relay has so many places for each origin and some more for all. */
export async function startUpstreams(): Promise<Upstreams> {
  const waiting = new Set<ServerResponse>()
  const servers = Array.from({ length: 4 }, () =>
    createServer((request, response) => answer(request, response, waiting)),
  )
  const ports = await Promise.all(servers.map(listen))
  const [unused, ...used] = servers
  if (unused !== undefined) await stop(unused)
  const [closed, ...open] = ports.map((port) => `http://127.0.0.1:${port}`)
  const countOf = (server: (typeof servers)[number]) =>
    new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)))
  return {
    origins: [...open, closed ?? ''],
    hanging: () => waiting.size,
    connections: async () =>
      (await Promise.all(used.map(countOf))).reduce((sum, count) => sum + count, 0),
    close: async () => void (await Promise.all(used.map(stop))),
  }
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  waiting: Set<ServerResponse>,
): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://upstream')
  const { socket } = response
  if (pathname === '/bytes') response.end(Buffer.alloc(Number(searchParams.get('n')), 'x'))
  else if (pathname === '/echo') request.pipe(response)
  else if (pathname === '/missing') response.writeHead(404).end()
  else if (pathname === '/redirect') response.writeHead(302, { location: '/bytes?n=1' }).end()
  else if (pathname === '/reset') socket?.destroy()
  else if (pathname === '/garbage') socket?.end('no HTTP at all\r\n\r\n')
  else if (pathname === '/half')
    socket?.end(`HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n${'x'.repeat(10)}`)
  else if (pathname === '/hang') {
    waiting.add(response)
    response.on('close', () => waiting.delete(response))
  } else inPieces(response)
}

function inPieces(response: ServerResponse): void {
  response.write('x'.repeat(10))
  // One after the other: of two timers that are late the later may come first.
  setTimeout(() => {
    response.write('x'.repeat(10))
    setTimeout(() => response.end('x'.repeat(10)), 2)
  }, 2)
}

export interface Relayed {
  /** Where the relay listens, and what a page of its own would send along. */
  readonly port: number
  readonly headers: Readonly<Record<string, string>>
}

export interface Load {
  /** Exchanges from one number to another, so many at once; what came otherwise than it must. */
  run(from: number, to: number, atOnce: number): Promise<readonly string[]>
  /** How often the relay said that it was busy; those were asked again. */
  readonly busy: () => number
  close(): Promise<void>
}

export function createLoad(relay: Relayed, origins: readonly string[]): Load {
  const pool = new Pool(`http://127.0.0.1:${relay.port}`, { connections: 32, pipelining: 1 })
  let busy = 0
  const settle = async (n: number): Promise<string> => {
    for (;;) {
      const said = await ask(pool, relay, kindAt(n), addressOf(kindAt(n), n, origins))
      if (said !== 'refused busy') return said
      busy += 1
      await pause(1 + (n % 7))
    }
  }
  return {
    busy: () => busy,
    close: () => pool.destroy(),
    async run(from, to, atOnce) {
      const wrong: string[] = []
      let next = from
      const worker = async () => {
        for (let n = next++; n < to; n = next++) {
          const said = await settle(n)
          const { name, comes } = kindAt(n)
          if (said !== comes) wrong.push(`${n}, ${name}: ${said} and not ${comes}`)
        }
      }
      await Promise.all(Array.from({ length: atOnce }, worker))
      return wrong
    },
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function addressOf({ path }: Kind, n: number, origins: readonly string[]): string {
  if (path === 'strange') return 'http://169.254.169.254/latest'
  if (path === 'closed') return `${origins.at(-1)}/`
  return `${origins[n % (origins.length - 1)]}${path}`
}

async function ask(
  pool: Pool,
  { headers }: Relayed,
  { method = 'GET', bodyBytes, comes }: Kind,
  url: string,
): Promise<string> {
  const body =
    bodyBytes === undefined ? {} : { body: { encoding: 'utf8', data: 'x'.repeat(bodyBytes) } }
  const envelope = { v: 1, id: 'soak', method, url, headers: [], ...body }
  const patience = new AbortController()
  const timer = comes === away ? setTimeout(() => patience.abort(), 20) : undefined
  try {
    const response = await pool.request({
      ...{ path: EXCHANGE_PATH, method: 'POST', headers, body: JSON.stringify(envelope) },
      signal: patience.signal,
    })
    if (response.statusCode !== 200) return `refused ${codeIn(await response.body.text())}`
    return saidBy(await framesIn(await response.body.arrayBuffer()))
  } catch (error) {
    if (patience.signal.aborted) return away
    throw error
  } finally {
    clearTimeout(timer)
  }
}

const codeIn = (json: string): string => /"code":"(\w+)"/.exec(json)?.[1] ?? json.slice(0, 80)

async function framesIn(bytes: ArrayBuffer): Promise<readonly Frame[]> {
  const frames: Frame[] = []
  for await (const frame of decodeFrames(new Blob([bytes]).stream())) frames.push(frame)
  return frames
}

function saidBy(frames: readonly Frame[]): string {
  let status = 0
  let bytes = 0
  for (const frame of frames) {
    if (frame.type === 'error') return `error ${frame.code}`
    if (frame.type === 'head') status = frame.status
    if (frame.type === 'body') bytes += frame.bytes.length
    if (frame.type === 'end') return `${status} ${bytes}${frame.truncated ? ' cut' : ''}`
  }
  return 'no end'
}
