/** Access tokens as JWT (RFC 9068), for a server that does not keep them opaque. */
import { type Check, Fault, type Turn } from '../core/simulation.ts'
import { sign } from './keys.ts'
import { knobsOf, rulesOf, seconds } from './openid.ts'
import { subjectOf } from './person.ts'
import { present } from './present.ts'

/** Whom the token is for: what was asked, or the server's first API (RFC 9068 section 3). */
export function audienceOf(turn: Turn): readonly string[] {
  const asked = turn.facts?.resource ?? []
  return asked.length > 0 ? asked : rulesOf(turn).resources(turn.place).slice(0, 1)
}

/** `undefined`: this server's tokens are opaque. */
export async function accessJwt(turn: Turn): Promise<string | undefined> {
  if (turn.simulator.openid === undefined || knobsOf(turn).opaqueTokens) return undefined
  const { facts, client, account } = turn
  const audience = audienceOf(turn)
  const iat = seconds(turn.now)
  const claims = {
    iss: turn.place.base,
    sub: account === undefined ? client?.client_id : subjectOf(turn, account),
    aud: audience.length === 1 ? audience[0] : [...audience],
    client_id: client?.client_id,
    exp: iat + (turn.simulator.tokens?.accessSeconds ?? 3600),
    iat,
    jti: turn.ids.uuid(),
    scope: turn.scope ?? client?.scope,
    auth_time: facts?.auth_time === undefined ? undefined : seconds(facts.auth_time),
    acr: facts?.acr,
    cnf: turn.jkt === undefined ? undefined : { jkt: turn.jkt },
    authorization_details: facts?.authorization_details,
    act: facts?.act,
  }
  // RFC 9068 section 2.1: RS256 is what every resource server must understand.
  return sign(turn, present(claims), { alg: 'RS256', typ: 'at+jwt' })
}

export const audienceChecks: readonly Check[] = [
  {
    name: 'token_for_here',
    source: 'RFC 9068 section 4, RFC 8707 section 2: a token for another API is no token here',
    run(turn) {
      const resources = rulesOf(turn).resources(turn.place)
      const here = resources.find((one) => `${turn.place.base}${turn.path}/`.startsWith(`${one}/`))
      if (here !== undefined && !audienceOf(turn).includes(here))
        throw new Fault('token_unknown', { says: 'The access token is for another resource.' })
      return undefined
    },
  },
]
