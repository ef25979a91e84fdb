/** Userinfo as a signed token: its signature, its maker and its reader held to the walk (OpenID Connect Core 5.3.2). */
import type { JsonRecord } from '../../core/answer/json.ts'
import { Refusal } from '../../core/problem.ts'
import type { Finding } from '../../core/session.ts'
import { readToken } from '../../core/token/read.ts'
import { signatureVerdict } from '../../core/token/signature.ts'
import type { Context } from '../../core/vendor.ts'
import { walkKeys } from '../../core/walk-keys.ts'
import { core } from './sources.ts'

const rule = core('5.3.2', 'UserInfoResponse')

export interface Told {
  readonly claims: JsonRecord
  readonly findings: readonly Finding[]
}

/** @returns `undefined` where it is no signed token with claims. @throws Refusal `security_stop` */
export async function signedUserinfo(text: string, context: Context): Promise<Told | undefined> {
  const token = readToken(text.trim())
  if (token.kind !== 'jws' || token.payload.kind !== 'claims') return undefined
  const { claims } = token.payload
  const { lines } = await signatureVerdict(token, await walkKeys(context, token.header['alg']))
  const failed = lines.find(({ mark }) => mark === 'failed')
  if (failed !== undefined) throw stop(failed.code, failed.text)
  const open = lines.filter(({ mark }) => mark === 'unchecked')
  const unchecked = open.map((line) => finding(line.code, line.text))
  return { claims, findings: [...unchecked, ...meant(claims, context)] }
}

/** Who made it and for whom. Both should be there: where one is not, that is said, and the walk goes on. */
function meant({ iss, aud }: JsonRecord, { values }: Context): readonly Finding[] {
  const { issuer, client_id } = values
  if (iss !== undefined && issuer !== undefined && iss !== issuer)
    throw stop('iss_mismatch', `It was made by another server than ${issuer} (iss).`)
  const audiences = Array.isArray(aud) ? aud : [aud]
  if (aud !== undefined && client_id !== undefined && !audiences.includes(client_id))
    throw stop('aud_mismatch', `It was made for another client than ${client_id} (aud).`)
  return [
    ...(iss === undefined ? [finding('iss_missing', 'It does not say who made it (iss).')] : []),
    ...(aud === undefined ? [finding('aud_missing', 'It does not say whom it is for (aud).')] : []),
  ]
}

const finding = (code: string, text: string): Finding => ({
  code: `userinfo_${code}`,
  text: `Signed userinfo: ${text}`,
  rule,
})

const stop = (code: string, text: string): Refusal =>
  new Refusal({
    kind: 'security_stop',
    code: `userinfo_${code}`,
    means: `The signed answer must not be accepted. ${text}`,
    remedy:
      'Nothing was taken from this answer. Fetch the server’s keys again in case they changed, or open the token in the inspector to see both sides.',
    source: rule,
  })
