/** The verdict on who made a token and for whom: `iss`, `aud`, `azp` and `client_id` against the run. */
import type { JsonRecord, JsonValue } from '../answer/json.ts'
import { rfc } from '../source.ts'
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
import { audienceLines } from './issuer-audience.ts'
import type { Expectations, Token, Verdict, VerdictLine } from './shapes.ts'
import { combine } from './verdict.ts'

const headlines = {
  passed: 'Issuer and audience: what could be compared is as expected.',
  failed: 'It is from another issuer, or for somebody else.',
  unchecked: 'Issuer and audience were not checked.',
} as const

export function issuerVerdict(
  token: Token,
  expectations: Expectations,
  beside: Beside = {},
): Verdict {
  const claims = claimsIn(token)
  if (claims === undefined)
    return combine('issuer_audience', [noClaims(token, rfc(7519, '4.1.1'))], headlines)
  if (isProof(token)) return combine('issuer_audience', [proof], headlines)
  const idToken = isIdToken(token, beside)
  const lines = [
    issuerLine(claims, expectations, idToken),
    ...audienceLines(claims, expectations, idToken),
    ...clientLines(claims, expectations),
  ]
  return combine('issuer_audience', lines, headlines)
}

const proof = line(
  'unchecked',
  'proof',
  'Issuer and audience are missing by design: a DPoP proof is made by the client and names neither.',
  rfc(9449, '4.2'),
)

function issuerLine(
  claims: JsonRecord,
  { issuer, client_id }: Expectations,
  idToken: boolean | undefined,
): VerdictLine {
  const { iss } = claims
  const rule = idToken === true ? idTokenValidation : rfc(7519, '4.1.1')
  if (iss === undefined) return issMissing(idToken === true)
  if (typeof iss !== 'string')
    return line('failed', 'iss_type', 'iss is no text.', rule, { found: shown(iss) })
  if (idToken !== true && client_id !== undefined && iss === client_id)
    return line(
      'passed',
      'issuer_client',
      'iss is the client of this run: it made the token itself, as client assertions are made.',
      rfc(7523, '3'),
      { expected: client_id, found: iss },
    )
  if (issuer === undefined)
    return line(
      'unchecked',
      'issuer_unknown',
      'The issuer to expect is missing: this run has not seen its server’s metadata. That the token names one proves nothing.',
      rule,
      { found: iss },
    )
  return issuerCompared(iss, issuer, rule)
}

const issMissing = (required: boolean): VerdictLine =>
  required
    ? line(
        'failed',
        'iss_missing',
        'The token names no issuer (iss), which an ID token has to.',
        idTokenValidation,
      )
    : line(
        'unchecked',
        'iss_missing',
        'The issuer is missing: the token has no iss.',
        rfc(7519, '4.1.1'),
      )

/** Letter for letter: a name that is nearly right is somebody else’s (RFC 8414 section 3.3). */
function issuerCompared(found: string, expected: string, rule: VerdictLine['rule']): VerdictLine {
  const sides = { expected, found }
  const source = rule ?? rfc(7519, '4.1.1')
  if (found === expected)
    return line(
      'passed',
      'issuer',
      'iss is the issuer of this run, letter for letter.',
      source,
      sides,
    )
  const plain = (text: string) => text.replace(/\/+$/, '').toLowerCase()
  return plain(found) === plain(expected)
    ? line(
        'failed',
        'issuer_slash',
        'iss differs from the issuer of this run in a final slash or in capital letters. It is compared letter for letter, so this is another one.',
        source,
        sides,
      )
    : line('failed', 'issuer_mismatch', 'iss is not the issuer of this run.', source, sides)
}

const clientClaims = [
  ['azp', idTokenValidation],
  ['client_id', rfc(9068, '2.2')],
] as const

/** Who asked for the token: always this run’s client, if the token says. */
function clientLines(claims: JsonRecord, { client_id }: Expectations): readonly VerdictLine[] {
  return clientClaims.flatMap(([name, rule]) => {
    const value = claims[name]
    if (value === undefined) return []
    const found = shown(value)
    if (client_id === undefined)
      return [
        line(
          'unchecked',
          `${name}_unknown`,
          `The client ID of this run is missing, so ${name} was not compared.`,
          rule,
          { found },
        ),
      ]
    return [clientCompared(name, value, client_id, rule)]
  })
}

function clientCompared(
  name: 'azp' | 'client_id',
  value: JsonValue,
  client_id: string,
  rule: (typeof clientClaims)[number][1],
): VerdictLine {
  const sides = { expected: client_id, found: shown(value) }
  return value === client_id
    ? line('passed', name, `${name} is the client of this run.`, rule, sides)
    : line('failed', `${name}_mismatch`, `${name} is not the client of this run.`, rule, sides)
}
