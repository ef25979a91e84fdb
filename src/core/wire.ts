/** What only the relay can see of an exchange: the bytes of the head it sent, TLS, addresses, times. */

/** One connection that was opened, or refused, on the way. */
export interface Hop {
  readonly n: number
  readonly method: string
  readonly url: string
  readonly address: string
  readonly port: number
}

export interface TlsFacts {
  readonly protocol: string
  readonly cipher: string
  readonly alpn: string
  readonly authorized: boolean
  readonly error?: string
  readonly leaf?: {
    readonly subject: string
    readonly issuer: string
    readonly san: string
    readonly from: string
    readonly to: string
    /** Lower-case hex of the certificate's SHA-256. */
    readonly sha256: string
    readonly pem: string
  }
}

/** Milliseconds, each phase on its own; `total` from the first look-up to the last byte. */
export interface Timings {
  readonly dns: number
  readonly connect: number
  readonly tls: number
  readonly firstByte: number
  readonly total: number
}

/** A redirect that the server asked for, and what the relay decided about it. */
export interface Redirect {
  readonly status: number
  readonly location: string
  readonly decision: 'followed' | 'stopped'
  readonly reason: string
}

export interface Wire {
  readonly hops: readonly Hop[]
  readonly tls?: TlsFacts
  /** The request head exactly as it left. */
  readonly sentHead?: string
  readonly redirects: readonly Redirect[]
  readonly trailers?: readonly (readonly [string, string])[]
  readonly wireBytes?: number
  readonly timings?: Timings
}
