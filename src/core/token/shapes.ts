/** What the inspector knows of a text: the tokens found in it, and the verdicts about each. */
import type { JsonRecord } from '../answer/json.ts'
import type { Link } from '../source.ts'

/** Something worth knowing about a token or about how it was pasted. `danger` is never shown as a failure of ours. */
export interface Note {
  /** Stable: `alg_none`, `prefix_removed`, `jku_ignored`, … */
  readonly code: string
  readonly tone: 'info' | 'warning' | 'danger'
  readonly text: string
  readonly rule?: Link
}

/** A signed token, compact or in one of the JSON forms (RFC 7515). */
export interface Jws {
  readonly kind: 'jws'
  /** In compact form, cleaned of what surrounded it. A JSON form is put together again from its first signature. */
  readonly text: string
  readonly serialization: 'compact' | 'flattened' | 'general'
  /** base64url, exactly as it stood: header, payload, signature. */
  readonly parts: readonly [header: string, payload: string, signature: string]
  readonly header: JsonRecord
  /** The header's JSON, letter for letter. */
  readonly headerText: string
  readonly payload: Payload
  readonly notes: readonly Note[]
}

export type Payload =
  | { readonly kind: 'claims'; readonly text: string; readonly claims: JsonRecord }
  /** JSON, but no object; or text; a JWS may carry anything. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly hex: string }

/** An encrypted token (RFC 7516): only its header can be read without the key. */
export interface Jwe {
  readonly kind: 'jwe'
  readonly text: string
  readonly parts: readonly string[]
  readonly header: JsonRecord
  readonly headerText: string
  readonly notes: readonly Note[]
}

/** No structure that is anyone's business but its server's. */
export interface Opaque {
  readonly kind: 'opaque'
  readonly text: string
  readonly notes: readonly Note[]
}

/** Meant to be a token, and broken or too large. The first note says how. */
export interface Unreadable {
  readonly kind: 'unreadable'
  readonly text: string
  /** `limit_reached` when it was not looked into on purpose. */
  readonly why: 'undecodable' | 'limit_reached'
  readonly notes: readonly Note[]
}

export type Token = Jws | Jwe | Opaque | Unreadable

/** One token of what was pasted, under the name it had there. */
export interface FoundToken {
  /** `access_token`, `id_token`, …; `token` where it had no name. */
  readonly name: string
  readonly token: Token
}

/** What a pasted text turned out to be. */
export interface Pasted {
  readonly what: 'nothing' | 'token' | 'header' | 'token_response' | 'url' | 'text'
  /** One sentence: `A token response with an access token and an ID token.` */
  readonly says: string
  readonly tokens: readonly FoundToken[]
  /** About the pasting itself: prefixes, quotes and line breaks that were taken away. */
  readonly notes: readonly Note[]
}

/** A kind of token, recognised by how it is made: an ID token, an RFC 9068 access token, a B2C token. */
export interface Recognition {
  readonly code: string
  /** `an OpenID Connect ID token` */
  readonly name: string
  /** What gave it away, and what is peculiar about it. */
  readonly because: string
  readonly rule?: Link
}

/** What a claim or a header parameter means. */
export interface ClaimFact {
  readonly label: string
  readonly means: string
  readonly rule: Link
  /** How its value is to be read. */
  readonly form?: 'time' | 'scope' | 'audience' | 'key'
}

/** The five questions. Never one tick: each is answered alone. */
export type Aspect = 'decoded' | 'signature' | 'issuer_audience' | 'time' | 'run'

/** `unchecked` is never red: it says what is missing. */
export type Mark = 'passed' | 'failed' | 'unchecked'

/** One comparison, with both sides. */
export interface VerdictLine {
  readonly code: string
  readonly mark: Mark
  /** A sentence: what was compared with what, and what came of it; or what is missing. */
  readonly text: string
  readonly expected?: string
  readonly found?: string
  readonly rule?: Link
}

export interface Verdict {
  readonly aspect: Aspect
  /** Failed if any line failed, passed if one passed and none failed, unchecked otherwise. */
  readonly mark: Mark
  readonly headline: string
  readonly lines: readonly VerdictLine[]
}

/** What this run expects of a token. Absent means that the run does not say. */
export interface Expectations {
  readonly issuer?: string
  readonly client_id?: string
  /** Any of these is right. */
  readonly audience?: readonly string[]
  readonly nonce?: string
  readonly state?: string
  readonly code?: string
  readonly access_token?: string
  /** Seconds. */
  readonly max_age?: number
}

/** One difference between two tokens; `undefined` where one has no such member. */
export interface Difference {
  readonly where: 'header' | 'claims'
  readonly name: string
  /** As JSON text. */
  readonly left: string | undefined
  readonly right: string | undefined
}
