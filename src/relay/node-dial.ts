/** Opens one connection to a vetted address and looks at it before anybody may write to it (c.4). */
import net from 'node:net'
import tls, { type TLSSocket } from 'node:tls'
import type { TlsFacts } from '../core/wire.ts'
import { canonicalAddress } from './address.ts'
import { tlsFactsOf } from './node-tls.ts'
import { type Phase, TransportFailure } from './transport.ts'

export interface DialTarget {
  /** For TLS's server name and the certificate's check; never looked up. */
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly addresses: readonly string[]
  readonly pin: string | undefined
  readonly timeoutMs: number
}

export interface Connection {
  readonly socket: net.Socket
  readonly address: string
  readonly tls: TlsFacts | undefined
  readonly connectMs: number
  readonly tlsMs: number
}

export type Dial = (target: DialTarget, now: () => number) => Promise<Connection>

/** A connection that was not handed over, with what is known about it. */
export class DialFailure extends TransportFailure {
  readonly address: string
  readonly tls: TlsFacts | undefined
  constructor(failure: TransportFailure, address: string, facts?: TlsFacts) {
    super(failure.code, failure.phase, failure.message)
    this.address = address
    this.tls = facts
  }
}

export const dial = async (
  target: DialTarget,
  now: () => number,
  connect = connectTo,
): Promise<Connection> => {
  const started = now()
  const raw = await opened(connect(target), 'connect', target, 'connect')
  const address = canonicalAddress(raw.remoteAddress ?? '') ?? ''
  if (!target.addresses.includes(address)) {
    raw.destroy()
    throw new DialFailure(
      new TransportFailure('address_changed', 'connect', 'The connection led somewhere else.'),
      address,
    )
  }
  const connected = now()
  if (!target.secure) {
    return { socket: raw, address, tls: undefined, connectMs: connected - started, tlsMs: 0 }
  }
  const left = { ...target, timeoutMs: target.timeoutMs - (connected - started) }
  const socket = await opened(secured(raw, target), 'secureConnect', left, 'tls', address)
  const facts = tlsFactsOf(socket)
  const wrong = verdict(facts, target.pin)
  if (wrong !== undefined) {
    socket.destroy()
    throw new DialFailure(wrong, address, facts)
  }
  return {
    socket,
    address,
    tls: facts,
    connectMs: connected - started,
    tlsMs: now() - connected,
  }
}

/** Several addresses are tried as browsers do (RFC 8305), but only these: the look-up replays them. */
function connectTo({ port, addresses }: DialTarget): net.Socket {
  const [first = '', ...others] = addresses
  const common = { port, noDelay: true, keepAlive: true }
  if (others.length === 0) return net.connect({ ...common, host: first })
  const answers = addresses.map((address) => ({ address, family: net.isIPv6(address) ? 6 : 4 }))
  return net.connect({
    ...common,
    host: 'vetted.invalid', // never an address: look-ups are not asked about those
    autoSelectFamily: true,
    lookup: (_host, _options, done) => done(null, answers),
  })
}

/**
 * The one place that lets a handshake end before it was judged: Node otherwise destroys the connection
 * together with the certificate that the person has to see. `verdict` judges it, before the first byte.
 */
function secured(raw: net.Socket, { host }: DialTarget): TLSSocket {
  const name = net.isIP(host) === 0 ? { servername: host } : { host }
  return tls.connect({
    socket: raw,
    ...name,
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: false,
  })
}

/** `authorized` covers chain, dates and name; a pin replaces all three (T35, T37). */
function verdict(facts: TlsFacts, pin: string | undefined): TransportFailure | undefined {
  if (pin !== undefined) {
    if (facts.leaf?.sha256 === pin) return undefined
    return new TransportFailure(
      'tls_pin_mismatch',
      'tls',
      'The server shows another certificate than the approved one. Nothing was sent.',
    )
  }
  if (facts.authorized) return undefined
  return new TransportFailure(
    'tls_untrusted',
    'tls',
    `The server’s certificate is not trusted (${facts.error ?? 'unknown'}). Nothing was sent.`,
  )
}

/** Waits for one event, for an error, or for the time to run out. */
function opened<S extends net.Socket>(
  socket: S,
  event: 'connect' | 'secureConnect',
  { addresses, timeoutMs }: DialTarget,
  phase: Phase,
  address = addresses[0] ?? '',
): Promise<S> {
  return new Promise((resolve, reject) => {
    const fail = (failure: TransportFailure): void => {
      socket.destroy()
      reject(new DialFailure(failure, address))
    }
    const timer = setTimeout(
      () => fail(new TransportFailure('connect_timeout', phase, 'No connection in time.')),
      timeoutMs,
    )
    const failed = (error: NodeJS.ErrnoException): void => {
      clearTimeout(timer)
      fail(failureOf(error, phase))
    }
    socket.once('error', failed)
    // An error between the handshake and the first reader must not end the process.
    socket.on('error', () => undefined)
    socket.once(event, () => {
      clearTimeout(timer)
      socket.off('error', failed)
      resolve(socket)
    })
  })
}

const connectCodes: Readonly<Record<string, readonly [code: string, message: string]>> = {
  ECONNREFUSED: ['connect_refused', 'Nothing listens at this address and port.'],
  ETIMEDOUT: ['connect_timeout', 'No connection in time.'],
  EHOSTUNREACH: ['host_unreachable', 'There is no way to this address from here.'],
  ENETUNREACH: ['host_unreachable', 'There is no way to this address from here.'],
}

function failureOf(error: NodeJS.ErrnoException, phase: Phase): TransportFailure {
  // Several addresses, several failures: the first one speaks for all.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  const code = first instanceof Error && 'code' in first ? String(first.code) : ''
  const known = connectCodes[code]
  if (phase === 'connect' && known !== undefined)
    return new TransportFailure(known[0], phase, known[1])
  return phase === 'tls'
    ? new TransportFailure(
        'tls_failed',
        phase,
        `The TLS handshake failed (${code || 'no reason given'}).`,
      )
    : new TransportFailure('connect_failed', phase, `No connection (${code || 'no reason given'}).`)
}
