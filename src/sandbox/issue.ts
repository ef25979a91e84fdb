/** The token service: which token a successful request gets, new or again. */
import type { AccessToken, RefreshToken, Turn, World } from '../core/simulation.ts'
import { accessJwt } from './access-jwt.ts'
import { json } from './answers.ts'
import { isPublic } from './client-authentication.ts'
import { idTokenFor } from './id-token.ts'

/** The end of every grant. */
export async function answerWithToken(turn: Turn): Promise<Response> {
  const token = await issueToken(turn)
  const { answer = standardAnswer, status = 200 } = turn.simulator.tokens ?? {}
  return json(turn, status, await answer(turn, token))
}

/** A token for the client and account of this turn; after a refresh it hangs on `turn.refresh`. */
export async function issueToken(turn: Turn): Promise<AccessToken> {
  const { reuse = false } = turn.simulator.tokens ?? {}
  if (!reuse || turn.refresh !== undefined) return newAccessToken(turn)
  const found = alike(turn)
  if (found === undefined) return newAccessToken(turn)
  if (found.expiresAt > turn.now) return found
  turn.world.access.delete(found.access_token)
  const kept = turn.world.refresh.get(found.refresh_token ?? '')
  if (kept !== undefined && kept.expiresAt > turn.now) turn.refresh = kept
  return newAccessToken(turn)
}

/** Seconds left, rounded down. */
export const secondsLeft = (turn: Turn, token: AccessToken): number =>
  Math.floor((token.expiresAt - turn.now) / 1000)

function alike(turn: Turn): AccessToken | undefined {
  const scope = turn.scope ?? turn.client?.scope ?? ''
  for (const token of turn.world.access.values())
    if (
      token.client_id === turn.client?.client_id &&
      token.username === turn.account?.username &&
      token.scope === scope
    )
      return token
  return undefined
}

async function newAccessToken(turn: Turn): Promise<AccessToken> {
  const { client, account, simulator } = turn
  if (client === undefined) throw new Error('A token was issued before its client was known')
  const rules = simulator.tokens ?? { accessSeconds: 3600 }
  const family = turn.refresh?.family ?? turn.code?.family ?? turn.ids.uuid()
  const refresh =
    turn.refresh ?? (mayRefresh(turn) ? await newRefreshToken(turn, family) : undefined)
  const token: AccessToken = {
    access_token: (await rules.access?.(turn)) ?? (await accessJwt(turn)) ?? turn.ids.opaque(32),
    client_id: client.client_id,
    ...(account === undefined ? {} : { username: account.username }),
    scope: turn.scope ?? client.scope,
    issuedAt: turn.now,
    expiresAt: turn.now + rules.accessSeconds * 1000,
    ...(refresh === undefined ? {} : { refresh_token: refresh.refresh_token }),
    ...(turn.facts === undefined ? {} : { facts: { ...turn.facts, jkt: turn.jkt } }),
    family,
  }
  turn.world.access.set(token.access_token, token)
  return token
}

/** Only for a person's grant: a client that acts for itself asks again (RFC 6749 section 4.4.3). */
const mayRefresh = (turn: Turn): boolean =>
  // Not in an address (RFC 6749 section 4.2.2), and not for one token more in place of another.
  (turn.simulator.openid === undefined || !(turn.manner === 'redirect' || isExchange(turn))) &&
  turn.simulator.tokens?.refreshSeconds !== undefined &&
  turn.account !== undefined &&
  turn.client?.grant_types.includes('refresh_token') === true

const isExchange = (turn: Turn): boolean =>
  turn.parameters.get('grant_type') === 'urn:ietf:params:oauth:grant-type:token-exchange'

/** RFC 9449 section 5: a public client's is bound to its key; a confidential one's to the client. */
const keyOfRefresh = (turn: Turn): string | undefined =>
  turn.client !== undefined && isPublic(turn.client) ? turn.jkt : undefined

export async function newRefreshToken(turn: Turn, family: string): Promise<RefreshToken> {
  const { tokens } = turn.simulator
  // All that was granted, whatever part of it this request asked for (RFC 8707 section 2.2).
  const facts = turn.code?.facts ?? turn.facts
  const refresh: RefreshToken = {
    refresh_token: (await tokens?.refresh?.(turn)) ?? turn.ids.opaque(32),
    client_id: turn.client?.client_id ?? '',
    ...(turn.account === undefined ? {} : { username: turn.account.username }),
    scope: turn.scope ?? turn.client?.scope ?? '',
    expiresAt: turn.now + (tokens?.refreshSeconds ?? 0) * 1000,
    ...(facts === undefined ? {} : { facts: { ...facts, jkt: keyOfRefresh(turn) } }),
    family,
  }
  turn.world.refresh.set(refresh.refresh_token, refresh)
  return refresh
}

/** Ends every token that descends from one grant. */
export function endFamily(world: World, family: string): void {
  for (const [key, token] of world.access) if (token.family === family) world.access.delete(key)
  for (const [key, token] of world.refresh) if (token.family === family) world.refresh.delete(key)
}

/** RFC 6749 section 5.1, RFC 9449 section 5, RFC 9396 section 7, OpenID Connect Core 3.1.3.3. */
async function standardAnswer(turn: Turn, token: AccessToken) {
  const { access_token, refresh_token, scope, facts } = token
  return {
    access_token,
    token_type: facts?.jkt === undefined ? 'Bearer' : 'DPoP',
    expires_in: secondsLeft(turn, token),
    refresh_token,
    scope,
    id_token: await idTokenFor(turn, { scope, access_token }),
    authorization_details: facts?.authorization_details,
  }
}
