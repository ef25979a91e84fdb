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
  readonly pin: string | undefined
  readonly open: Map<Socket, Connection>
  addresses: readonly string[]
  vettedAt: number
  running: number
}

export interface PoolsOptions {
  readonly limits: Limits
  readonly dial: Dial
  readonly now: () => number
}

export class Pools {
  readonly #options: PoolsOptions
  readonly #kept = new Map<string, Kept>()
  readonly #connections = new WeakMap<Socket, Connection>()
  readonly #used = new WeakSet<Connection>()

  constructor(options: PoolsOptions) {
    this.#options = options
  }

  /** The address of an open connection, vetted not long ago. */
  peerOf({ url }: Target): string | undefined {
    const entry = this.#kept.get(url.origin)
    if (entry === undefined || this.#options.now() - entry.vettedAt > VETTED_MS) return undefined
    const [first] = entry.open.values()
    return first?.address
  }

  /** A pool whose open connections all lead to vetted addresses; `done` when its exchange is over. */
  use(to: Vetted): { readonly pool: Pool; done(): void } {
    const entry = this.#current(to)
    if (!to.reused) {
      entry.addresses = to.addresses
      entry.vettedAt = this.#options.now()
    }
    entry.running += 1
    const done = (): void => {
      entry.running -= 1
      this.#forget(entry, to.url.origin)
    }
    return { pool: entry.pool, done }
  }

  connectionOf(socket: Socket): Connection | undefined {
    return this.#connections.get(socket)
  }

  /** `true` once for every connection. */
  firstUse(connection: Connection): boolean {
    const first = !this.#used.has(connection)
    this.#used.add(connection)
    return first
  }

  async close(): Promise<void> {
    await Promise.all([...this.#kept.values()].map(({ pool }) => pool.destroy()))
  }

  /** After a name moved or a pin changed, open connections end with the exchanges that use them (T36). */
  #current(to: Vetted): Kept {
    const { origin } = to.url
    const entry = this.#kept.get(origin)
    if (entry === undefined) return this.#create(to)
    const stays = ({ address }: Connection): boolean => to.addresses.includes(address)
    if (entry.pin === to.pin && (to.reused || [...entry.open.values()].every(stays))) return entry
    this.#kept.delete(origin)
    entry.pool.close().catch(() => undefined)
    return this.#create(to)
  }

  #create(to: Vetted): Kept {
    const { limits, now } = this.#options
    const entry: Kept = {
      pin: to.pin,
      addresses: to.addresses,
      vettedAt: now(),
      running: 0,
      open: new Map(),
      pool: new Pool(to.url.origin, {
        connections: limits.parallelPerOrigin,
        pipelining: 1, // one request at a time on a connection: nothing to smuggle into (T43)
        allowH2: false,
        keepAliveTimeout: KEEP_ALIVE_MS,
        keepAliveMaxTimeout: KEEP_ALIVE_MS,
        maxHeaderSize: limits.answerHeadBytes,
        connect: (_options, handOver) => {
          this.#connect(entry, to).then(
            (socket) => handOver(null, socket),
            (error: unknown) => handOver(asFailure(error), null),
          )
        },
      }),
    }
    this.#kept.set(to.url.origin, entry)
    return entry
  }

  async #connect(entry: Kept, to: Vetted): Promise<Socket> {
    const { limits, dial, now } = this.#options
    const connection = await dial(
      {
        host: to.url.hostname.replace(/^\[|\]$/g, ''),
        port: to.port,
        secure: to.url.protocol === 'https:',
        addresses: entry.addresses,
        pin: to.pin,
        timeoutMs: limits.connectMs,
      },
      now,
    )
    const { socket } = connection
    tap(socket)
    this.#connections.set(socket, connection)
    entry.open.set(socket, connection)
    socket.once('close', () => {
      entry.open.delete(socket)
      this.#forget(entry, to.url.origin)
    })
    return socket
  }

  /** An origin nobody is connected to is not remembered. */
  #forget(entry: Kept, origin: string): void {
    if (entry.open.size > 0 || entry.running > 0) return
    if (this.#kept.get(origin) === entry) this.#kept.delete(origin)
    entry.pool.close().catch(() => undefined)
  }
}

const asFailure = (error: unknown): Error =>
  error instanceof DialFailure
    ? error
    : new TransportFailure('connect_failed', 'connect', 'No connection.')
