/** Kong 0.14.1's rules for the token endpoint and for the door of the API, in its own order [I]. */
import { type Check, Fault, type Turn } from '../../core/simulation.ts'
import { offlineMoment, offlinePair } from './offline-file.ts'
import { customerWith, mayActFor, ssoClient, ssoUser } from './sandbox-accounts.ts'
import { kong } from './sandbox-answers.ts'

export const ACCESS_SECONDS = 7200
/** A row dies with its refresh token, when nobody refreshed it for so long [D B-5, B-6]. */
export const REFRESH_SECONDS = 15 * 86_400

/** Parameters first, `Authorization: Basic` otherwise. */
function credentialsOf(turn: Turn): { id: string; secret: string; method: string } {
  const id = turn.parameters.get('client_id')
  const secret = turn.parameters.get('client_secret')
  if (id !== undefined && secret !== undefined) return { id, secret, method: 'post' }
  const basic = /^basic +(\S+)$/i.exec(turn.request.headers.get('authorization') ?? '')?.[1]
  if (basic === undefined) return { id: id ?? '', secret: secret ?? '', method: 'post' }
  const [user = '', ...rest] = decoded(basic).split(':')
  return { id: user, secret: rest.join(':'), method: 'basic' }
}

function decoded(base64: string): string {
  try {
    return atob(base64)
  } catch {
    return ''
  }
}

/** A later failure takes the place of an earlier one: grant type, client, redirect URI, secret. */
function requestFault(turn: Turn): Fault | undefined {
  const { id, secret, method } = credentialsOf(turn)
  const elsewhere = turn.setting('wrong_cluster') === true
  const client = elsewhere ? undefined : turn.findClient(id)
  const grant_type = turn.parameters.get('grant_type') ?? ''
  const redirect_uri = turn.parameters.get('redirect_uri')
  turn.client = client
  if (client === undefined || client.client_secret !== secret)
    return new Fault('client_credentials_wrong', { method })
  if (redirect_uri !== undefined && !client.redirect_uris.includes(redirect_uri))
    return new Fault('redirect_uri_not_registered')
  if (turn.simulator.token?.grants?.includes(grant_type) !== true)
    return new Fault('grant_type_unsupported')
  return undefined
}

/** The sandbox's own offline files carry their moment, so they are known when they are first shown. */
function recognise(turn: Turn, token: string | undefined): void {
  const at = offlineMoment(token ?? '')
  if (at === undefined || at > turn.now || turn.world.spent.has(`offline ${at}`)) return
  const family = turn.ids.uuid()
  const pair = offlinePair(at)
  const row = { client_id: ssoClient, username: ssoUser, scope: 'all', family }
  turn.world.spent.set(`offline ${at}`, family)
  turn.world.refresh.set(pair.refresh_token, {
    ...row,
    refresh_token: pair.refresh_token,
    expiresAt: at + REFRESH_SECONDS * 1000,
  })
  const expiresAt = at + ACCESS_SECONDS * 1000
  turn.world.access.set(pair.access_token, { ...row, ...pair, issuedAt: at, expiresAt })
}

/** `access_token` as a parameter wins; then the header, whose scheme may be `token` too. */
function tokenIn(turn: Turn): string | undefined {
  const header = turn.request.headers.get('authorization') ?? ''
  return turn.parameters.get('access_token') ?? /^\s*(?:bearer|token)\s+(\S+)/i.exec(header)?.[1]
}

/** Whom the call is for: the tenant of the header, or the owner of the token. */
export const customerOf = (turn: Turn): string | undefined =>
  turn.request.headers.get('tenantid') ?? turn.client?.facts?.['customer']

export const kongChecks: readonly Check[] = [
  {
    name: 'token_request_right',
    source: 'vendor notes, 5.2.7 [I]: access.lua, issue_token',
    run(turn) {
      // Another method than POST is not the token endpoint to Kong, but a call without a token.
      if (turn.method !== 'POST') throw new Fault('token_missing')
      if (turn.setting('plain_http') === true) throw new Fault('https_required')
      const fault = requestFault(turn)
      if (fault !== undefined) throw fault
      return undefined
    },
  },
  {
    name: 'code_right',
    source:
      'vendor notes, 5.2.7 [I]: one answer for missing, wrong, used, expired and foreign codes',
    run(turn) {
      const code = turn.world.codes.get(turn.parameters.get('code') ?? '')
      const mine = code?.client_id === turn.client?.client_id
      if (code === undefined || !mine || code.expiresAt <= turn.now) throw new Fault('code_wrong')
      // Deleted on success only; a wrong secret before this leaves the code usable.
      turn.world.codes.delete(code.code)
      turn.code = code
      turn.account = turn.findAccount(code.username)
      turn.scope = code.scope
      return undefined
    },
  },
  {
    name: 'refresh_token_right',
    source: 'vendor notes, 5.2.7 [I]; a row of another client is told as wrong client',
    run(turn) {
      const given = turn.parameters.get('refresh_token')
      recognise(turn, given)
      const refresh = turn.world.refresh.get(given ?? '')
      if (refresh === undefined || refresh.expiresAt <= turn.now)
        throw new Fault('refresh_token_wrong')
      if (refresh.client_id !== turn.client?.client_id)
        throw new Fault('client_credentials_wrong', { method: 'post' })
      turn.refresh = refresh
      turn.account = turn.findAccount(refresh.username)
      turn.scope = refresh.scope
      return undefined
    },
  },
  {
    name: 'kong_token',
    source: 'RFC 6749 section 5.1, in Kong’s manner',
    async run(turn) {
      const made = await turn.runCheck('issue_token')
      return kong(200, await made?.json(), [
        ['Cache-Control', 'no-store'],
        ['Pragma', 'no-cache'],
      ])
    },
  },
  {
    name: 'token_right',
    source: 'vendor notes, 5.2.7 [I]: unknown and expired tokens are told alike',
    run(turn) {
      const given = tokenIn(turn)
      if (given === undefined) throw new Fault('token_missing')
      recognise(turn, given)
      const token = turn.world.access.get(given)
      const elsewhere = turn.setting('wrong_cluster') === true
      if (token === undefined || token.expiresAt <= turn.now || elsewhere)
        throw new Fault('token_unknown')
      turn.access = token
      turn.client = turn.findClient(token.client_id)
      turn.account = turn.findAccount(token.username)
      return undefined
    },
  },
  {
    name: 'service_well',
    source: 'vendor notes, 5.2.7 [D B-3]',
    run(turn) {
      const state = turn.setting('behind_the_gateway')
      if (state === 'down') throw new Fault('service_down')
      if (state === 'failing') throw new Fault('unexpected')
      return undefined
    },
  },
  {
    name: 'tenant_accessible',
    source: 'vendor notes, 5.3 [A]: 403 for a TenantID that is none of ours',
    run(turn) {
      if (!mayActFor(customerWith(turn.client?.facts?.['customer']), customerOf(turn)))
        throw new Fault('tenant_not_accessible')
      return undefined
    },
  },
  {
    name: 'scope_covers',
    source: 'vendor notes, 5.3 [A]: scope read does not write',
    run(turn) {
      if (turn.method !== 'GET' && turn.access?.scope !== 'all') throw new Fault('read_only')
      return undefined
    },
  },
]
