/** What the relay's process grows by: 100 MiB passed on, and envelopes that are larger than it takes (T15). */
import { once } from 'node:events'
import net from 'node:net'
import { watchMemory } from '../memory.ts'
import { fiveTimes, middle } from '../samples.ts'
import { type Peer, toOurRelay } from './peers.ts'
import { LARGE_PATH, load, roomIn } from './wire.ts'

const MiB = 1024 * 1024
const CLIENTS = 32
const LOAD_MS = 2_000
const OVERSIZED_BYTES = 17 * MiB
const PIECE = Buffer.alloc(64 * 1024, ' ')

/** Sends what `send` writes and reads to the end; the first bytes of the answer and the number of all. */
async function exchanged(port: number, send: (socket: net.Socket) => Promise<void>) {
  const socket = net.connect({ port, host: '127.0.0.1' })
  let begin = ''
  let bytes = 0
  socket.on('error', () => undefined)
  socket.on('data', (piece) => {
    if (begin.length < 400) begin += piece.toString('latin1', 0, 400)
    bytes += piece.length
  })
  // Not `once`, which takes a peer that stops reading for a failure.
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  await once(socket, 'connect')
  await send(socket)
  await closed
  return { begin, bytes }
}

const closing = (request: string): string => request.replace('\r\n', '\r\nconnection: close\r\n')

async function streamOnce(relay: Peer, source: number): Promise<void> {
  const request = closing(toOurRelay(relay.port, source, LARGE_PATH))
  const { bytes } = await exchanged(relay.port, async (socket) => void socket.write(request))
  if (bytes < 100 * MiB) throw new Error(`Only ${bytes} bytes of 100 MiB came.`)
}

async function refuseOnce(relay: Peer): Promise<void> {
  const [head = ''] = relay.request.split('\r\n\r\n')
  const { begin } = await exchanged(relay.port, async (socket) => {
    socket.write(`${head.replace(/content-length: \d+/, 'transfer-encoding: chunked')}\r\n\r\n`)
    for (let left = OVERSIZED_BYTES; left > 0 && socket.writable; left -= PIECE.length) {
      socket.write(`${PIECE.length.toString(16)}\r\n`)
      socket.write(PIECE)
      const room = socket.write('\r\n')
      if (!room && !socket.destroyed) await roomIn(socket)
    }
    // Whoever asked to close would be hung up on while still writing, and might never read the answer.
    socket.end('0\r\n\r\n')
  })
  if (!begin.startsWith('HTTP/1.1 413')) throw new Error(`Not refused: ${begin}`)
}

/** The first of each pays for compiling and for the heap a server needs anyway. */
async function growth(pid: number, times: number, work: () => Promise<void>): Promise<number> {
  await work()
  const grown = watchMemory(pid)
  for (let left = times; left > 0; left -= 1) await work()
  return grown() / MiB
}

/** A relay started for it and put to work for a moment: each sample grows from the same, a relay in use. */
async function sample(start: () => Promise<Peer>, source: number) {
  const relay = await start()
  try {
    await load(relay, CLIENTS, LOAD_MS)
    const streamed = await growth(relay.pid, 1, () => streamOnce(relay, source))
    return { streamed, refused: await growth(relay.pid, 5, () => refuseOnce(relay)) }
  } finally {
    await relay.stop()
  }
}

/** The median of five of each. */
export async function memoryOf(start: () => Promise<Peer>, source: number) {
  const samples = await fiveTimes(() => sample(start, source))
  return {
    streamed: middle(samples, ({ streamed }) => streamed),
    refused: middle(samples, ({ refused }) => refused),
  }
}
