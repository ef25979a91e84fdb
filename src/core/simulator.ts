/** What a simulated vendor says of itself: its differences from a conforming server. `src/sandbox/README.md` says it in prose. */
import type { HeaderPairs } from './http.ts'
import type {
  AccessToken,
  Account,
  Check,
  Fault,
  FaultName,
  Ids,
  Place,
  RegisteredClient,
  Turn,
} from './simulation.ts'
import type { OpenIdRules } from './simulator-openid.ts'

/** A knob of the simulator that a person may turn while it runs. */
export type Setting = { readonly id: string; readonly label: string; readonly hint?: string } & (
  | {
      readonly kind: 'choice'
      readonly choices: readonly { readonly value: string; readonly label: string }[]
      readonly initial: string
    }
  | {
      readonly kind: 'number'
      readonly min: number
      readonly max: number
      readonly initial: number
    }
  | { readonly kind: 'switch'; readonly initial: boolean }
)

export interface FaultAnswer {
  readonly status: number
  readonly error: string
  readonly error_description?: string
  readonly headers?: HeaderPairs
  /** Told on the server's own page even where a redirect would be possible. */
  readonly stays?: true
}

export type FaultWords = FaultAnswer | ((turn: Turn, fault: Fault) => FaultAnswer | Response)

/** How many requests are let through. The check is called `limit:` and the limit's key. */
export interface RateLimit {
  readonly source: string
  readonly seconds: number
  /** Windows start with the clock (every full hour), not with the first request. */
  readonly aligned?: true
  max(turn: Turn): number
  /** Who shares the window. */
  key(turn: Turn): string
  /** Headers for an answer that was let through: requests left, seconds until the window ends. */
  headers?(left: number, seconds: number): HeaderPairs
}

export interface Route {
  /** Names of the checks before it, in order. Default: the order `bearer`. */
  readonly checks?: readonly string[]
  /** Which parts of the request hold parameters, the winner first. Default: query, then form. */
  readonly parameters?: readonly ParameterPlace[]
  run(turn: Turn): Response | Promise<Response>
}

type Fields = Readonly<Record<string, unknown>>

export type ParameterPlace = 'query' | 'form' | 'json'

export interface Simulator {
  /** The folder's name. */
  readonly id: string
  readonly product: string
  /** It plays no vendor's server, so there is nothing to mistake it for. */
  readonly invented?: true
  readonly summary: string
  readonly clients: (place: Place) => readonly RegisteredClient[]
  readonly accounts: readonly Account[]
  readonly settings?: readonly Setting[]
  /** Anything else worth showing beside the clients and accounts: titles to lines of text. */
  readonly notes?: Readonly<Record<string, readonly string[]>>

  readonly token?: {
    readonly path: string
    /** Default: authorization_code, refresh_token, client_credentials. */
    readonly grants?: readonly string[]
    /** Default: form (RFC 6749 section 3.2). */
    readonly parameters?: readonly ParameterPlace[]
    /** Default: `encoded` (RFC 6749 section 2.3.1). `raw`: id and secret are taken as they stand. */
    readonly basic?: 'encoded' | 'raw'
    /** Default: basic, post, none. */
    readonly authentication?: readonly ('basic' | 'post' | 'none' | 'assertion')[]
  }
  readonly authorize?: {
    readonly path: string
    readonly login: string
    readonly logout: string
    /** Default: `code`. */
    readonly response_types?: readonly string[]
    /** Status of the redirect that carries the answer. Default 302. */
    readonly redirectStatus?: 302 | 303
    readonly consent?: { readonly field: string; readonly approve: string; readonly deny: string }
    /** Default `session`. */
    readonly cookie?: string
    readonly sessionSeconds?: number
    /** Default: 60 seconds, 32 random bytes. */
    readonly codeSeconds?: number
    readonly code?: (ids: Ids) => string
    /** `false`: the answer does not name the issuer (RFC 9207). A function names another. */
    readonly iss?: false | ((turn: Turn) => string | undefined)
  }
  readonly tokens?: {
    readonly accessSeconds: number
    /** Absent: no refresh tokens. */
    readonly refreshSeconds?: number
    readonly access?: (turn: Turn) => string | Promise<string>
    readonly refresh?: (turn: Turn) => string | Promise<string>
    /** The same client, user and scope get the token that still lives, with less `expires_in`. Default no. */
    readonly reuse?: boolean
    /** What a refresh does to the refresh token: a new one instead, none, or a new one beside it. Default `replace`. */
    readonly onRefresh?: (turn: Turn) => 'replace' | 'keep' | 'add'
    /** The answer's fields, in wire order. */
    readonly answer?: (turn: Turn, token: AccessToken) => Fields | Promise<Fields>
    /** Fields of the implicit grant's fragment, in wire order. */
    readonly fragment?: (turn: Turn, token: AccessToken) => Fields | Promise<Fields>
    /** Default 200. */
    readonly status?: number
  }
  /** OpenID Connect, and what OAuth has grown since RFC 6749. Absent: none of it. */
  readonly openid?: OpenIdRules
  /** A query parameter that may hold the access token too (RFC 6750 section 2.3). Default none. */
  readonly tokenParameter?: string
  readonly faults?: Readonly<Partial<Record<FaultName, FaultWords | undefined>>>
  /** The body of a refusal, where it is not RFC 6749's. */
  readonly refuse?: (answer: FaultAnswer, turn: Turn, fault: Fault) => Response
  /** Content type and headers of its JSON answers. */
  readonly jsonHeaders?: HeaderPairs
  /** CORS and the like, on every answer. Default none. */
  readonly headers?: (turn: Turn) => HeaderPairs
  readonly limits?: Readonly<Record<string, RateLimit>>
  /** Checks of its own, to be named in an order. */
  readonly checks?: readonly Check[]
  /** Other orders than the engine's, by endpoint or grant type. */
  readonly order?: Readonly<Record<string, readonly string[]>>
  /** Everything else it serves: `GET /api/v1/systems/:uid/data`; a last part `*` takes the rest. */
  readonly routes?: Readonly<Record<`${string} /${string}`, Route>>
  /** How its pages look. Colours only; the layout is the engine's. */
  readonly look?: { readonly accent: string; readonly accentDark: string }
  readonly version?: (turn: Turn) => string
}
