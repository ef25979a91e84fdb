/** What happens inside a simulated vendor: what it remembers, one request on its way, how it is refused. */
import type {
  AccessToken,
  Form,
  GrantFacts,
  IssuedCode,
  LoginSession,
  PushedRequest,
  RefreshToken,
  WaitingRequest,
} from './simulation-records.ts'
import type { Simulator } from './simulator.ts'

export { Fault, type FaultName, type OpenIdFault, type StandardFault } from './simulation-fault.ts'
export type {
  AccessToken,
  Form,
  GrantFacts,
  IssuedCode,
  LoginSession,
  PushedRequest,
  RefreshToken,
  WaitingRequest,
} from './simulation-records.ts'

/** Where the simulator runs. `base` is its own address without a final slash, for example `http://localhost:7862/amm`. */
export interface Place {
  readonly base: string
  /** Origins where Grantwalk's page may run; registered redirect URIs follow them. */
  readonly appOrigins: readonly string[]
}

/** A registered client. Names as in RFC 7591 section 2. */
export interface RegisteredClient {
  readonly client_id: string
  /** Absent: a public client. */
  readonly client_secret?: string
  readonly client_name: string
  readonly redirect_uris: readonly string[]
  readonly grant_types: readonly string[]
  readonly scope: string
  /** Absent: any method that fits whether there is a secret. */
  readonly token_endpoint_auth_method?: string
  readonly jwks?: { readonly keys: readonly Readonly<Record<string, unknown>>[] }
  readonly response_types?: readonly string[]
  /** Everything else that was registered, spelled as in RFC 7591. */
  readonly metadata?: Readonly<Record<string, unknown>>
  /** What only this vendor knows of it, for example a customer group. */
  readonly facts?: Readonly<Record<string, string>>
}

export interface Account {
  readonly username: string
  readonly password: string
  /** One phrase for the note on the login page: what this account is good for. */
  readonly note: string
  readonly status?: 'disabled' | 'locked'
  readonly facts?: Readonly<Record<string, string>>
}

export type SettingValue = string | number | boolean

/** Everything a simulated vendor remembers. Maps, because names come from outside. */
export interface World {
  /** How far its clock was advanced. */
  offset: number
  readonly settings: Map<string, SettingValue>
  /** Registered at run time, beside the fixtures. */
  readonly clients: Map<string, RegisteredClient>
  readonly codes: Map<string, IssuedCode>
  readonly access: Map<string, AccessToken>
  readonly refresh: Map<string, RefreshToken>
  /** Codes and refresh tokens that were used up, with their family. */
  readonly spent: Map<string, string>
  readonly sessions: Map<string, LoginSession>
  readonly forms: Map<string, Form>
  readonly windows: Map<string, { readonly startedAt: number; readonly count: number }>
  readonly pushed: Map<string, PushedRequest>
  readonly waiting: Map<string, WaitingRequest>
  /** What may come once only (`jti`), or was agreed to once, with the time it stands for. */
  readonly seen: Map<string, number>
  /** What a vendor keeps beside these; anything that survives `structuredClone`. */
  readonly own: Map<string, unknown>
}

/** Parameters of one request, in order. A parameter without a value counts as absent (RFC 6749 section 3.1). */
export interface Parameters {
  get(name: string): string | undefined
  all(name: string): readonly string[]
  names(): readonly string[]
}

export interface Ids {
  uuid(): string
  /** So many characters of an alphabet, each equally likely. */
  text(alphabet: string, length: number): string
  /** base64url text of so many random bytes. */
  opaque(bytes: number): string
}

/** Escaped already. Made by `html` alone. */
export interface Html {
  readonly text: string
}

export type HtmlPart = string | number | Html | readonly Html[] | undefined

/** One request on its way through the checks, and what they found out so far. */
export interface Turn {
  readonly request: Request
  readonly method: string
  /** The vendor's own path, without the simulator's prefix. */
  readonly path: string
  /** The path's `:name` parts. */
  readonly captured: Readonly<Record<string, string>>
  /** A consent form puts back here what was asked before it was shown. */
  query: URLSearchParams
  readonly body: string
  parameters: Parameters
  readonly place: Place
  readonly world: World
  readonly now: number
  readonly ids: Ids
  readonly simulator: Simulator
  readonly setting: (id: string) => SettingValue
  readonly findClient: (client_id: string | undefined) => RegisteredClient | undefined
  readonly findAccount: (username: string | undefined) => Account | undefined
  /** Runs another check by name: for a check that chooses between two. */
  readonly runCheck: (name: string) => Promise<Response | undefined>
  /** The only way to write HTML: every value is escaped. */
  readonly html: (literals: TemplateStringsArray, ...parts: readonly HtmlPart[]) => Html
  /** A page in the vendor's dress, with its strict policy. */
  readonly page: (title: string, content: Html, status?: number) => Response

  /** How a refusal is told: as JSON, on the server's own page, or by sending the browser back. */
  manner: 'json' | 'page' | 'redirect'
  /** Milliseconds to wait before the answer leaves. */
  delay: number
  /** Headers to put on an answer that is not a refusal. */
  readonly answerHeaders: [string, string][]
  client?: RegisteredClient | undefined
  account?: Account | undefined
  session?: LoginSession | undefined
  redirect_uri?: string | undefined
  code?: IssuedCode | undefined
  refresh?: RefreshToken | undefined
  access?: AccessToken | undefined
  scope?: string | undefined
  facts?: GrantFacts | undefined
  /** Thumbprint of the key this request was proven with (RFC 9449). */
  jkt?: string | undefined
  /** What the person answered on the consent page. */
  approval?: 'approve' | 'deny' | undefined
}

/** One named check. Throws a `Fault` to refuse; returns a response to answer; otherwise the next one runs. */
export interface Check {
  readonly name: string
  /** RFC section or vendor notes mark. */
  readonly source: string
  run(turn: Turn): Response | undefined | Promise<Response | undefined>
}
