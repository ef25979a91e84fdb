/** The cheapest HTTP/1.1 that measures honestly: a server that answers 1 KB of JSON, and clients that only count. */
import net from 'node:net'

const BODY = JSON.stringify({ items: 'x'.repeat(1_024 - 12) })
const HEAD = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n`
const KEPT = Buffer.from(`${HEAD}\r\n${BODY}`)
const LAST = Buffer.from(`${HEAD}connection: close\r\n\r\n${BODY}`)

/** Where the source answers with 100 MiB instead. */
export const LARGE_PATH = '/v1/large'
const LARGE_BYTES = 100 * 1024 * 1024
const PIECE = Buffer.alloc(64 * 1024, 'x')

async function large(socket: net.Socket): Promise<void> {
  socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${LARGE_BYTES}\r\n\r\n`)
  for (let left = LARGE_BYTES; left > 0 && !socket.destroyed; left -= PIECE.length)
    if (!socket.write(PIECE)) await roomIn(socket)
}

/** Until more can be written, or nobody reads any more. */
export function roomIn(socket: net.Socket): Promise<void> {
  return new Promise((resolve) => {
    const ready = (): void => {
      socket.off('drain', ready)
      socket.off('close', ready)
      resolve()
    }
    socket.on('drain', ready)
    socket.on('close', ready)
  })
}

export interface Source {
  readonly port: number
  /** Connections taken so far. */
  readonly connections: () => number
  readonly close: () => void
}

/** Answers whole requests without a body; closes where it is asked to. */
export async function startSource(): Promise<Source> {
  let connections = 0
  const server = net.createServer({ noDelay: true }, (socket) => {
    connections += 1
    let asked = ''
    socket.on('error', () => undefined)
    socket.on('data', (piece) => {
      asked += piece.toString('latin1')
      if (!asked.endsWith('\r\n\r\n')) return
      if (asked.startsWith(`GET ${LARGE_PATH} `)) void large(socket)
      else if (/^connection: *close/im.test(asked)) socket.end(LAST)
      else socket.write(KEPT)
      asked = ''
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  return { port, connections: () => connections, close: () => void server.close() }
}

export interface Asked {
  readonly port: number
  /** Head and body as they are written. */
  readonly request: string
}

/** Whether the answer has come to its end: by its length, or by its last chunk. */
function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return false
  const length = /^content-length: *(\d+)/im.exec(text.slice(0, head))?.[1]
  return length === undefined
    ? text.endsWith('\r\n0\r\n\r\n')
    : text.length >= head + 4 + Number(length)
}

/**
 * One client: asks again as soon as it is answered, and hears its last answer before it goes, because whoever hangs
 * up early makes a relay drop the connection behind. `told` hears how long each took, in milliseconds.
 */
function startClient({ port, request }: Asked, told: (ms: number) => void): () => Promise<void> {
  let stopped = false
  let over = (): void => undefined
  const ended = new Promise<void>((resolve) => {
    over = resolve
  })
  const connect = (): void => {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
    let text = ''
    let from = performance.now()
    socket.on('error', () => undefined)
    socket.on('connect', () => socket.write(request))
    socket.on('close', () => (stopped ? over() : connect()))
    socket.on('data', (piece) => {
      text += piece.toString('latin1')
      if (!isWhole(text)) return
      // An answer that is quick because it refuses would be counted as speed.
      if (!text.startsWith('HTTP/1.1 200')) throw new Error(text.slice(0, 400))
      const now = performance.now()
      told(now - from)
      text = ''
      from = now
      if (stopped) socket.destroy()
      else socket.write(request)
    })
  }
  connect()
  return () => {
    stopped = true
    return ended
  }
}

export interface Seen {
  readonly perSecond: number
  readonly medianMs: number
}

export async function load(asked: Asked, clients: number, forMs: number): Promise<Seen> {
  const times: number[] = []
  const from = performance.now()
  const stops = Array.from({ length: clients }, () => startClient(asked, (ms) => times.push(ms)))
  await new Promise((resolve) => setTimeout(resolve, forMs))
  const seconds = (performance.now() - from) / 1000
  const seen = { perSecond: times.length / seconds, medianMs: median(times) }
  await Promise.all(stops.map((stop) => stop()))
  return seen
}

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0
