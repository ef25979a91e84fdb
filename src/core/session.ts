/** The one value: everything a person did in one walk and everything that came back. */
import type { HttpRequest, HttpResponse } from './http.ts'
import type { Problem } from './problem.ts'
import type { ResponseMode } from './response-mode.ts'
import type { Link } from './source.ts'
import type { ValueName, Values } from './values.ts'
import type { Wire } from './wire.ts'

/** `live` is the person's own account; `sandbox` is the simulator that ships with Grantwalk. */
export type Target = 'sandbox' | 'live'

/** How the request travelled. */
export type Route = 'relay' | 'direct' | 'navigation'

/** Something the server did that a strict client would not accept. The walk goes on. */
export interface Finding {
  readonly code: string
  readonly text: string
  readonly rule?: Link
}

export type Outcome =
  /** It answered, and the answer is what the step wanted. */
  | {
      readonly kind: 'accepted'
      readonly response?: HttpResponse
      readonly gained: Values
      readonly findings: readonly Finding[]
    }
  /** It answered: no. */
  | { readonly kind: 'refused'; readonly response?: HttpResponse; readonly problem: Problem }
  /** It did not answer. */
  | { readonly kind: 'failed'; readonly problem: Problem }

/** One message and what became of it. Never edited. Times are Unix milliseconds. */
export interface Exchange {
  readonly id: string
  readonly step: string
  readonly route: Route
  readonly startedAt: number
  readonly endedAt: number
  /** As the step built it. */
  readonly built: HttpRequest
  /** As the person sent it; the same value as `built` unless it was edited. */
  readonly sent: HttpRequest
  /** For a navigation: the address the browser came back with. */
  readonly callback?: string
  readonly wire?: Wire
  readonly outcome: Outcome
}

/** A redirect that has not come back yet. What the answer must match is frozen here. */
export interface Pending {
  readonly exchange: string
  readonly step: string
  readonly startedAt: number
  readonly request: HttpRequest
  readonly state: string
  readonly redirect_uri: string
  /** Absent in walks that left before answers other than a code or a token were read. */
  readonly response_type?: string
  readonly response_mode?: ResponseMode
  /** The server the browser went to, where its metadata is known. */
  readonly issuer?: string
  readonly issuerPromised?: boolean
}

export interface Session {
  /** Of this shape. Older records are brought up to it when they are read; newer ones are left alone. */
  readonly version: 2
  readonly id: string
  readonly name: string
  readonly vendor: string
  readonly flow: string
  readonly target: Target
  readonly createdAt: number
  readonly updatedAt: number
  readonly values: Values
  readonly exchanges: readonly Exchange[]
  readonly pending?: Pending
  /** The person's own words to find it by, each once. */
  readonly tags?: readonly string[]
  readonly note?: string
  /** Stays on top of the list. */
  readonly pinned?: true
  /** Where it came from when it was not begun here: one sentence. */
  readonly origin?: string
}

/** Everything that can happen to a session. `at` is Unix milliseconds. */
export type SessionEvent = { readonly at: number } & (
  | { readonly type: 'named'; readonly name: string }
  | { readonly type: 'tagged'; readonly tags: readonly string[] }
  | { readonly type: 'noted'; readonly note: string }
  | { readonly type: 'pinned'; readonly pinned: boolean }
  | { readonly type: 'filled'; readonly values: Values }
  | { readonly type: 'made'; readonly step: string; readonly values: Values }
  | { readonly type: 'left'; readonly pending: Pending }
  | { readonly type: 'exchanged'; readonly exchange: Exchange }
  | { readonly type: 'cleared'; readonly names: readonly ValueName[] }
)
