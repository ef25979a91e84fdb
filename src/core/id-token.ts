/** Holds an ID token to the walk that asked for it: what fails stops the walk, what nobody could check is a finding. */
import type { JsonRecord } from './answer/json.ts'
import type { HttpRequest } from './http.ts'
import { type Problem, Refusal } from './problem.ts'
import type { Finding } from './session.ts'
import type { Link } from './source.ts'
import { runVerdict } from './token/binding.ts'
import { claimsIn, idTokenValidation, oidc } from './token/binding-lines.ts'
import { expectationsOf, parametersOf } from './token/expectations.ts'
import { issuerVerdict } from './token/issuer.ts'
import { readToken } from './token/read.ts'
import type { Aspect, Expectations, Token, VerdictLine } from './token/shapes.ts'
import { signatureVerdict } from './token/signature.ts'
import { timeVerdict } from './token/time.ts'
import type { Context } from './vendor.ts'
import { walkKeys } from './walk-keys.ts'

/** What came in the same answer, and what is known about that answer. */
export interface BesideIdToken {
  readonly access_token?: string | undefined
  readonly code?: string | undefined
  /** It came with the redirect that this request began; there the hashes are required. */
  readonly asked?: HttpRequest
  /** It came for a refresh token, and is about the login of then (OpenID Connect Core section 12.2). */
  readonly refreshed?: true
  /** The ID token this walk had before, about the same person. */
  readonly earlier?: string | undefined
  /** The moment to hold its dates against, where the clock of the server is known. Unix milliseconds. */
  readonly now?: number
}

/** What two clocks may differ by, in seconds. */
const SKEW = 60

/** @throws Refusal `security_stop` with the rule that was broken, or `malformed_response` */
export async function checkIdToken(
  context: Context,
  id_token: string,
  beside: BesideIdToken = {},
): Promise<readonly Finding[]> {
  const token = readToken(id_token)
  if (token.kind === 'opaque' || token.kind === 'unreadable') throw new Refusal(unreadable)
  const claims = claimsIn(token)
  const lines = await linesOf(token, claims, context, beside)
  const wrong = lines.find(stops)
  if (wrong !== undefined) throw new Refusal(stop(wrong.code, wrong.text, wrong.rule))
  if (claims !== undefined) sameSubject(claims, beside.earlier)
  return lines.filter(worthSaying).map(({ code, text, rule }) => ({
    code: `id_token_${code}`,
    text: `ID token: ${text}`,
    ...(rule === undefined ? {} : { rule }),
  }))
}

type Judged = VerdictLine & { readonly aspect: Aspect }

async function linesOf(
  token: Token,
  claims: JsonRecord | undefined,
  context: Context,
  beside: BesideIdToken,
): Promise<readonly Judged[]> {
  const keys = await walkKeys(context, token.kind === 'jws' ? token.header['alg'] : undefined)
  const expected = expectedOf(context, claims, beside)
  const named = { name: 'id_token', ...(keys === undefined ? {} : { keys }) }
  const verdicts = [
    await signatureVerdict(token, keys),
    issuerVerdict(token, expected, named),
    await runVerdict(token, expected, named),
    timeVerdict(token, { now: beside.now ?? context.now, skew: SKEW }),
  ]
  const judged = verdicts.flatMap(({ aspect, lines }) => lines.map((line) => ({ ...line, aspect })))
  return [...judged, ...absent(claims, beside)]
}

/** The walk's, with what is about this answer alone. */
function expectedOf(
  context: Context,
  claims: JsonRecord | undefined,
  { asked, access_token, code, refreshed }: BesideIdToken,
): Expectations {
  const found = expectationsOf(context)
  const { nonce, state, code: spent, max_age, access_token: _other, ...walk } = found
  const login = asked === undefined ? { nonce, state, max_age } : saidIn(asked, context)
  const repeats = refreshed === undefined || claims?.['nonce'] !== undefined
  return defined({
    ...walk,
    access_token,
    code: refreshed === undefined ? (code ?? (asked === undefined ? spent : undefined)) : undefined,
    nonce: repeats ? login.nonce : undefined,
    state: login.state,
    max_age: refreshed === undefined ? login.max_age : undefined,
  })
}

/** A pushed or signed request says these where its address does not. */
function saidIn(request: HttpRequest, { values }: Context) {
  const said = parametersOf(request)
  const elsewhere = said.has('request') || said.has('request_uri')
  const value = (name: string) => said.get(name) ?? (elsewhere ? values[name] : undefined)
  const max_age = Number(value('max_age') || Number.NaN)
  return {
    nonce: value('nonce') || undefined,
    state: value('state') || undefined,
    max_age: Number.isFinite(max_age) ? max_age : undefined,
  }
}

const defined = (
  loose: {
    readonly [Name in keyof Expectations]?: Expectations[Name] | undefined
  },
): Expectations =>
  Object.fromEntries(Object.entries(loose).filter(([, value]) => value !== undefined))

/** What an ID token has to carry and this one does not. */
function absent(claims: JsonRecord | undefined, beside: BesideIdToken): readonly Judged[] {
  if (claims === undefined) return []
  const { asked, access_token, code } = beside
  const front = asked !== undefined
  const required: readonly (readonly [string, boolean, Link])[] = [
    ['sub', true, oidc('2', 'IDToken')],
    ['exp', true, oidc('2', 'IDToken')],
    ['iat', true, oidc('2', 'IDToken')],
    ['at_hash', front && access_token !== undefined, oidc('3.2.2.10', 'ImplicitIDToken')],
    ['c_hash', front && code !== undefined, oidc('3.3.2.11', 'HybridIDToken')],
  ]
  return required.flatMap(([name, needed, rule]): Judged[] =>
    !needed || claims[name] !== undefined
      ? []
      : [
          {
            aspect: 'run',
            code: `${name}_missing`,
            mark: 'failed',
            text: `The token has no ${name}, which it has to carry here.`,
            rule,
          },
        ],
  )
}

/** Of the dates only these two decide; the others show a wrong clock more often than an attack. */
const decisive = ['expired', 'not_yet_valid']

const stops = ({ aspect, mark, code }: Judged): boolean =>
  mark === 'failed' && (aspect !== 'time' || decisive.includes(code))

/**
 * May be absent, or cannot be known here: no reason to bother anyone. A nonce that was sent and does not
 * come back has stopped the walk before; a device or a phone has none to send.
 */
const quiet = [
  ...['at_hash_missing', 'nonce_missing', 'exp_missing'],
  ...['sid_unknown', 'claims_missing', 'no_claims'],
]

const worthSaying = ({ mark, code }: Judged): boolean => mark !== 'passed' && !quiet.includes(code)

/** OpenID Connect Core sections 3.3.3.6 and 12.2: two ID tokens of one login are about one person. */
function sameSubject({ sub }: JsonRecord, earlier: string | undefined): void {
  const before = earlier === undefined ? undefined : claimsIn(readToken(earlier))?.['sub']
  if (before === undefined || before === sub) return
  throw new Refusal(
    stop(
      'sub_mismatch',
      'It is about another person than the ID token before it (sub).',
      oidc('12.2', 'RefreshTokenResponse'),
    ),
  )
}

const stop = (code: string, text: string, source: Link = idTokenValidation): Problem => ({
  kind: 'security_stop',
  code: `id_token_${code}`,
  means: `The ID token must not be accepted. ${text}`,
  remedy:
    'Nothing was taken from this answer. Open the token in the inspector to see both sides of the comparison.',
  source,
})

const unreadable: Problem = {
  kind: 'malformed_response',
  code: 'id_token_unreadable',
  means: 'The id_token in the answer is no token that can be read.',
  remedy: 'Look at the raw answer, and show it to whoever runs the server.',
  source: oidc('2', 'IDToken'),
}
