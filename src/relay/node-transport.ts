/** Sends one hop with undici: no redirects, no decoding, no retries, and everything seen is told. */
import { inTurn } from '../core/http.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { type Dial, dial } from './node-dial.ts'
import { Hop } from './node-hop.ts'
import { Pools } from './node-pools.ts'
import type { Outgoing, Received, Transport } from './transport.ts'

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
  const pools = new Pools({ limits, now, dial: options.dial ?? dial })
  return {
    peerOf: (target) => pools.peerOf(target),
    close: () => pools.close(),
    async send(outgoing, receiver) {
      if (outgoing.n > 1) await connectionFreed()
      const { pool, done } = pools.use(outgoing.to)
      try {
        return await new Promise<Received>((resolve, reject) => {
          const hop = new Hop(outgoing, receiver, { pools, now }, { resolve, reject })
          pool.dispatch(requestOf(outgoing, limits), hop)
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
  const empty = body === undefined || body.length === 0
  return {
    origin: to.url.origin,
    path: `${to.url.pathname}${to.url.search}`,
    method,
    headers: inTurn(headers),
    body: empty ? null : Buffer.from(body.buffer, body.byteOffset, body.length),
    headersTimeout: headersMs,
    bodyTimeout: limits.idleMs,
  }
}
