/** The verdict on whether a token belongs to this run: nonce, hashes, bound keys and proofs. */
import type { JsonRecord } from '../answer/json.ts'
import { rfc } from '../source.ts'
import { hashLines } from './binding-hash.ts'
import { boundKeyLines, proofLines } from './binding-key.ts'
import {
  type Beside,
  claimsIn,
  idTokenValidation,
  isIdToken,
  isProof,
  line,
  noClaims,
  shown,
} from './binding-lines.ts'
import type { Expectations, Jws, Token, Verdict, VerdictLine } from './shapes.ts'
import { combine } from './verdict.ts'

const headlines = {
  passed: 'It belongs to this run, as far as it says.',
  failed: 'It does not belong to this run.',
  unchecked: 'Whether it belongs to this run was not checked.',
} as const

export async function runVerdict(
  token: Token,
  expectations: Expectations,
  beside: Beside = {},
): Promise<Verdict> {
  const claims = claimsIn(token)
  if (claims === undefined || token.kind !== 'jws')
    return combine('run', [noClaims(token, rfc(7519, '4'))], headlines)
  const lines = isProof(token)
    ? await proofLines(token, claims, expectations)
    : await tokenLines(token, claims, expectations, beside)
  return combine('run', lines.length === 0 ? [nothing] : lines, headlines)
}

const nothing = line(
  'unchecked',
  'nothing_bound',
  'Anything that ties it to one run is missing: it has no nonce, no hash and no bound key. Whoever holds it can use it.',
  rfc(6750, '1.2'),
)

async function tokenLines(
  token: Jws,
  claims: JsonRecord,
  expectations: Expectations,
  beside: Beside,
): Promise<readonly VerdictLine[]> {
  const idToken = isIdToken(token, beside) === true
  return [
    ...nonceLines(claims, expectations, idToken),
    ...(await hashLines(token, claims, expectations, idToken)),
    ...boundKeyLines(claims, beside.keys),
    ...(idToken ? ageLines(claims, expectations) : []),
    ...sessionLines(claims),
  ]
}

/** Held against iat, not against the clock: it is about the login that made this token. */
function ageLines(
  { auth_time, iat }: JsonRecord,
  { max_age }: Expectations,
): readonly VerdictLine[] {
  if (max_age === undefined) return []
  const rule = idTokenValidation
  const expected = `at most ${max_age} seconds`
  if (typeof auth_time !== 'number') {
    const text =
      'This run asked for a fresh login (max_age), and the token does not say when it was.'
    return [line('failed', 'auth_time_missing', text, rule, { expected })]
  }
  if (typeof iat !== 'number') {
    const text = 'When the token was issued (iat) is missing, so max_age was not compared.'
    return [line('unchecked', 'max_age_unknown', text, rule, { expected })]
  }
  const sides = { expected, found: `${Math.max(0, iat - auth_time)} seconds` }
  return iat - auth_time > max_age + SLACK
    ? [
        line(
          'failed',
          'max_age',
          'The login is older than this run allowed (max_age).',
          rule,
          sides,
        ),
      ]
    : [line('passed', 'max_age', 'The login is as fresh as this run asked for.', rule, sides)]
}

/** Seconds between a login and its token that nobody is to blame for: the code has to travel. */
const SLACK = 60

function nonceLines(
  { nonce: found }: JsonRecord,
  { nonce: expected }: Expectations,
  idToken: boolean,
): readonly VerdictLine[] {
  const rule = idTokenValidation
  if (found === undefined) return idToken ? [nonceMissing(expected)] : []
  const sides = { expected, found: shown(found) }
  if (expected === undefined) {
    const text = 'The nonce that was sent is missing: this run knows of none.'
    return [line('unchecked', 'nonce_unknown', text, rule, sides)]
  }
  if (found === expected)
    return [line('passed', 'nonce', 'nonce is the one this run sent.', rule, sides)]
  const text = 'nonce is not the one this run sent: the token answers another request.'
  return [line('failed', 'nonce_mismatch', text, rule, sides)]
}

function nonceMissing(expected: string | undefined): VerdictLine {
  const [mark, text] =
    expected === undefined
      ? ([
          'unchecked',
          'A nonce is missing: none is expected here, and the token has none.',
        ] as const)
      : (['failed', 'This run sent a nonce, and the token does not repeat it.'] as const)
  return line(mark, 'nonce_missing', text, idTokenValidation, { expected })
}

const sessionLines = ({ sid }: JsonRecord): readonly VerdictLine[] =>
  sid === undefined
    ? []
    : [
        line(
          'unchecked',
          'sid_unknown',
          'Another token of the same session is missing to compare sid with.',
          {
            title: 'OpenID Connect Back-Channel Logout, section 2.1',
            url: 'https://openid.net/specs/openid-connect-backchannel-1_0.html#OPLogoutSupport',
          },
          { found: shown(sid) },
        ),
      ]
