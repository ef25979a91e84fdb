/** The ID token: who signed in, for whom, when, bound to what comes with it (OpenID Connect Core 2 and 3.3.2.11). */
import { toBase64Url } from '../core/http.ts'
import type { Turn } from '../core/simulation.ts'
import { type Alg, sign, unsigned } from './keys.ts'
import { knobsOf, rulesOf, seconds, wordsIn } from './openid.ts'
import { claimsFor, subjectOf } from './person.ts'
import { present } from './present.ts'

const LIFETIME = 3600

interface Beside {
  readonly scope: string
  readonly access_token?: string | undefined
  readonly code?: string | undefined
  readonly state?: string | undefined
  /** No access token will ever come: the claims have to be in here (OpenID Connect Core 5.4). */
  readonly alone?: boolean
}

/** `undefined` where no person signed in, or `openid` was not asked for. */
export async function idTokenFor(turn: Turn, beside: Beside): Promise<string | undefined> {
  const { simulator, account } = turn
  if (simulator.openid === undefined || account === undefined) return undefined
  if (!wordsIn(beside.scope).includes('openid')) return undefined
  const claims = await claimsOf(turn, beside)
  const { idTokenSignature } = knobsOf(turn)
  const twisted = rulesOf(turn).twist?.idToken?.(turn, claims) ?? claims
  const payload = present(twisted)
  if (idTokenSignature === 'none') return unsigned(payload)
  return sign(turn, payload, {
    alg: algOf(turn),
    whose: idTokenSignature === 'stranger' ? 'stranger' : 'own',
  })
}

/** What the client registered, else what the server does at the moment. */
function algOf(turn: Turn): Alg {
  const registered = turn.client?.metadata?.['id_token_signed_response_alg']
  return registered === 'ES256' || registered === 'RS256' ? registered : knobsOf(turn).idTokenAlg
}

async function claimsOf(turn: Turn, beside: Beside): Promise<Record<string, unknown>> {
  const { account, facts } = turn
  if (account === undefined) return {}
  const iat = seconds(turn.now)
  const client_id = turn.client?.client_id
  const scope = beside.alone === true ? beside.scope : ''
  return {
    iss: turn.place.base,
    sub: subjectOf(turn, account),
    aud: client_id,
    exp: iat + LIFETIME,
    iat,
    auth_time: facts?.auth_time === undefined ? undefined : seconds(facts.auth_time),
    // Of a refreshed one it says nothing about this run (OpenID Connect Core 12.2).
    nonce: turn.refresh !== undefined && isRefresh(turn) ? undefined : facts?.nonce,
    acr: facts?.acr,
    amr: ['pwd'],
    azp: client_id,
    at_hash: await halfHash(beside.access_token),
    c_hash: await halfHash(beside.code),
    s_hash: await halfHash(beside.code === undefined ? undefined : beside.state),
    ...claimsFor(turn, account, { scope, names: facts?.claims?.id_token ?? [] }),
  }
}

const isRefresh = (turn: Turn): boolean => turn.parameters.get('grant_type') === 'refresh_token'

/** Left half of the hash that goes with the signature; both algorithms here use SHA-256. */
async function halfHash(text: string | undefined): Promise<string | undefined> {
  if (text === undefined) return undefined
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return toBase64Url(new Uint8Array(hash).slice(0, 16))
}
