/** Sends one hop with undici: no redirects, no decoding, no retries, and everything seen is told. */
import type { Socket } from 'node:net'
import { type Dispatcher, errors } from 'undici'
import type { HeaderPairs } from '../core/http.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { type Connection, type Dial, DialFailure, dial } from './node-dial.ts'
import { answerFailure } from './node-failure.ts'
import { createPools, type Pools } from './node-pools.ts'
import { httpVersionOn, onHeadWritten } from './node-tap.ts'
import {
  type Head,
  type Outgoing,
  type Received,
  type Receiver,
  type Transport,
} from './transport.ts'

export interface NodeTransportOptions {
  readonly now: () => number
  readonly limits?: Partial<Limits>
  readonly dial?: Dial
}

export interface NodeTransport extends Transport {
  /** Ends every connection. */
  close(): Promise<void>
}

export function createNodeTransport(options: NodeTransportOptions): NodeTransport {
  const { now } = options
  const limits = { ...defaultLimits, ...options.limits }
  const pools = createPools({ limits, now, dial: options.dial ?? dial })
  return {
    peerOf: (target) => pools.peerOf(target),
    close: () => pools.close(),
    async send(outgoing, receiver) {
      if (outgoing.n > 1) await connectionFreed()
      const { pool, done } = pools.use(outgoing.to)
      try {
        return await new Promise<Received>((resolve, reject) => {
          const settle = { resolve, reject }
          const handler = hopHandler(outgoing, receiver, { pools, now, settle })
          pool.dispatch(requestOf(outgoing, limits), handler)
        })
      } finally {
        done()
      }
    },
  }
}

/** undici gives a connection back one turn of the event loop after the answer's end. */
const connectionFreed = (): Promise<void> =>
  new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

function requestOf({ to, method, headers, body, headersMs }: Outgoing, limits: Limits) {
  return {
    origin: to.url.origin,
    path: `${to.url.pathname}${to.url.search}`,
    method: method as Dispatcher.HttpMethod,
    headers: headers.flat(),
    body:
      body === undefined || body.length === 0
        ? null
        : Buffer.from(body.buffer, body.byteOffset, body.length),
    headersTimeout: headersMs,
    bodyTimeout: limits.idleMs,
  }
}

interface Tools {
  readonly pools: Pools
  readonly now: () => number
  readonly settle: {
    readonly resolve: (received: Received) => void
    readonly reject: (error: unknown) => void
  }
}

/** What is known about the hop so far. */
interface Progress {
  connection: Connection | undefined
  /** This request waited for the connection to be made. */
  fresh: boolean
  writtenAt: number
  firstByteMs: number
  bytes: number
  phase: 'connect' | 'headers' | 'body'
  wanted: boolean
}

const unusedConnections = new WeakSet<Connection>()

function hopHandler(
  outgoing: Outgoing,
  receiver: Receiver,
  { pools, now, settle }: Tools,
): Dispatcher.DispatchHandler {
  const { signal, maxBytes } = outgoing
  const progress: Progress = {
    connection: undefined,
    fresh: false,
    writtenAt: now(),
    firstByteMs: 0,
    bytes: 0,
    phase: 'connect',
    wanted: true,
  }
  let controller: Dispatcher.DispatchController | undefined
  let settled = false

  const finish = (how: () => void): void => {
    if (settled) return
    settled = true
    signal.removeEventListener('abort', stop)
    how()
  }
  const succeed = (truncated: boolean): void =>
    finish(() => settle.resolve(receivedOf(progress, truncated)))
  const fail = (error: unknown): void => finish(() => settle.reject(error))
  const release = (): void => controller?.abort(new errors.RequestAbortedError())
  const stop = (): void => {
    fail(signal.reason)
    release()
  }
  signal.addEventListener('abort', stop)
  if (signal.aborted) queueMicrotask(stop)

  /** Waits for the receiver without taking more from the server (back-pressure). */
  const hold = (waiting: void | Promise<void>): void => {
    if (waiting === undefined) return
    controller?.pause()
    waiting.then(
      () => controller?.resume(),
      (error: unknown) => {
        fail(error)
        release()
      },
    )
  }
  const written = (head: string, socket: Socket): void => {
    const connection = pools.connectionOf(socket)
    progress.connection = connection
    progress.phase = 'headers'
    progress.writtenAt = now()
    if (connection === undefined) return
    progress.fresh = !usedBefore(connection)
    tellConnection(outgoing, receiver, connection.address, connection.tls)
    receiver.frame({ type: 'sent', head, bodyBytes: outgoing.body?.length ?? 0 })
  }

  return {
    onRequestStart(given) {
      controller = given
      if (settled) given.abort(new errors.RequestAbortedError())
      else onHeadWritten(written)
    },
    onResponseStart(given, status, _headers, statusText) {
      if (status < 200 || settled) return
      progress.phase = 'body'
      progress.firstByteMs = now() - progress.writtenAt
      const head = headOf(status, statusText, given, progress.connection)
      const wanted = receiver.head(head)
      if (typeof wanted === 'boolean') progress.wanted = wanted
      else hold(wanted.then((answer) => void (progress.wanted = answer)))
    },
    onResponseData(_given, chunk) {
      if (settled) return
      const room = maxBytes - progress.bytes
      const piece = chunk.length > room ? chunk.subarray(0, room) : chunk
      progress.bytes += piece.length
      if (progress.wanted && piece.length > 0) hold(receiver.body(piece))
      if (chunk.length > room || (!progress.wanted && progress.bytes > UNWANTED_BYTES)) {
        succeed(progress.wanted)
        release()
      }
    },
    onResponseEnd(given) {
      const trailers = pairsOf(given.rawTrailers)
      if (progress.wanted && trailers.length > 0) receiver.frame({ type: 'trailers', trailers })
      succeed(false)
    },
    onResponseError(_given, error) {
      if (error instanceof DialFailure) {
        if (!settled) tellConnection(outgoing, receiver, error.address, error.tls)
        fail(error)
        return
      }
      const failure = answerFailure(error, progress.phase)
      if (failure === 'cut') succeed(true)
      else fail(failure)
    },
  }
}

/** The body of a redirect that is followed is read to its end only when that is cheaper than a new connection. */
const UNWANTED_BYTES = 65_536

function usedBefore(connection: Connection): boolean {
  if (unusedConnections.has(connection)) return true
  unusedConnections.add(connection)
  return false
}

function tellConnection(
  { n, method, to }: Outgoing,
  receiver: Receiver,
  address: string,
  tls: Connection['tls'],
): void {
  receiver.frame({ type: 'hop', hop: { n, method, url: to.url.href, address, port: to.port } })
  if (tls !== undefined) receiver.frame({ type: 'tls', tls })
}

function receivedOf(
  { bytes, connection, fresh, firstByteMs }: Progress,
  truncated: boolean,
): Received {
  return {
    bytes,
    truncated,
    connectMs: fresh ? (connection?.connectMs ?? 0) : 0,
    tlsMs: fresh ? (connection?.tlsMs ?? 0) : 0,
    firstByteMs,
  }
}

function headOf(
  status: number,
  statusText: string | undefined,
  { rawHeaders }: Dispatcher.DispatchController,
  connection: Connection | undefined,
): Head {
  return {
    type: 'head',
    status,
    statusText: statusText ?? '',
    httpVersion: connection === undefined ? '' : httpVersionOn(connection.socket),
    headers: pairsOf(rawHeaders),
  }
}

/** Raw names and values, byte for byte: latin1 is the one encoding that loses nothing (RFC 9110 5.5). */
function pairsOf(raw: Dispatcher.DispatchController['rawHeaders']): HeaderPairs {
  if (!Array.isArray(raw)) return []
  const texts = raw.map((item) => (typeof item === 'string' ? item : item.toString('latin1')))
  return Array.from({ length: texts.length >> 1 }, (_, at) => [
    texts[2 * at] ?? '',
    texts[2 * at + 1] ?? '',
  ])
}
