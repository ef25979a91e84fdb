/** What happens inside a simulated vendor: what it remembers, one request on its way, how it is refused. */
import type { Simulator } from './simulator.ts'

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

/** What was granted beside the scope; carried from the request to every token that comes of it. */
export interface GrantFacts {
  readonly auth_time?: number | undefined
  readonly nonce?: string | undefined
  readonly acr?: string | undefined
  /** RFC 8707. */
  readonly resource?: readonly string[] | undefined
  /** RFC 9396. */
  readonly authorization_details?: readonly Readonly<Record<string, unknown>>[] | undefined
  /** Claims asked for one by one (OpenID Connect Core 5.5). */
  readonly claims?:
    | { readonly id_token: readonly string[]; readonly userinfo: readonly string[] }
    | undefined
  /** Thumbprint of the DPoP key that only may go on with this grant (RFC 9449 sections 5 and 10). */
  readonly jkt?: string | undefined
  /** RFC 8693 section 4.1. */
  readonly act?: Readonly<Record<string, unknown>> | undefined
}

/** A request that waits for a person elsewhere, by its `device_code` or `auth_req_id`. */
export interface WaitingRequest {
  readonly kind: 'device' | 'ciba'
  readonly id: string
  /** Device only: what the person types in (RFC 8628 section 3.2). */
  readonly user_code?: string
  readonly binding_message?: string
  readonly client_id: string
  readonly username?: string
  readonly scope: string
  readonly facts: GrantFacts
  readonly createdAt: number
  readonly expiresAt: number
  /** Seconds between two polls. */
  readonly interval: number
  readonly polledAt?: number
  readonly approval?: 'approve' | 'deny'
}

/** An authorization request that was pushed ahead (RFC 9126). */
export interface PushedRequest {
  readonly client_id: string
  readonly parameters: readonly (readonly [string, string])[]
  readonly expiresAt: number
}

/** All times are Unix milliseconds of the simulator's own clock. */
export interface IssuedCode {
  readonly code: string
  readonly client_id: string
  readonly username: string
  readonly scope: string
  /** Where the code went. */
  readonly redirect_uri: string
  /** The request named it; then the exchange must too (RFC 6749 section 4.1.3). */
  readonly redirectGiven: boolean
  readonly expiresAt: number
  readonly code_challenge?: string
  readonly code_challenge_method?: string
  readonly nonce?: string
  readonly auth_time?: number
  readonly facts?: GrantFacts
  readonly family: string
}

export interface AccessToken {
  readonly access_token: string
  readonly client_id: string
  /** Absent: the client acts for itself. */
  readonly username?: string
  readonly scope: string
  readonly issuedAt: number
  readonly expiresAt: number
  readonly refresh_token?: string
  readonly facts?: GrantFacts
  /** All tokens that descend from one grant (RFC 9700 section 4.14.2). */
  readonly family: string
}

export interface RefreshToken {
  readonly refresh_token: string
  readonly client_id: string
  readonly username?: string
  readonly scope: string
  readonly expiresAt: number
  readonly facts?: GrantFacts
  readonly family: string
}

export interface LoginSession {
  readonly id: string
  readonly username?: string
  readonly auth_time?: number
  readonly usedAt: number
  /** Path and query of the request this login was for: it need not ask for another. */
  readonly answered?: string
}

/** A form that was shown, or a request that waits for a login. Usable once, by the session that got it. */
export interface Form {
  readonly kind: 'saved' | 'login' | 'consent'
  readonly session: string
  readonly createdAt: number
  /** Path and query to go on with. */
  readonly resume: string
  /** Origin the answer will go to; the page's policy must let the form lead there. */
  readonly leadsTo?: string
  /** What went wrong with the last try. */
  readonly error?: string
  /** The name to offer (`login_hint`). */
  readonly hint?: string
}

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

/** The ways to be refused that the engine knows. A vendor may add its own. */
export type StandardFault =
  | 'not_found'
  | 'method_not_allowed'
  | 'parameter_repeated'
  | 'client_authentication_missing'
  | 'client_authentication_repeated'
  | 'client_credentials_wrong'
  | 'client_id_differs'
  | 'access_disabled'
  | 'grant_type_missing'
  | 'grant_type_unsupported'
  | 'grant_type_refused'
  | 'credentials_wrong'
  | 'account_disabled'
  | 'account_locked'
  | 'scope_wrong'
  | 'code_missing'
  | 'code_wrong'
  | 'redirect_uri_differs'
  | 'code_of_another_client'
  | 'code_verifier_wrong'
  | 'refresh_token_missing'
  | 'refresh_token_wrong'
  | 'refresh_token_expired'
  | 'refresh_token_of_another_client'
  | 'client_id_missing'
  | 'client_unknown'
  | 'response_type_missing'
  | 'response_type_unsupported'
  | 'response_type_refused'
  | 'redirect_uri_missing'
  | 'redirect_uri_not_registered'
  | 'code_challenge_missing'
  | 'code_challenge_wrong'
  | 'user_denied'
  | 'form_expired'
  | 'token_missing'
  | 'token_unknown'
  | 'token_expired'
  | 'too_many_requests'
  | OpenIdFault

/** Their detail `says` is the description, where one sentence does not fit all. */
export type OpenIdFault =
  | 'request_invalid'
  | 'request_object_wrong'
  | 'request_uri_wrong'
  | 'request_uri_unsupported'
  | 'login_required'
  | 'consent_required'
  | 'grant_wrong'
  | 'proof_wrong'
  | 'proof_nonce_wanted'
  | 'token_proof_wrong'
  | 'token_proof_nonce_wanted'
  | 'token_key_wrong'
  | 'token_scope_small'
  | 'target_wrong'
  | 'authorization_details_wrong'
  | 'authorization_pending'
  | 'slow_down'
  | 'waiting_expired'
  | 'waiting_denied'
  | 'person_unknown'
  | 'binding_message_wrong'
  | 'metadata_wrong'
  | 'redirect_metadata_wrong'
  | 'statement_wrong'

export type FaultName = StandardFault | (string & {})

/** Thrown small by a check; the engine turns it into the vendor's words, once. */
export class Fault extends Error {
  readonly fault: FaultName
  readonly detail: Readonly<Record<string, string>>
  constructor(fault: FaultName, detail: Readonly<Record<string, string>> = {}) {
    super(fault)
    this.name = 'Fault'
    this.fault = fault
    this.detail = detail
  }
}
