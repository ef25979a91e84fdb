/** What a simulated vendor writes down: grants, tokens, requests that wait, sessions and forms. All times are Unix milliseconds of its own clock. */

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
