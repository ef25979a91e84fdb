/** What came in and what goes back, as plain values: the gates, and everything after, work on these. */
import type { HeaderPairs } from '../core/http.ts'

/** One request as it stood on the wire. The Node adapter fills it in from `rawHeaders` and `url`. */
export interface Ingress {
  readonly method: string
  /** The request target, literally: not parsed, not normalised. */
  readonly target: string
  /** In wire order, duplicates kept. */
  readonly headers: HeaderPairs
  /** The whole body, or `undefined` as soon as it is larger than that. Rejects with `Gone`. */
  readBody(maxBytes: number): Promise<Uint8Array | undefined>
  /** Calls back once when the other side goes away before it has the whole answer. */
  whenGone(listener: () => void): void
}

/** Takes a piece of an answer; a promise asks the giver to wait for it (back-pressure). */
export type Sink = (bytes: Uint8Array) => void | Promise<void>

export interface Answer {
  readonly status: number
  readonly headers: HeaderPairs
  readonly body: Uint8Array | ((sink: Sink) => Promise<void>)
}

/** Nothing the relay answers with may act in a browser as a page, a script or a cached copy (T16). */
export const safeHeaders: HeaderPairs = [
  ['cache-control', 'no-store'],
  ['content-disposition', 'attachment'],
  ['content-security-policy', "sandbox; default-src 'none'"],
  ['cross-origin-resource-policy', 'same-origin'],
  ['referrer-policy', 'no-referrer'],
  ['x-content-type-options', 'nosniff'],
]

/** Whoever asked is not there any more; nobody needs an answer. */
export class Gone extends Error {}

/** A request that is turned away. `reason` says more exactly why a target was refused. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly reason: string | undefined
  readonly headers: HeaderPairs
  constructor(
    status: number,
    code: string,
    message: string,
    more: { readonly reason?: string; readonly headers?: HeaderPairs } = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.reason = more.reason
    this.headers = more.headers ?? []
  }
}

/** Every refusal has this form: `{"error":{"code","reason"?,"message"}}`. */
export function refusalAnswer({ status, code, reason, message, headers }: Refused): Answer {
  const error = { code, ...(reason === undefined ? {} : { reason }), message }
  return {
    status,
    headers: [['content-type', 'application/json'], ...safeHeaders, ...headers],
    body: new TextEncoder().encode(JSON.stringify({ error })),
  }
}
