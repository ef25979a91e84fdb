/** One exchange: hop after hop to the last answer, told as frames while it happens. */
import type { Frame } from '../core/frames.ts'
import { headerOf } from '../core/http.ts'
import type { Timings } from '../core/wire.ts'
import type { Order } from './envelope.ts'
import { Gone, type Ingress } from './ingress.ts'
import type { Policy, Vetted } from './policy.ts'
import { isRedirect, type Onward, onward, type Standing } from './redirect.ts'
import { type Head, type Received, Stop, type Transport, TransportFailure } from './transport.ts'

export interface ExchangeTools {
  readonly policy: Policy
  readonly transport: Transport
  readonly now: () => number
}

/** Where it starts: a target that passed, and when the look-up for it began and ended. */
export interface Start {
  readonly to: Vetted
  readonly at: number
  readonly dnsMs: number
}

export interface Summary {
  /** The server's status, or the code of what went wrong. */
  readonly status: string
  readonly bytes: number
}

type Write = (frame: Frame) => void | Promise<void>

export async function runExchange(
  order: Order,
  start: Start,
  tools: ExchangeTools,
  { write, whenGone }: { readonly write: Write } & Pick<Ingress, 'whenGone'>,
): Promise<Summary> {
  const progress: Progress = { status: undefined, bytes: 0, timings: emptyTimings(start.dnsMs) }
  const deadline = createDeadline(order, progress, whenGone)
  try {
    const truncated = await followHops(order, start, tools, { write, progress, deadline })
    const { bytes } = progress
    const timings = { ...progress.timings, total: tools.now() - start.at }
    await write({ type: 'end', wireBytes: bytes, decodedBytes: bytes, timings, truncated })
    return { status: String(progress.status), bytes }
  } catch (error) {
    if (error instanceof Gone) return { status: 'aborted', bytes: progress.bytes }
    const { code, phase, message } =
      error instanceof TransportFailure
        ? error
        : new TransportFailure('relay_failed', 'send', 'The relay failed. This is a bug in it.')
    await write({ type: 'error', code, phase, message })
    return { status: code, bytes: progress.bytes }
  } finally {
    deadline.clear()
  }
}

interface Progress {
  status: number | undefined
  bytes: number
  timings: Timings
}

const emptyTimings = (dns: number): Timings => ({ dns, connect: 0, tls: 0, firstByte: 0, total: 0 })

interface Run {
  readonly write: Write
  readonly progress: Progress
  readonly deadline: { readonly stop: Stop }
}

/** `true` when the last answer's body stops before its end. */
async function followHops(
  order: Order,
  start: Start,
  tools: ExchangeTools,
  run: Run,
): Promise<boolean> {
  let standing: Standing = { at: start.to, method: order.method, body: order.body, hop: 1 }
  for (;;) {
    const { received, next } = await oneHop(order, standing, tools, run)
    run.progress.timings = added(run.progress.timings, received)
    if (next?.next === undefined) return received.truncated
    standing = { at: next.next, method: next.method, body: next.body, hop: standing.hop + 1 }
  }
}

async function oneHop(
  order: Order,
  standing: Standing,
  tools: ExchangeTools,
  { write, progress, deadline }: Run,
): Promise<{ readonly received: Received; readonly next: Onward | undefined }> {
  let next: Onward | undefined
  const shown = (head: Head): true => {
    progress.status = head.status
    void write(head)
    return true
  }
  const redirected = async (head: Head, location: string): Promise<boolean> => {
    next = await onward(standing, { status: head.status, location }, order, tools)
    void write({ type: 'redirect', redirect: next.redirect })
    return next.next === undefined && shown(head)
  }
  const received = await tools.transport.send(outgoing(order, standing, deadline.stop), {
    frame: (frame) => void write(frame),
    head: (head) => {
      const location = headerOf(head, 'location')
      return isRedirect(head.status, location) ? redirected(head, location) : shown(head)
    },
    body: (bytes) => {
      progress.bytes += bytes.length
      return write({ type: 'body', bytes })
    },
  })
  return { received, next }
}

function outgoing(order: Order, { at, method, body, hop }: Standing, stop: Stop) {
  const { headers, headersMs, maxBytes } = order
  const bodyGone = order.body !== undefined && body === undefined
  return {
    n: hop,
    to: at,
    method,
    // What described a body that is not sent any more (RFC 9110 section 15.4, step 3).
    headers: bodyGone ? headers.filter(([name]) => !/^content-/i.test(name)) : headers,
    body,
    headersMs,
    maxBytes,
    stop,
  }
}

const added = (sum: Timings, hop: Received): Timings => ({
  ...sum,
  connect: sum.connect + hop.connectMs,
  tls: sum.tls + hop.tlsMs,
  firstByte: sum.firstByte + hop.firstByteMs,
})

/** Ends the exchange at its total time, or when whoever asked has gone (T45). */
function createDeadline({ totalMs }: Order, progress: Progress, whenGone: Ingress['whenGone']) {
  const stop = new Stop()
  const timer = setTimeout(() => stop.now(tooLong(progress)), totalMs)
  whenGone(() => stop.now(new Gone()))
  return { stop, clear: () => clearTimeout(timer) }
}

const tooLong = ({ status }: Progress): TransportFailure =>
  status === undefined
    ? new TransportFailure('headers_timeout', 'headers', 'The server did not answer in time.')
    : new TransportFailure('body_timeout', 'body', 'The answer took too long to arrive.')
