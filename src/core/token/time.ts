/** Whether a token is valid at a moment: exp, nbf, iat and auth_time, each compared with the clock alone. */
import type { JsonRecord } from '../answer/json-parser.ts'
import { rfc } from '../source.ts'
import type { Jws, Token, Verdict, VerdictLine } from './shapes.ts'
import { type DateClaim, datesOf, faults, rule } from './time-dates.ts'
import { spanOf } from './time-words.ts'
import { combine, type Headlines } from './verdict.ts'

export interface Moment {
  /** Unix milliseconds. */
  readonly now: number
  /** What two clocks may differ by, in seconds. */
  readonly skew: number
}

/** Every date in a token, for a calendar and a countdown. */
export const timesIn = (token: Token): readonly DateClaim[] => {
  const claims = claimsIn(token)
  return claims === undefined ? [] : datesOf(claims)
}

/** A claim set, or for a JWE what it repeats in its header (RFC 7519 section 5.3). */
function claimsIn(token: Token): JsonRecord | undefined {
  if (token.kind === 'jws' && token.payload.kind === 'claims') return token.payload.claims
  return undefined
}

export function timeVerdict(token: Token, at: Moment): Verdict {
  const claims = claimsIn(token)
  const lines = claims === undefined ? [nothingToCheck(token)] : linesOf(claims, token as Jws, at)
  return combine('time', lines, headlinesOf(lines))
}

function headlinesOf(lines: readonly VerdictLine[]): Headlines {
  const failed = lines.find(({ mark }) => mark === 'failed')
  const open = lines.some(({ mark }) => mark === 'unchecked')
  return {
    passed: open
      ? 'No date speaks against it, but not everything could be checked.'
      : 'Valid at this time, by the dates it carries.',
    failed: failed?.text ?? 'Not valid at this time.',
    unchecked: 'Nothing in it says until when it is valid.',
  }
}

const nothingToCheck = (token: Token): VerdictLine => ({
  code: 'no_claims',
  mark: 'unchecked',
  text: {
    jwe: 'The dates are encrypted: decrypt it first.',
    opaque:
      'An opaque token carries no dates; expires_in of the answer that brought it, or introspection, tells.',
    jws: 'It carries no claims, so it has no dates.',
    unreadable: 'No dates can be read from it.',
  }[token.kind],
})

function linesOf(claims: JsonRecord, token: Jws, at: Moment): readonly VerdictLine[] {
  const dates = datesOf(claims)
  const lines = dates.flatMap((date) => lineOf(date, at))
  const lacksEnd = !dates.some(({ name }) => name === 'exp')
  const order = orderOf(dates)
  return [
    ...lines,
    ...(lacksEnd ? [expMissing(token)] : []),
    ...(order === undefined ? [] : [order]),
  ]
}

type Check = (
  seconds: number,
  at: { readonly seconds: number; readonly skew: number },
) => VerdictLine

/** `updated_at` and the others say nothing about validity. */
const checks: Readonly<Record<string, Check>> = { exp, nbf, iat, auth_time: authTime }

function lineOf({ name, seconds, fault }: DateClaim, at: Moment): readonly VerdictLine[] {
  const check = Object.hasOwn(checks, name) ? checks[name] : undefined
  if (check === undefined) return []
  if (fault !== undefined || seconds === undefined)
    return [
      {
        code: fault ?? 'numericdate_type',
        mark: 'unchecked',
        text: faults[fault ?? 'numericdate_type'](name),
        rule,
      },
    ]
  return [check(seconds, { seconds: at.now / 1000, skew: at.skew })]
}

/** "on or after which the JWT MUST NOT be accepted" (RFC 7519 section 4.1.4). */
function exp(end: number, { seconds, skew }: Parameters<Check>[1]): VerdictLine {
  const shared = { rule: rfc(7519, '4.1.4') }
  if (seconds < end)
    return {
      ...shared,
      code: 'not_expired',
      mark: 'passed',
      text: `It expires in ${spanOf(end - seconds)} (exp).`,
    }
  if (seconds < end + skew)
    return {
      ...shared,
      code: 'expired_within_skew',
      mark: 'passed',
      text: `It expired ${spanOf(seconds - end)} ago (exp), within the allowance of ${spanOf(skew)} for clocks that differ.`,
    }
  return {
    ...shared,
    code: 'expired',
    mark: 'failed',
    text: `It expired ${spanOf(seconds - end)} ago (exp).`,
  }
}

function nbf(start: number, { seconds, skew }: Parameters<Check>[1]): VerdictLine {
  const shared = { rule: rfc(7519, '4.1.5') }
  if (seconds >= start)
    return {
      ...shared,
      code: 'already_valid',
      mark: 'passed',
      text: `It has been valid for ${spanOf(seconds - start)} (nbf).`,
    }
  if (seconds + skew >= start)
    return {
      ...shared,
      code: 'valid_within_skew',
      mark: 'passed',
      text: `It becomes valid in ${spanOf(start - seconds)} (nbf), within the allowance of ${spanOf(skew)} for clocks that differ.`,
    }
  return {
    ...shared,
    code: 'not_yet_valid',
    mark: 'failed',
    text: `It becomes valid only in ${spanOf(start - seconds)} (nbf). If that is seconds or minutes, one of the two clocks is wrong.`,
  }
}

/** RFC 7519 sets no rule for a future iat, but nobody can have issued it then: a clock is wrong. */
function iat(issued: number, { seconds, skew }: Parameters<Check>[1]): VerdictLine {
  const shared = { rule: rfc(7519, '4.1.6') }
  if (seconds + skew >= issued) {
    const text =
      seconds >= issued
        ? `It was issued ${spanOf(seconds - issued)} ago (iat).`
        : 'It was issued just now, by a clock a little ahead (iat).'
    return { ...shared, code: 'issued', mark: 'passed', text }
  }
  return {
    ...shared,
    code: 'issued_in_future',
    mark: 'failed',
    text: `It says that it is issued ${spanOf(issued - seconds)} from now (iat): one of the two clocks is wrong.`,
  }
}

function authTime(signedIn: number, { seconds, skew }: Parameters<Check>[1]): VerdictLine {
  const shared = {
    rule: {
      title: 'OpenID Connect Core, section 2',
      url: 'https://openid.net/specs/openid-connect-core-1_0.html#IDToken',
    },
  }
  if (seconds + skew >= signedIn)
    return {
      ...shared,
      code: 'signed_in',
      mark: 'passed',
      text: `The person signed in ${spanOf(Math.max(0, seconds - signedIn))} ago (auth_time).`,
    }
  return {
    ...shared,
    code: 'signed_in_in_future',
    mark: 'failed',
    text: `The person signs in ${spanOf(signedIn - seconds)} from now, it says (auth_time): one of the two clocks is wrong.`,
  }
}

const expMissing = ({ header }: Jws): VerdictLine => ({
  code: 'exp_missing',
  mark: 'unchecked',
  text:
    header['typ'] === 'dpop+jwt'
      ? 'It has no exp: the server judges a proof by its iat.'
      : 'It has no exp, so by itself it never ends.',
  rule: rfc(7519, '4.1.4'),
})

/** A token that ends before it begins was never valid, whatever the clock says. */
function orderOf(dates: readonly DateClaim[]): VerdictLine | undefined {
  const of = (wanted: string) => dates.find(({ name }) => name === wanted)?.seconds
  const end = of('exp')
  const start = of('nbf') ?? of('iat')
  if (end === undefined || start === undefined || end > start) return undefined
  const text = 'It ends (exp) before it begins (nbf or iat), so it was never valid.'
  return { code: 'never_valid', mark: 'failed', text, rule: rfc(7519, '4.1.4') }
}
