/** The members of a token answer, one by one: what each may be, and what is made of it when it is not. */
import { type Problem, Refusal } from '../problem.ts'
import type { Finding } from '../session.ts'
import { type Link, rfc } from '../source.ts'
import { type JsonRecord, type JsonValue, member } from './json.ts'
import type { ExpectedTokens } from './tokens.ts'

/** Deviations that leave something usable: a person may continue after reading why. */
export const tolerable = [
  'unexpected_status',
  'form_encoded',
  'token_type_missing',
  'expires_in_invalid',
  'refresh_token_empty',
  'refresh_token_type',
  'scope_type',
  'id_token_invalid',
] as const
export type Tolerable = (typeof tolerable)[number]

/** Throws the problem, unless it was chosen to live with it; then it is a finding. */
export type Tolerates = (problem: Problem & { readonly code: Tolerable }) => void

/** A copy in which everything is as RFC 6749 section 5.1 wants it. */
export interface TokenFields {
  readonly access_token: string
  readonly token_type: string
  readonly expires_in?: number
  readonly refresh_token?: string
  readonly scope?: string
  readonly id_token?: string
}

const rule = rfc(6749, '5.1')

const malformed = <Code extends string>(
  code: Code,
  means: string,
  remedy = 'Look at the raw answer below, and show it to whoever runs the server.',
): Problem & { readonly code: Code } => ({
  kind: 'malformed_response',
  code,
  means,
  remedy,
  source: rule,
})

const anyway = 'Continue anyway to go on without it, and tell whoever runs the server.'

export function readFields(
  record: JsonRecord,
  expected: Pick<ExpectedTokens, 'scope' | 'token_types'>,
  tolerates: Tolerates,
  findings: Finding[],
): TokenFields {
  const asked = expected.scope
  const find = (code: string, text: string, link: Link = rule) =>
    findings.push({ code, text, rule: link })
  const access_token = accessToken(record, find)
  const token_type = tokenType(record, expected.token_types ?? [], tolerates, find)
  const expires_in = lifetime(member(record, 'expires_in'), tolerates, find)
  const refresh_token = refreshToken(member(record, 'refresh_token'), tolerates)
  const scope = scopeOf(member(record, 'scope'), tolerates)
  if (scope !== undefined && asked !== undefined) compareScopes(asked, scope, find)
  const id_token = idToken(member(record, 'id_token'), tolerates)
  return {
    access_token,
    token_type,
    ...(expires_in === undefined ? {} : { expires_in }),
    ...(refresh_token === undefined ? {} : { refresh_token }),
    ...(scope === undefined ? {} : { scope }),
    ...(id_token === undefined ? {} : { id_token }),
  }
}

type Find = (code: string, text: string, link?: Link) => void

/** Most servers refuse headers beyond 8 to 16 KiB. */
const LONG_TOKEN = 8_192

function accessToken(record: JsonRecord, find: Find): string {
  const value = member(record, 'access_token')
  if (value === undefined || value === null)
    throw new Refusal(malformed('access_token_missing', 'The answer has no access_token.'))
  if (typeof value !== 'string')
    throw new Refusal(malformed('access_token_type', 'access_token is not a text.'))
  if (value.trim() === '')
    throw new Refusal(malformed('access_token_empty', 'access_token is there, but empty.'))
  const token = printable(value, 'access_token')
  if (token.length > LONG_TOKEN)
    find(
      'token_very_long',
      `The access token is ${token.length} characters long; many servers refuse headers beyond 8,192 bytes.`,
      rfc(9110, '5.4'),
    )
  return token
}

/** VSCHAR only (RFC 6749 appendix A.12): anything else could end a header and begin another (T58). */
function printable(value: string, name: string): string {
  if (/^[\x20-\x7E]*$/.test(value)) return value
  throw new Refusal({
    kind: 'security_stop',
    code: 'token_illegal_chars',
    means: `${name} contains characters that no token may have; in a header they could do harm.`,
    remedy: 'It was not kept. Start the step again, or ask whoever runs the server.',
    source: {
      title: 'RFC 6749, appendix A.12',
      url: 'https://www.rfc-editor.org/rfc/rfc6749#appendix-A.12',
    },
  })
}

function tokenType(
  record: JsonRecord,
  known: readonly string[],
  tolerates: Tolerates,
  find: Find,
): string {
  const value = member(record, 'token_type')
  if (value === undefined || value === null || value === '') {
    tolerates(
      malformed(
        'token_type_missing',
        'The answer does not say what type of token it gives (token_type).',
        'Continue anyway to use it as a bearer token, and tell whoever runs the server.',
      ),
    )
    return 'Bearer'
  }
  if (typeof value !== 'string')
    throw new Refusal(malformed('token_type_type', 'token_type is not a text.'))
  const type = value.toLowerCase()
  if (type === 'bearer' && known[0] === 'DPoP')
    find(
      'token_not_bound',
      'The request carried a DPoP proof, and the token is a bearer token all the same: whoever has it can use it.',
      rfc(9449, '5'),
    )
  if (['bearer', ...known.map((one) => one.toLowerCase())].includes(type)) return value
  throw new Refusal({
    ...malformed(
      'token_type_unsupported',
      `The token is of type ${value}, which is not used here: a token whose type is not understood must not be used.`,
      'Ask the server for a bearer token.',
    ),
    source: rfc(6749, '7.1'),
  })
}

/** Ten years. Beyond that a number of seconds is a mistake, for example milliseconds. */
const FAR = 10 * 365 * 86_400

function lifetime(
  value: JsonValue | undefined,
  tolerates: Tolerates,
  find: Find,
): number | undefined {
  if (value === undefined) return undefined
  const text = typeof value === 'string' && /^\s*\d+(?:\.\d+)?\s*$/.test(value)
  const seconds =
    text || typeof value === 'number' || typeof value === 'bigint' ? Number(value) : -1
  if (!Number.isFinite(seconds) || seconds < 0) {
    tolerates(
      malformed('expires_in_invalid', 'expires_in is not a number of seconds from now on.', anyway),
    )
    return undefined
  }
  if (text)
    find('expires_in_string', 'expires_in is a text in quotation marks; it should be a number.')
  if (!Number.isInteger(seconds))
    find(
      'expires_in_not_integer',
      'expires_in is not a whole number of seconds; it was rounded down.',
    )
  if (seconds > FAR)
    find('expires_in_implausible', 'expires_in lies more than ten years ahead: far future.')
  if (seconds < 1)
    find('already_expired', 'expires_in is 0: the token expires the moment it is given.')
  return Math.floor(Math.min(seconds, Number.MAX_SAFE_INTEGER))
}

function refreshToken(value: JsonValue | undefined, tolerates: Tolerates): string | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string' && value !== '') return printable(value, 'refresh_token')
  const means =
    value === ''
      ? 'refresh_token is there, but empty: nothing can be refreshed with it.'
      : 'refresh_token is not a text.'
  tolerates(malformed(value === '' ? 'refresh_token_empty' : 'refresh_token_type', means, anyway))
  return undefined
}

function scopeOf(value: JsonValue | undefined, tolerates: Tolerates): string | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string') return printable(value, 'scope')
  const listed = Array.isArray(value) && value.every((one) => typeof one === 'string')
  tolerates(
    malformed(
      'scope_type',
      `scope is ${listed ? 'a list' : 'not a text'}; it should be one text with blanks between.`,
      anyway,
    ),
  )
  return listed ? printable(value.join(' '), 'scope') : undefined
}

function compareScopes(asked: string, given: string, find: Find): void {
  const wanted = new Set(asked.split(' ').filter(Boolean))
  const got = new Set(given.split(' ').filter(Boolean))
  const lacking = [...wanted].filter((one) => !got.has(one))
  const extra = [...got].filter((one) => !wanted.has(one))
  const link = rfc(6749, '3.3')
  if (lacking.length > 0)
    find(
      'scope_narrowed',
      `The token does not cover ${lacking.join(' ')}, which was asked for.`,
      link,
    )
  else if (wanted.size > 0 && extra.length > 0)
    find('scope_widened', `The token covers ${extra.join(' ')}, which was not asked for.`, link)
}

function idToken(value: JsonValue | undefined, tolerates: Tolerates): string | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string' && value !== '') return printable(value, 'id_token')
  tolerates(malformed('id_token_invalid', 'id_token is not a JWT.', anyway))
  return undefined
}
