/** An authorization answer as one signed token (JARM): opened, held against the walk, its signature checked. */
import { type JsonRecord, type JsonValue, member } from './answer/json.ts'
import { arrivedAt, type Callback, hold, taken } from './callback.ts'
import { bindingChecks, placeChecks, typeCheck } from './callback-checks.ts'
import {
  type Arrived,
  broken,
  callbackParameters,
  type Expected,
  first,
  has,
  openid,
  type Pairs,
  stop,
} from './callback-parts.ts'
import { resultChecks } from './callback-result.ts'
import { Refusal } from './problem.ts'
import type { Finding } from './session.ts'
import { rfc } from './source.ts'
import { readToken } from './token/read.ts'
import type { Jws, VerdictLine } from './token/shapes.ts'
import { signatureVerdict } from './token/signature.ts'
import { timeVerdict } from './token/time.ts'
import type { Context } from './vendor.ts'
import { walkKeys } from './walk-keys.ts'

const rule = (section: string) => openid(`JARM, section ${section}`, 'oauth-v2-jarm.html')

/** What two clocks may differ by, in seconds. */
const SKEW = 60

/**
 * As `readCallback`, for an answer that was asked for in a token.
 * The order is that of JARM section 2.4: state, issuer, audience, end, signature; only then what it says.
 */
export async function openSigned(
  callback: string,
  expected: Expected,
  at: number,
  context: Context,
): Promise<Callback> {
  const outside = arrivedAt(callback, expected, at)
  hold(outside, placeChecks)
  const response = first(outside.answer, 'response')
  if (response === undefined) throw unsigned(outside)
  const token = tokenIn(response)
  const claims = token.payload.kind === 'claims' ? token.payload.claims : {}
  const answer = pairsIn(claims)
  const arrived: Arrived = { ...outside, answer, query: answer, fragment: [] }
  hold(arrived, [typeCheck], bindingChecks)
  meant(claims, expected, context)
  const findings = await sealed(token, at, context)
  hold(arrived, resultChecks)
  const { parameters, findings: odd } = taken(arrived)
  return { parameters, findings: [...beside(outside.answer), ...findings, ...odd] }
}

/** The server's plain refusal is worth reading, for it gives nothing; a plain success is not. */
function unsigned(outside: Arrived): Refusal {
  if (has(outside.answer, 'error')) hold(outside, bindingChecks, resultChecks)
  return new Refusal(
    stop(
      'response_unsigned',
      'The answer was asked for as a signed token (response), and none is there.',
      rule('2.3'),
    ),
  )
}

function tokenIn(response: string): Jws {
  const token = readToken(response)
  if (token.kind === 'jws' && token.payload.kind === 'claims') return token
  if (token.kind === 'jwe')
    throw new Refusal(
      broken(
        'response_encrypted',
        'The answer is encrypted, and this walk has no key to open it with.',
        rule('2.2'),
      ),
    )
  throw new Refusal(
    broken('response_unreadable', 'response is no signed token with claims in it.', rule('2.1')),
  )
}

/** A parameter is a text; `expires_in` may come as a number in a token. */
const pairsIn = (claims: JsonRecord): Pairs =>
  Object.entries(claims).flatMap(([name, value]) =>
    !callbackParameters.includes(name) ? [] : [[name, textOf(value)] as const],
  )

const textOf = (value: JsonValue): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** Who made it and for whom; both are required here, whatever the metadata promises. */
function meant(claims: JsonRecord, { issuer }: Expected, context: Context): void {
  const { client_id } = context.values
  const { iss, aud } = claims
  if (iss === undefined)
    throw new Refusal(stop('iss_missing', 'The signed answer names no issuer (iss).', rule('2.4')))
  if (issuer !== undefined && iss !== issuer)
    throw new Refusal(stop('iss_mismatch', `iss is not ${issuer}.`, rule('2.4')))
  const audiences = Array.isArray(aud) ? aud : [aud]
  if (client_id !== undefined && !audiences.includes(client_id))
    throw new Refusal(
      stop('aud_mismatch', 'The signed answer was made for another client (aud).', rule('2.4')),
    )
  if (member(claims, 'exp') === undefined)
    throw new Refusal(stop('exp_missing', 'The signed answer never ends (exp).', rule('2.4')))
}

async function sealed(token: Jws, at: number, context: Context): Promise<readonly Finding[]> {
  const { lines: times } = timeVerdict(token, { now: at, skew: SKEW })
  const keys = await walkKeys(context, token.header['alg'])
  const { mark, lines } = await signatureVerdict(token, keys)
  const failed = [...times, ...lines].find((line) => line.mark === 'failed')
  if (failed !== undefined) throw new Refusal(stopAt(failed))
  const open = lines.find((line) => line.mark === 'unchecked')
  return mark === 'passed' || open === undefined
    ? []
    : [
        {
          code: 'response_unverified',
          text: `The signed answer was read without its signature being checked. ${open.text}`,
          rule: rule('2.4'),
        },
      ]
}

const stopAt = ({ code, text, rule: source }: VerdictLine) =>
  stop(
    `response_${code}`,
    `The signed answer must not be taken. ${text}`,
    source ?? rfc(7515, '5.2'),
  )

/** What stands beside the token is not signed, and not taken. */
function beside(answer: Pairs): readonly Finding[] {
  const names = answer.map(([name]) => name).filter((name) => name !== 'response')
  return names.length === 0
    ? []
    : [
        {
          code: 'beside_response',
          text: `Ignored what stands unsigned beside the signed answer: ${names.join(', ')}.`,
          rule: rule('2.3'),
        },
      ]
}
