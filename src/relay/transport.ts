/** What the relay asks of whatever opens connections for it. Node's is in node-transport.ts. */
import type { Frame } from '../core/frames.ts'
import type { HeaderPairs } from '../core/http.ts'
import type { Vetted } from './policy.ts'
import type { Target } from './url.ts'

/** One hop: one request on one connection. */
export interface Outgoing {
  readonly n: number
  readonly to: Vetted
  readonly method: string
  readonly headers: HeaderPairs
  readonly body: Uint8Array | undefined
  readonly headersMs: number
  readonly maxBytes: number
  readonly stop: Stop
}

export type Head = Extract<Frame, { type: 'head' }>

/** Takes what happens on one hop, in order. */
export interface Receiver {
  /** `hop`, `tls`, `sent`, `trailers`. */
  frame(frame: Frame): void
  /** `false`: the body is not wanted. */
  head(head: Head): boolean | Promise<boolean>
  body(bytes: Uint8Array): void | Promise<void>
}

export interface Received {
  readonly bytes: number
  readonly truncated: boolean
  readonly connectMs: number
  readonly tlsMs: number
  readonly firstByteMs: number
}

export interface Transport {
  /** The address of a connection to this origin that is open, vetted not long ago and can be used again. */
  peerOf(target: Target): string | undefined
  /** Rejects with a `TransportFailure`. */
  send(outgoing: Outgoing, receiver: Receiver): Promise<Received>
}

export type Phase = 'connect' | 'tls' | 'send' | 'headers' | 'body'

/** Ends an exchange early: with a `TransportFailure`, or with `Gone` when nobody listens any more. */
export class Stop {
  #reason: Error | undefined
  #hear: ((reason: Error) => void) | undefined

  /** Only the first reason counts. */
  now(reason: Error): void {
    if (this.#reason !== undefined) return
    this.#reason = reason
    this.#hear?.(reason)
  }

  /** Told once, and at once when it is late. Hops come one after the other, so one listens at a time. */
  listen(hear: ((reason: Error) => void) | undefined): void {
    this.#hear = hear
    if (this.#reason !== undefined) hear?.(this.#reason)
  }
}

/** Nobody answered, or not as HTTP has it. The code is stable, the message is for a person. */
export class TransportFailure extends Error {
  readonly code: string
  readonly phase: Phase
  constructor(code: string, phase: Phase, message: string) {
    super(message)
    this.code = code
    this.phase = phase
  }
}
