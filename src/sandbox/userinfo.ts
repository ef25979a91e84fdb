/** The userinfo endpoint (OpenID Connect Core 5.3): JSON, or the same as a signed token. */
import { Fault, type Turn } from '../core/simulation.ts'
import { json } from './answers.ts'
import { sign } from './keys.ts'
import { knobsOf, wordsIn } from './openid.ts'
import { claimsFor, subjectOf } from './person.ts'

export async function userinfo(turn: Turn): Promise<Response> {
  const { access, account, client } = turn
  if (account === undefined || !wordsIn(access?.scope).includes('openid'))
    throw new Fault('token_scope_small', { says: 'userinfo needs the scope openid.' })
  const names = access?.facts?.claims?.userinfo ?? []
  const claims = {
    sub: subjectOf(turn, account),
    ...claimsFor(turn, account, { scope: access?.scope ?? '', names }),
  }
  const registered = client?.metadata?.['userinfo_signed_response_alg']
  if (registered === undefined && !knobsOf(turn).signedUserinfo) return json(turn, 200, claims)
  const alg = registered === 'ES256' ? 'ES256' : 'RS256'
  const told = { iss: turn.place.base, aud: client?.client_id ?? '', ...claims }
  return jwtAnswer(await sign(turn, told, { alg }), 'application/jwt')
}

export const jwtAnswer = (token: string, type: string): Response =>
  new Response(token, { headers: { 'Content-Type': type, 'Cache-Control': 'no-store' } })
