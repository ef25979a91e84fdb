/** What a token is worth, and how a client ends it: introspection (RFC 7662, RFC 9701) and revocation (RFC 7009). */
import { type AccessToken, Fault, type RefreshToken, type Turn } from '../core/simulation.ts'
import { audienceOf } from './access-jwt.ts'
import { json } from './answers.ts'
import { endFamily } from './issue.ts'
import { sign } from './keys.ts'
import { seconds } from './openid.ts'
import { subjectOf } from './person.ts'
import { present } from './present.ts'
import { jwtAnswer } from './userinfo.ts'

const tokenGiven = (turn: Turn): string => {
  const token = turn.parameters.get('token')
  if (token === undefined) throw new Fault('request_invalid', { says: 'token is missing.' })
  return token
}

export async function introspect(turn: Turn): Promise<Response> {
  const state = stateOf(turn, tokenGiven(turn))
  const wantsJwt = (turn.request.headers.get('accept') ?? '').includes(INTROSPECTION)
  if (!wantsJwt) return json(turn, 200, state)
  const claims = {
    iss: turn.place.base,
    aud: turn.client?.client_id ?? '',
    iat: seconds(turn.now),
    token_introspection: state,
  }
  const signed = await sign(turn, claims, { alg: 'RS256', typ: 'token-introspection+jwt' })
  return jwtAnswer(signed, INTROSPECTION)
}

const INTROSPECTION = 'application/token-introspection+jwt'

/** RFC 7662 section 2.2: of a dead token nothing more is told than that. */
function stateOf(turn: Turn, text: string): Readonly<Record<string, unknown>> {
  const access = turn.world.access.get(text)
  const token = access ?? turn.world.refresh.get(text)
  // A refresh token is for its own client alone (RFC 7662 section 4).
  const foreign = access === undefined && token?.client_id !== turn.client?.client_id
  if (token === undefined || token.expiresAt <= turn.now || foreign) return { active: false }
  const state = {
    ...about(turn, token),
    ...(access === undefined ? {} : aboutAccess(turn, access)),
  }
  return present(state)
}

function about(turn: Turn, token: AccessToken | RefreshToken) {
  const { client_id, scope, username, expiresAt, facts } = token
  const account = turn.findAccount(username)
  return {
    active: true,
    iss: turn.place.base,
    sub: account === undefined ? client_id : subjectOf(turn, account),
    client_id,
    username,
    scope,
    exp: seconds(expiresAt),
    cnf: facts?.jkt === undefined ? undefined : { jkt: facts.jkt },
    authorization_details: facts?.authorization_details,
  }
}

function aboutAccess(turn: Turn, { issuedAt, facts }: AccessToken) {
  const aud = audienceOf({ ...turn, facts })
  return {
    token_type: facts?.jkt === undefined ? 'Bearer' : 'DPoP',
    iat: seconds(issuedAt),
    aud: aud.length === 1 ? aud[0] : aud,
    auth_time: facts?.auth_time === undefined ? undefined : seconds(facts.auth_time),
    acr: facts?.acr,
    act: facts?.act,
  }
}

/** RFC 7009 section 2.2: an unknown token is as ended as can be, so that is no error. */
export function revoke(turn: Turn): Response {
  const text = tokenGiven(turn)
  const token = turn.world.access.get(text) ?? turn.world.refresh.get(text)
  if (token !== undefined && token.client_id !== turn.client?.client_id)
    throw new Fault('grant_wrong', { says: 'This token was issued to another client.' })
  // Without its refresh token a grant is over; an access token goes alone (RFC 7009 section 2.1).
  if (turn.world.refresh.has(text) && token !== undefined) endFamily(turn.world, token.family)
  turn.world.access.delete(text)
  return new Response(null, { status: 200, headers: { 'Cache-Control': 'no-store' } })
}
