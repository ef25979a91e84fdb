/** A request while it is being written: everything may hold `{{variables}}`, nothing is sent from here. */

/** A row the person can switch off without losing it. */
export interface Row {
  readonly name: string
  readonly value: string
  readonly on: boolean
  /** What the parameter is for, where somebody said so. */
  readonly about?: string
}

/** A part of a multipart body: a field, or a file (base64). */
export interface Part extends Row {
  readonly file?: FilePart
}

export interface FilePart {
  readonly name: string
  readonly type: string
  /** base64 */
  readonly data: string
}

export type DraftBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'form'; readonly rows: readonly Row[] }
  | { readonly kind: 'json'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly type: string }
  | { readonly kind: 'multipart'; readonly parts: readonly Part[] }
  | { readonly kind: 'file'; readonly file?: FilePart }

/** How the request shows who it is from. Texts may hold variables, and usually are one: `{{access_token}}`. */
export type Authorization =
  | { readonly kind: 'none' }
  /** RFC 6750. */
  | { readonly kind: 'bearer'; readonly token: string }
  /** RFC 7617. */
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  /** RFC 9449. `key`: a private JWK as text. */
  | { readonly kind: 'dpop'; readonly token: string; readonly key: string; readonly nonce?: string }
  | {
      readonly kind: 'api_key'
      readonly in: 'header' | 'query' | 'cookie'
      readonly name: string
      readonly value: string
    }
  /** Aruba Central for a managed customer: a bearer token and the `TenantID` header. */
  | { readonly kind: 'aruba'; readonly token: string; readonly tenant: string }

export interface Draft {
  readonly id: string
  readonly name: string
  readonly method: string
  /** Whole, with its own query; `query` is added to it. */
  readonly url: string
  readonly query: readonly Row[]
  readonly headers: readonly Row[]
  readonly body: DraftBody
  readonly authorization: Authorization
  readonly route: 'relay' | 'direct'
  /** The session whose values the variables mean. */
  readonly session?: string
  /** The person's own environment whose variables come first. */
  readonly environment?: string
  /** Where it was taken from: a vendor's call, a file, a command. One sentence. */
  readonly origin?: string
}

/** `text`, `number` and `boolean` are checked when they are typed; a `secret` stays in the tab and is never exported. */
export type VariableKind = 'text' | 'number' | 'boolean' | 'secret'

export interface Variable {
  readonly name: string
  readonly kind: VariableKind
  readonly value: string
  /** A secret that was taken out of a request: elsewhere it goes only when the person allows it (T64). */
  readonly origins?: readonly string[]
}

export interface Environment {
  readonly id: string
  readonly name: string
  readonly variables: readonly Variable[]
}

export const emptyDraft = (id: string): Draft => ({
  id,
  name: '',
  method: 'GET',
  url: '',
  query: [],
  headers: [],
  body: { kind: 'none' },
  authorization: { kind: 'none' },
  route: 'relay',
})
