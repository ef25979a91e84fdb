/** The lines that the verdicts about issuer, audience and run are written in. */
import type { JsonRecord, JsonValue } from '../answer/json.ts'
import type { Link } from '../source.ts'
import type { Key } from './key-shapes.ts'
import { short } from './key-short.ts'
import type { Mark, Token, VerdictLine } from './shapes.ts'

/** What is known beside the token itself. */
export interface Beside {
  /** The name the token had where it was found: `id_token`, `access_token`, … */
  readonly name?: string
  /** Keys at hand, to hold a token that is bound to a key against. */
  readonly keys?: readonly Key[]
}

export interface Sides {
  readonly expected?: string | undefined
  readonly found?: string | undefined
}

export function line(
  mark: Mark,
  code: string,
  text: string,
  rule: Link,
  { expected, found }: Sides = {},
): VerdictLine {
  return {
    code,
    mark,
    text,
    rule,
    ...(expected === undefined ? {} : { expected }),
    ...(found === undefined ? {} : { found }),
  }
}

export const oidc = (section: string, anchor: string): Link => ({
  title: `OpenID Connect Core, section ${section}`,
  url: `https://openid.net/specs/openid-connect-core-1_0.html#${anchor}`,
})

export const idTokenValidation = oidc('3.1.3.7', 'IDTokenValidation')

/** A value as it may stand in a line. */
export const shown = (value: JsonValue | undefined): string =>
  short(
    typeof value === 'string'
      ? value
      : JSON.stringify(value, (_name, one: unknown) =>
          typeof one === 'bigint' ? one.toString() : one,
        ),
  )

export const claimsIn = (token: Token): JsonRecord | undefined =>
  token.kind === 'jws' && token.payload.kind === 'claims' ? token.payload.claims : undefined

export const typOf = (token: Token): string => {
  const typ = token.kind === 'jws' ? token.header['typ'] : undefined
  return typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : ''
}

export const isProof = (token: Token): boolean => typOf(token) === 'dpop+jwt'

/** Certain only by its name or by a claim that nothing else carries; `undefined` when it may be one. */
export function isIdToken(token: Token, { name }: Beside): boolean | undefined {
  if (name === 'id_token' || name === 'id_token_hint') return true
  if (name === 'access_token' || name === 'refresh_token') return false
  const typ = typOf(token)
  if (typ !== '' && typ !== 'jwt') return false
  const claims = claimsIn(token) ?? {}
  const telling = ['nonce', 'at_hash', 'c_hash', 's_hash']
  return telling.some((one) => Object.hasOwn(claims, one)) ? true : undefined
}

/** Why nothing can be compared, for a token without claims. */
export function noClaims(token: Token, rule: Link): VerdictLine {
  const missing = {
    jwe: 'The key to decrypt it is missing, so its claims cannot be read.',
    opaque: 'Claims are missing: an opaque token has none to read.',
    unreadable: 'A readable token is missing: this one could not be taken apart.',
    jws: 'Claims are missing: what was signed is no JSON object.',
  } as const
  return line('unchecked', 'claims_missing', missing[token.kind], rule)
}
