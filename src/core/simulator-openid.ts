/** What a simulated vendor says of its OpenID Connect: where things are, whom it knows, what a person may turn. */
import type { Account, Place, Turn } from './simulation.ts'

type Claims = Readonly<Record<string, unknown>>

export interface OpenIdRules {
  readonly paths: {
    readonly jwks: string
    readonly par: string
    readonly userinfo: string
    readonly introspection: string
    readonly revocation: string
    readonly device_authorization: string
    /** The page where a person types in what the device shows. */
    readonly device: string
    readonly backchannel_authentication: string
    /** The page that stands for the person's phone. */
    readonly ciba: string
    readonly registration: string
    readonly end_session: string
  }
  /** APIs a token can be for (RFC 8707). The first is meant when a request names none. */
  readonly resources: (place: Place) => readonly string[]
  readonly scopes: readonly string[]
  readonly authorization_details_types: readonly string[]
  readonly acr_values: readonly string[]
  /** Everything known of a person, `sub` first. Scopes choose from it (OpenID Connect Core 5.4). */
  readonly claims: (account: Account) => Claims & { readonly sub: string }
  /** Whose software statements it believes (RFC 7591 section 2.3). */
  readonly softwareAuthority: { readonly iss: string; readonly alg: string; readonly jwk: Claims }
  readonly knobs: (turn: Turn) => OpenIdKnobs
  /** Ways to do it wrong on purpose, so that a client can be seen to notice. Default: none. */
  readonly twist?: {
    readonly idToken?: (turn: Turn, claims: Claims) => Claims
    readonly metadata?: (turn: Turn, metadata: Claims) => Claims
  }
}

export interface OpenIdKnobs {
  readonly idTokenAlg: 'RS256' | 'ES256'
  /** `none`: without a signature. `stranger`: by a key that is not in the key set. */
  readonly idTokenSignature: 'right' | 'none' | 'stranger'
  readonly opaqueTokens: boolean
  readonly signedUserinfo: boolean
  readonly parRequired: boolean
  readonly nonceRequired: boolean
  /** Asked at every request, or once for the same client and scope. */
  readonly consent: 'always' | 'once'
  /** Who answers for the person of a device or CIBA request, and after how many seconds. */
  readonly elsewhere: { readonly by: 'page' | 'approve' | 'deny'; readonly seconds: number }
}
