/** The lines on tokens that are bound to a key, and on the proofs that show it (RFC 7800, RFC 8705, RFC 9449). */
import { isRecord, type JsonRecord, member } from '../answer/json.ts'
import { claimsOf } from '../answer/jwt.ts'
import { rfc } from '../source.ts'
import { line, shown } from './binding-lines.ts'
import { keyOf } from './key-jwk.ts'
import type { Key } from './key-shapes.ts'
import type { Expectations, Jws, VerdictLine } from './shapes.ts'
import { sha256 } from './thumbprint.ts'

const bindings = [
  ['jkt', 'thumbprint', 'DPoP key', rfc(9449, '6.1')],
  ['x5t#S256', 'x5t_s256', 'certificate of mutual TLS', rfc(8705, '3.1')],
] as const

/** `cnf` says which key the holder must show. Keys at hand may be others, so a miss says nothing. */
export function boundKeyLines(
  { cnf }: JsonRecord,
  keys: readonly Key[] = [],
): readonly VerdictLine[] {
  if (!isRecord(cnf)) return []
  return bindings.flatMap(([name, fact, what, rule]) => {
    const found = member(cnf, name)
    if (found === undefined) return []
    const key = keys.find((one) => one[fact] === found)
    const sides = { found: shown(found) }
    return [
      key === undefined
        ? line(
            'unchecked',
            `${name}_unknown`,
            `The ${what} is missing: the token is bound to it (cnf.${name}), and no key here is that one.`,
            rule,
            sides,
          )
        : line(
            'passed',
            name,
            `The token is bound to ${key.name}: cnf.${name} is its thumbprint.`,
            rule,
            { ...sides, expected: shown(found) },
          ),
    ]
  })
}

const rule = rfc(9449, '4.3')

export async function proofLines(
  token: Jws,
  claims: JsonRecord,
  { access_token }: Expectations,
): Promise<readonly VerdictLine[]> {
  return [
    await athLine(claims, access_token),
    ...(await jktLines(token, access_token)),
    requestLine(claims),
    ...(claims['nonce'] === undefined ? [] : [serverNonce(claims)]),
  ]
}

async function athLine(
  { ath }: JsonRecord,
  access_token: string | undefined,
): Promise<VerdictLine> {
  if (ath === undefined)
    return line(
      'unchecked',
      'ath_missing',
      'ath is missing: the proof names no access token, as one for the token endpoint does not.',
      rule,
    )
  if (access_token === undefined)
    return line(
      'unchecked',
      'ath_unknown',
      'The access token is missing, so ath was not compared.',
      rule,
      { found: shown(ath) },
    )
  const expected = await sha256(new TextEncoder().encode(access_token))
  const sides = { expected, found: shown(ath) }
  return ath === expected
    ? line('passed', 'ath', 'ath is the hash of the access token of this run.', rule, sides)
    : line(
        'failed',
        'ath_mismatch',
        'ath is not the hash of the access token of this run.',
        rule,
        sides,
      )
}

/** The key in the proof against the one that the access token is bound to. */
async function jktLines(
  { header }: Jws,
  access_token: string | undefined,
): Promise<readonly VerdictLine[]> {
  const { jwk } = header
  const cnf = access_token === undefined ? undefined : claimsOf(access_token)?.claims['cnf']
  const expected = isRecord(cnf) ? member(cnf, 'jkt') : undefined
  if (!isRecord(jwk)) return []
  const { thumbprint: found } = await keyOf(jwk, 'the key in the proof', 'jwk')
  if (typeof expected !== 'string')
    return [
      line(
        'unchecked',
        'jkt_unknown',
        'The thumbprint to expect is missing: no access token of this run says which key it is bound to.',
        rule,
        { found },
      ),
    ]
  const sides = { expected, found }
  return [
    found === expected
      ? line(
          'passed',
          'jkt',
          'The proof is made with the key that the access token is bound to.',
          rule,
          sides,
        )
      : line(
          'failed',
          'jkt_mismatch',
          'The proof is made with another key than the access token is bound to.',
          rule,
          sides,
        ),
  ]
}

const requestLine = ({ htm, htu }: JsonRecord): VerdictLine =>
  htm === undefined || htu === undefined
    ? line(
        'failed',
        'htu_missing',
        'A proof has to name the method and the address it is for (htm, htu).',
        rule,
      )
    : line(
        'unchecked',
        'htu_unknown',
        'The request it was made for is missing, so htm and htu were not compared.',
        rule,
        { found: `${shown(htm)} ${shown(htu)}` },
      )

const serverNonce = ({ nonce }: JsonRecord): VerdictLine =>
  line(
    'unchecked',
    'dpop_nonce_unknown',
    'The nonce that the server gave (DPoP-Nonce) is missing, so it was not compared.',
    rfc(9449, '8'),
    { found: shown(nonce) },
  )
