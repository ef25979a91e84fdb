/** What came of a token exchange: its type, and who acts for whom (RFC 8693 sections 2.2.1 and 4.1). */
import { isRecord, type JsonRecord, type JsonValue, member } from '../../core/answer/json.ts'
import { claimsOf } from '../../core/answer/jwt.ts'
import type { Finding } from '../../core/session.ts'
import { rfc } from '../../core/source.ts'
import type { Values } from '../../core/values.ts'

const rule = rfc(8693, '2.2.1')

const text = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export function issuedType(record: JsonRecord): Values {
  const issued_token_type = text(member(record, 'issued_token_type'))
  return issued_token_type === undefined ? {} : { issued_token_type }
}

export function exchangeFindings(record: JsonRecord, values: Values): readonly Finding[] {
  const claims = claimsOf(text(member(record, 'access_token')) ?? '')?.claims
  return [
    ...typeFindings(record, values),
    ...(claims === undefined ? [] : actFindings(claims, values)),
  ]
}

function typeFindings(record: JsonRecord, values: Values): readonly Finding[] {
  const { issued_token_type } = issuedType(record)
  if (issued_token_type === undefined)
    return [
      {
        code: 'issued_token_type_missing',
        text: 'The answer does not say of which type the new token is (issued_token_type), which it must.',
        rule,
      },
    ]
  const { requested_token_type: wanted = 'default' } = values
  if (wanted === 'default' || wanted === issued_token_type) return []
  return [
    {
      code: 'issued_token_type_other',
      text: `The answer is of type ${issued_token_type}; ${wanted} was asked for.`,
      rule,
    },
  ]
}

/** However deep: a chain that long was not made for reading. */
const MOST_ACTORS = 10

/** The newest actor first. */
function actorsIn(claims: JsonRecord): readonly string[] {
  const actors: string[] = []
  let act = member(claims, 'act')
  while (isRecord(act) && actors.length < MOST_ACTORS) {
    actors.push(text(member(act, 'sub')) ?? text(member(act, 'client_id')) ?? 'somebody unnamed')
    act = member(act, 'act')
  }
  return actors
}

/** Read, not checked: the token is made for an API, which checks it. */
function actFindings(claims: JsonRecord, values: Values): readonly Finding[] {
  const [now, ...before] = actorsIn(claims)
  const link = rfc(8693, '4.1')
  if (now === undefined)
    return (values['actor_token'] ?? '') === ''
      ? []
      : [
          {
            code: 'act_missing',
            text: 'An actor token was sent, and the new token does not say who acts: act is missing.',
            rule: link,
          },
        ]
  const sub = text(member(claims, 'sub')) ?? 'somebody unnamed'
  const earlier = before.length === 0 ? '' : ` Before that acted ${before.join(', then ')}.`
  return [{ code: 'act', text: `${now} acts for ${sub}.${earlier}`, rule: link }]
}
