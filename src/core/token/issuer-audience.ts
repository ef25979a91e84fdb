/** The lines on `aud`: an ID token is for the client, an access token for an API. */
import type { JsonRecord, JsonValue } from '../answer/json.ts'
import { rfc } from '../source.ts'
import { idTokenValidation, line, shown } from './binding-lines.ts'
import { short } from './key-short.ts'
import type { Expectations, VerdictLine } from './shapes.ts'

const rule = rfc(7519, '4.1.3')

export function audienceLines(
  claims: JsonRecord,
  expectations: Expectations,
  idToken: boolean | undefined,
): readonly VerdictLine[] {
  const { aud } = claims
  if (aud === undefined) return [missing(idToken === true)]
  const audiences = textsIn(aud)
  if (audiences === undefined)
    return [
      line('failed', 'aud_type', 'aud is neither a text nor a list of texts.', rule, {
        found: shown(aud),
      }),
    ]
  const first =
    idToken === true
      ? forClient(audiences, expectations)
      : forAnyone(audiences, expectations, idToken)
  return idToken === true && audiences.length > 1
    ? [first, ...others(audiences, claims, expectations)]
    : [first]
}

function textsIn(aud: JsonValue): readonly string[] | undefined {
  const list: readonly JsonValue[] = isList(aud) ? aud : [aud]
  const texts = list.filter((one) => typeof one === 'string')
  return texts.length === list.length && texts.length > 0 ? texts : undefined
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value)

const missing = (required: boolean): VerdictLine =>
  required
    ? line(
        'failed',
        'aud_missing',
        'The token names no audience (aud), which an ID token has to.',
        idTokenValidation,
      )
    : line(
        'unchecked',
        'aud_missing',
        'The audience is missing: the token has no aud, so it does not say who may accept it.',
        rule,
      )

function forClient(audiences: readonly string[], { client_id }: Expectations): VerdictLine {
  const found = short(audiences.join(', '))
  if (client_id === undefined)
    return line(
      'unchecked',
      'client_unknown',
      'The client ID of this run is missing, so aud was not compared.',
      idTokenValidation,
      { found },
    )
  const sides = { expected: client_id, found }
  return audiences.includes(client_id)
    ? line('passed', 'audience', 'aud names the client of this run.', idTokenValidation, sides)
    : line(
        'failed',
        'aud_mismatch',
        'aud does not name the client of this run: the ID token was made for another one.',
        idTokenValidation,
        sides,
      )
}

function forAnyone(
  audiences: readonly string[],
  { audience = [], client_id, issuer }: Expectations,
  idToken: boolean | undefined,
): VerdictLine {
  const found = short(audiences.join(', '))
  const own = client_id === undefined ? [] : [client_id]
  const right = [...audience, ...own, ...(issuer === undefined ? [] : [issuer])]
  const hit = audiences.find((one) => right.includes(one))
  if (hit !== undefined)
    return line('passed', 'audience', `aud names ${roleOf(hit, audience, client_id)}.`, rule, {
      expected: hit,
      found,
    })
  if (audience.length > 0)
    return line(
      'failed',
      'aud_mismatch',
      'aud is not the audience that this run asked for.',
      rule,
      {
        expected: audience.join(', '),
        found,
      },
    )
  const doubt =
    idToken === undefined && client_id !== undefined
      ? ' If it is an ID token, it was made for another client.'
      : ''
  return line(
    'unchecked',
    'audience_unknown',
    `The audience to expect is missing: this run asked for none. An access token is for an API, which compares aud with its own name.${doubt}`,
    rule,
    { found },
  )
}

function roleOf(hit: string, asked: readonly string[], client_id: string | undefined): string {
  if (asked.includes(hit)) return 'the audience that this run asked for'
  return hit === client_id ? 'the client of this run' : 'the issuer of this run'
}

/** OpenID Connect Core 3.1.3.7, points 3 to 5: others in the list are to be known, and azp says who asked. */
function others(
  audiences: readonly string[],
  { azp }: JsonRecord,
  { client_id }: Expectations,
): readonly VerdictLine[] {
  const strangers = audiences.filter((one) => one !== client_id).join(', ')
  const also = line(
    'unchecked',
    'audience_others',
    'Whether the other audiences are to be trusted is missing: each of them may use this ID token too.',
    idTokenValidation,
    { found: short(strangers) },
  )
  if (azp !== undefined) return [also]
  const nobody = line(
    'unchecked',
    'azp_missing',
    'azp is missing. With several audiences it should say which client the token was made for.',
    idTokenValidation,
  )
  return [also, nobody]
}
