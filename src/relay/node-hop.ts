/** One hop as undici tells it: from the connection to the last byte, handed on as it happens. */
import type { Socket } from 'node:net'
import { type Dispatcher, errors } from 'undici'
import type { HeaderPairs } from '../core/http.ts'
import { type Connection, DialFailure } from './node-dial.ts'
import { answerFailure } from './node-failure.ts'
import type { Pools } from './node-pools.ts'
import { httpVersionOn, onHeadWritten } from './node-tap.ts'
import type { Outgoing, Phase, Received, Receiver } from './transport.ts'

/** The body of a redirect that is followed is read to its end only when that is cheaper than a new connection. */
const UNWANTED_BYTES = 65_536

interface Settle {
  resolve(received: Received): void
  reject(error: unknown): void
}

export class Hop implements Dispatcher.DispatchHandler {
  readonly #outgoing: Outgoing
  readonly #receiver: Receiver
  readonly #pools: Pools
  readonly #now: () => number
  readonly #settle: Settle
  #controller: Dispatcher.DispatchController | undefined
  #connection: Connection | undefined
  /** This hop waited for its connection to be made. */
  #fresh = false
  #writtenAt = 0
  #firstByteMs = 0
  #bytes = 0
  #phase: Extract<Phase, 'connect' | 'headers' | 'body'> = 'connect'
  #wanted = true
  #settled = false

  constructor(
    outgoing: Outgoing,
    receiver: Receiver,
    tools: { readonly pools: Pools; readonly now: () => number },
    settle: Settle,
  ) {
    this.#outgoing = outgoing
    this.#receiver = receiver
    this.#pools = tools.pools
    this.#now = tools.now
    this.#settle = settle
    outgoing.stop.listen(this.#stop)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#settled) this.#release()
    else onHeadWritten(this.#written)
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    _headers: unknown,
    statusText?: string,
  ): void {
    if (status < 200 || this.#settled) return
    this.#phase = 'body'
    this.#firstByteMs = this.#now() - this.#writtenAt
    const wanted = this.#receiver.head({
      type: 'head',
      status,
      statusText: statusText ?? '',
      httpVersion: this.#connection === undefined ? '' : httpVersionOn(this.#connection.socket),
      headers: pairsOf(controller.rawHeaders),
    })
    if (typeof wanted === 'boolean') this.#wanted = wanted
    else this.#hold(wanted.then((answer) => void (this.#wanted = answer)))
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    if (this.#settled) return
    const room = this.#outgoing.maxBytes - this.#bytes
    const piece = chunk.length > room ? chunk.subarray(0, room) : chunk
    this.#bytes += piece.length
    if (this.#wanted && piece.length > 0) this.#hold(this.#receiver.body(piece))
    const enough = this.#wanted ? chunk.length > room : this.#bytes > UNWANTED_BYTES
    if (!enough) return
    this.#succeed(this.#wanted)
    this.#release()
  }

  onResponseEnd(controller: Dispatcher.DispatchController): void {
    const trailers = pairsOf(controller.rawTrailers)
    const told = this.#wanted && !this.#settled && trailers.length > 0
    if (told) this.#receiver.frame({ type: 'trailers', trailers })
    this.#succeed(false)
  }

  onResponseError(_controller: unknown, error: Error): void {
    if (error instanceof DialFailure) {
      if (!this.#settled) this.#tellConnection(error)
      this.#fail(error)
      return
    }
    const failure = answerFailure(error, this.#phase)
    if (failure === 'cut') this.#succeed(true)
    else this.#fail(failure)
  }

  readonly #stop = (reason: Error): void => {
    this.#fail(reason)
    this.#release()
  }

  readonly #written = (head: string, socket: Socket): void => {
    this.#phase = 'headers'
    this.#writtenAt = this.#now()
    this.#connection = this.#pools.connectionOf(socket)
    if (this.#connection === undefined) return
    this.#fresh = this.#pools.firstUse(this.#connection)
    this.#tellConnection(this.#connection)
    const bodyBytes = this.#outgoing.body?.length ?? 0
    this.#receiver.frame({ type: 'sent', head, bodyBytes })
  }

  #tellConnection({ address, tls }: Pick<Connection, 'address' | 'tls'>): void {
    const { n, method, to } = this.#outgoing
    this.#receiver.frame({
      type: 'hop',
      hop: { n, method, url: to.url.href, address, port: to.port },
    })
    if (tls !== undefined) this.#receiver.frame({ type: 'tls', tls })
  }

  /** Takes no more from the server until the receiver is ready again (back-pressure). */
  #hold(waiting: void | Promise<void>): void {
    if (waiting === undefined) return
    this.#controller?.pause()
    waiting.then(
      () => this.#controller?.resume(),
      (error: unknown) => {
        this.#fail(error)
        this.#release()
      },
    )
  }

  #release(): void {
    this.#controller?.abort(new errors.RequestAbortedError())
  }

  #succeed(truncated: boolean): void {
    if (!this.#settledNow()) return
    const made = this.#fresh ? this.#connection : undefined
    this.#settle.resolve({
      bytes: this.#bytes,
      truncated,
      connectMs: made?.connectMs ?? 0,
      tlsMs: made?.tlsMs ?? 0,
      firstByteMs: this.#firstByteMs,
    })
  }

  #fail(error: unknown): void {
    if (this.#settledNow()) this.#settle.reject(error)
  }

  #settledNow(): boolean {
    if (this.#settled) return false
    this.#settled = true
    this.#outgoing.stop.listen(undefined)
    return true
  }
}

/** Raw names and values, byte for byte: latin1 is the one encoding that loses nothing (RFC 9110 5.5). */
function pairsOf(raw: Dispatcher.DispatchController['rawHeaders']): HeaderPairs {
  if (!Array.isArray(raw)) return []
  const pairs: [string, string][] = []
  for (let at = 0; at + 1 < raw.length; at += 2) pairs.push([latin1(raw[at]), latin1(raw[at + 1])])
  return pairs
}

const latin1 = (item: Buffer | string | undefined): string =>
  typeof item === 'string' ? item : (item?.toString('latin1') ?? '')
