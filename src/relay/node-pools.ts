/** Keeps connections to each origin open between exchanges, and knows which addresses were vetted for it. */
import type { Socket } from 'node:net'
import { Pool } from 'undici'
import type { Limits } from './limits.ts'
import { type Connection, type Dial, DialFailure } from './node-dial.ts'
import { tap } from './node-tap.ts'
import type { Vetted } from './policy.ts'
import { TransportFailure } from './transport.ts'
import type { Target } from './url.ts'

/** Shorter than the 5 s after which Node servers hang up, so that no request is written into a closing one. */
const KEEP_ALIVE_MS = 4_000
/** After this long a name is looked up again even while a connection is open. */
const VETTED_MS = 60_000

/** Connections to one origin under one pin. */
interface Kept {
  readonly pool: Pool
  readonly open: Map<Socket, Connection>
  readonly pin: string | undefined
  addresses: readonly string[]
  vettedAt: number
  running: number
}

export interface Pools {
  peerOf(target: Target): string | undefined
  /** A pool whose open connections all lead to addresses vetted now; `done` when its exchange is over. */
  use(to: Vetted): { readonly pool: Pool; done(): void }
  connectionOf(socket: Socket): Connection | undefined
  /** `true` once for every connection. */
  firstUse(connection: Connection): boolean
  close(): Promise<void>
}

export interface PoolsOptions {
  readonly limits: Limits
  readonly dial: Dial
  readonly now: () => number
}

export function createPools({ limits, dial, now }: PoolsOptions): Pools {
  const kept = new Map<string, Kept>()
  const connections = new WeakMap<Socket, Connection>()
  const used = new WeakSet<Connection>()

  const create = (to: Vetted, origin: string): Kept => {
    const entry: Kept = {
      pin: to.pin,
      addresses: to.addresses,
      vettedAt: now(),
      running: 0,
      open: new Map(),
      pool: new Pool(origin, {
        connections: limits.parallelPerOrigin,
        pipelining: 1, // one request at a time on a connection: nothing to smuggle into (T43)
        allowH2: false,
        keepAliveTimeout: KEEP_ALIVE_MS,
        keepAliveMaxTimeout: KEEP_ALIVE_MS,
        maxHeaderSize: limits.answerHeadBytes,
        connect: (_options, handOver) => {
          const target = {
            host: to.url.hostname.replace(/^\[|\]$/g, ''),
            port: to.port,
            secure: to.url.protocol === 'https:',
            addresses: entry.addresses,
            pin: to.pin,
            timeoutMs: limits.connectMs,
          }
          dial(target, now).then(
            (connection) => {
              keep(entry, origin, connection)
              handOver(null, connection.socket)
            },
            (error: unknown) => handOver(asFailure(error), null),
          )
        },
      }),
    }
    kept.set(origin, entry)
    return entry
  }

  const keep = (entry: Kept, origin: string, connection: Connection): void => {
    const { socket } = connection
    tap(socket)
    connections.set(socket, connection)
    entry.open.set(socket, connection)
    socket.once('close', () => {
      entry.open.delete(socket)
      forget(entry, origin)
    })
  }

  /** An origin nobody is connected to is not remembered. */
  const forget = (entry: Kept, origin: string): void => {
    if (entry.open.size > 0 || entry.running > 0) return
    if (kept.get(origin) === entry) kept.delete(origin)
    void entry.pool.close().catch(() => undefined)
  }

  /** After a name moved or a pin changed, open connections end with the exchanges that use them (T36). */
  const current = (to: Vetted): Kept => {
    const origin = to.url.origin
    const entry = kept.get(origin)
    if (entry === undefined) return create(to, origin)
    const stays = ({ address }: Connection): boolean => to.addresses.includes(address)
    if (entry.pin === to.pin && (to.reused || [...entry.open.values()].every(stays))) return entry
    kept.delete(origin)
    forget(entry, origin)
    return create(to, origin)
  }

  return {
    peerOf({ url }) {
      const entry = kept.get(url.origin)
      if (entry === undefined || now() - entry.vettedAt > VETTED_MS) return undefined
      const [first] = entry.open.values()
      return first?.address
    },
    use(to) {
      const entry = current(to)
      if (!to.reused) {
        entry.addresses = to.addresses
        entry.vettedAt = now()
      }
      entry.running += 1
      const done = (): void => {
        entry.running -= 1
        forget(entry, to.url.origin)
      }
      return { pool: entry.pool, done }
    },
    connectionOf: (socket) => connections.get(socket),
    firstUse(connection) {
      const first = !used.has(connection)
      used.add(connection)
      return first
    },
    async close() {
      await Promise.all([...kept.values()].map(({ pool }) => pool.destroy()))
    },
  }
}

const asFailure = (error: unknown): Error =>
  error instanceof DialFailure
    ? error
    : new TransportFailure('connect_failed', 'connect', 'No connection.')
