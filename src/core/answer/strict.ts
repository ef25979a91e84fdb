/** What a certified client says of the normalised copy: the strict verdict beside our own. */
import {
  clockSkew,
  JWT_CLAIM_COMPARISON,
  JWT_TIMESTAMP_CHECK,
  OperationProcessingError,
  processGenericTokenEndpointResponse,
  UnsupportedOperationError,
} from 'oauth4webapi'
import { type Problem, Refusal } from '../problem.ts'
import type { Finding } from '../session.ts'
import { type Link, rfc } from '../source.ts'
import type { Values } from '../values.ts'
import { claimsOf, type JwtParts } from './jwt.ts'
import type { TokenFields, Tolerates } from './token-fields.ts'
import type { ExpectedTokens } from './tokens.ts'

/** Asymmetric only: `none` and the HS family would let anyone, or the client itself, sign (T62). */
const algorithms = ['RS', 'PS', 'ES']
  .flatMap((family) => [`${family}256`, `${family}384`, `${family}512`])
  .concat('EdDSA', 'Ed25519')

const core: Link = {
  title: 'OpenID Connect Core, section 3.1.3.7',
  url: 'https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation',
}

/** The values, once oauth4webapi accepts the copy. @throws Refusal */
export async function strictVerdict(
  fields: TokenFields,
  expected: ExpectedTokens,
  tolerates: Tolerates,
  findings: Finding[],
): Promise<Values> {
  const jwt = fields.id_token === undefined ? undefined : claimsOf(fields.id_token)
  try {
    await judge(fields, expected, jwt)
  } catch (thrown) {
    const problem = problemOf(thrown, jwt)
    if (problem.code !== 'id_token_invalid') throw new Refusal(problem)
    tolerates({ ...problem, code: 'id_token_invalid' })
    const { id_token: _, ...rest } = fields
    return strictVerdict(rest, expected, tolerates, findings)
  }
  if (jwt !== undefined) {
    checkNonce(jwt, expected)
    findings.push(...unchecked(expected))
  }
  return valuesOf(fields)
}

async function judge(
  fields: TokenFields,
  expected: ExpectedTokens,
  jwt: JwtParts | undefined,
): Promise<void> {
  // A walk that knows no issuer or client holds the ID token against itself, and says so below.
  const issuer = expected.issuer ?? textOf(jwt?.claims['iss']) ?? 'https://issuer.invalid'
  const client_id = expected.client_id ?? textOf([jwt?.claims['aud']].flat()[0]) ?? 'unknown'
  // The library asks the machine's clock; the walk's may stand elsewhere.
  const skew = expected.now === undefined ? 0 : Math.round((expected.now - Date.now()) / 1000)
  await processGenericTokenEndpointResponse(
    { issuer, id_token_signing_alg_values_supported: algorithms },
    { client_id, [clockSkew]: skew },
    Response.json(fields),
    // RFC 8693 section 2.2.1: what is given is no access token; what it is says issued_token_type.
    { recognizedTokenTypes: { n_a: () => undefined } },
  )
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined

const stop = (code: string, means: string): Problem => ({
  kind: 'security_stop',
  code,
  means,
  remedy:
    'Nothing was kept. Start the walk again; if it stays, show this to whoever runs the server.',
  source: core,
})

function checkNonce(jwt: JwtParts, { nonce }: ExpectedTokens): void {
  if (nonce !== undefined && jwt.claims['nonce'] !== nonce)
    throw new Refusal(
      stop(
        'nonce_mismatch',
        'The nonce in the ID token is not the one that was sent: it may answer another request.',
      ),
    )
}

function problemOf(thrown: unknown, jwt: JwtParts | undefined): Problem {
  const known =
    thrown instanceof OperationProcessingError || thrown instanceof UnsupportedOperationError
  if (!known) throw thrown
  const claim = claimIn(thrown.cause)
  if (thrown.code === JWT_CLAIM_COMPARISON)
    return stop(
      `${claim ?? 'claim'}_mismatch`,
      `The ID token's ${claim ?? 'claim'} is not the expected one: it may be meant for someone else.`,
    )
  if (thrown.code === JWT_TIMESTAMP_CHECK)
    return {
      ...stop(
        claim === 'exp' ? 'id_token_expired' : 'id_token_not_yet_valid',
        `The ID token is not valid at this moment: ${thrown.message}.`,
      ),
      remedy:
        'Nothing was kept. A token that has just come is rarely too old or too new: see whether this machine’s clock is right, then start the walk again. If it is, show this to whoever runs the server.',
    }
  const alg = textOf(jwt?.header['alg']) ?? 'missing'
  if (jwt !== undefined && !algorithms.includes(alg))
    return stop(
      alg === 'none' ? 'alg_none' : 'alg_unsupported',
      `The ID token's alg is ${alg}, so its signature proves nothing here.`,
    )
  return {
    kind: 'malformed_response',
    code:
      jwt === undefined && !/JWT|ID Token/.test(thrown.message)
        ? 'not_conform'
        : 'id_token_invalid',
    means: `A strict client (oauth4webapi) does not take this answer: ${thrown.message}.`,
    remedy: 'Continue anyway to go on without the ID token, and tell whoever runs the server.',
    source: jwt === undefined ? rfc(6749, '5.1') : core,
  }
}

function claimIn(cause: unknown): string | undefined {
  const claim =
    typeof cause === 'object' && cause !== null && 'claim' in cause ? cause.claim : undefined
  return textOf(claim)
}

function unchecked({ issuer, client_id }: ExpectedTokens): Finding[] {
  if (issuer !== undefined && client_id !== undefined) return []
  const what = [issuer ?? 'issuer', client_id ?? 'audience'].filter(
    (part) => part === 'issuer' || part === 'audience',
  )
  return [
    {
      code: 'id_token_unchecked',
      text: `The ID token was read, but its ${what.join(' and ')} could not be checked: this walk knows none.`,
      rule: core,
    },
  ]
}

function valuesOf(fields: TokenFields): Values {
  const { expires_in, ...texts } = fields
  return { ...texts, ...(expires_in === undefined ? {} : { expires_in: String(expires_in) }) }
}
