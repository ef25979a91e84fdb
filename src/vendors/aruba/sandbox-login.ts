/** Steps 1 to 3 and the deletion of a token: the routes that live on the login session. */
import { Fault, type Turn } from '../../core/simulation.ts'
import type { Route } from '../../core/simulator.ts'
import { customerWith, mayActFor } from './sandbox-accounts.ts'
import { loginService } from './sandbox-answers.ts'
import { openSession, renewCookies, sessionOf } from './sandbox-session.ts'

const CODE_SECONDS = 300 // [S]
const HALF_HOUR = 30 * 60 * 1000
const HEX = '0123456789abcdef'
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

const rejected = (message: string): Fault => new Fault('rejected', { message })

/** Flask's default text for a body that is no JSON object [A]. */
const UNREADABLE = 'The browser (or proxy) sent a request that this server could not understand.'

/** @throws Fault */
function bodyOf(turn: Turn): (name: string) => string {
  let value: unknown
  try {
    value = JSON.parse(turn.body)
  } catch {
    throw rejected(UNREADABLE)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw rejected(UNREADABLE)
  const fields = new Map<string, unknown>(Object.entries(value))
  return (name) => {
    const text = fields.get(name)
    if (typeof text !== 'string' || text === '') throw rejected(`${name} is required`)
    return text
  }
}

function clientOf(turn: Turn): void {
  turn.client = turn.findClient(turn.query.get('client_id') ?? undefined)
  if (turn.client === undefined) throw rejected('Invalid client_id')
}

const ownerOf = (turn: Turn) => customerWith(turn.account?.facts?.['customer'])

function logIn(turn: Turn): Response {
  const field = bodyOf(turn)
  const [username, password] = [field('username'), field('password')]
  clientOf(turn)
  const account = turn.findAccount(username)
  // A person who signs in elsewhere has no password here [D B-5].
  const known = account?.password === password && account.facts?.['sso'] === undefined
  if (!known || turn.setting('wrong_cluster') === true) throw new Fault('auth_failure')
  openSession(turn, username)
  return loginService(200, { status: true })
}

/** A client of its own for one tenant, made for the MSP that asks. */
function tenantCredentials(turn: Turn): Response {
  const customer_id = bodyOf(turn)('customer_id')
  clientOf(turn)
  const owner = ownerOf(turn)
  if (owner?.tenants === undefined) throw new Fault('auth_failure') // [A]
  if (!owner.tenants.includes(customer_id)) throw rejected('Invalid customer id')
  const [client_id, client_secret] = [turn.ids.text(HEX, 32), turn.ids.text(HEX, 32)]
  turn.world.clients.set(client_id, {
    client_id,
    client_secret,
    client_name: `Made for ${customerWith(customer_id)?.customer_name ?? customer_id}`,
    redirect_uris: turn.client?.redirect_uris ?? [],
    grant_types: ['authorization_code', 'refresh_token'],
    scope: 'all read',
    facts: { customer: customer_id },
  })
  return loginService(200, { client_id, client_secret })
}

function authorizationCode(turn: Turn): Response {
  const customer_id = bodyOf(turn)('customer_id')
  clientOf(turn)
  if (turn.query.get('response_type') !== 'code') throw rejected('Invalid response_type')
  const scope = turn.query.get('scope') ?? ''
  if (scope === '' || turn.client?.scope.split(' ').includes(scope) !== true)
    throw rejected('Invalid scope')
  const fits = turn.client.facts?.['customer'] === customer_id
  if (!fits || !mayActFor(ownerOf(turn), customer_id)) throw rejected('Invalid customer id')
  seldom(turn)
  const session = sessionOf(turn)
  const code = turn.ids.text(LETTERS, 32)
  turn.world.codes.set(code, {
    code,
    client_id: turn.client.client_id,
    username: session.username,
    scope,
    redirect_uri: '',
    redirectGiven: false,
    expiresAt: turn.now + CODE_SECONDS * 1000,
    family: turn.ids.uuid(),
  })
  renewCookies(turn, session)
  return loginService(200, { auth_code: code })
}

/** The limit that newer documents name [D B-5]; the answer is assumed [A]. */
function seldom(turn: Turn): void {
  const key = `last code ${turn.client?.client_id ?? ''}`
  const last = turn.world.own.get(key)
  const limited = turn.setting('one_token_per_half_hour') === true
  if (limited && typeof last === 'number' && last + HALF_HOUR > turn.now)
    throw new Fault('too_many_requests')
  turn.world.own.set(key, turn.now)
}

/** Ends the access token and the refresh token that came with it [A]. */
function deleteToken(turn: Turn): Response {
  const field = bodyOf(turn)
  const [customer_id, access_token] = [field('customer_id'), field('access_token')]
  if (!mayActFor(ownerOf(turn), customer_id)) throw rejected('Invalid customer id')
  const token = turn.world.access.get(access_token)
  const owner = turn.findClient(token?.client_id)?.facts?.['customer']
  if (token === undefined || owner !== customer_id) throw new Fault('token_of_nobody')
  turn.world.access.delete(access_token)
  turn.world.refresh.delete(token.refresh_token ?? '')
  return loginService(200, { status: true })
}

const base = '/oauth2/authorize/central/api'
const inSession = ['session_alive', 'csrf_right']

const step = (checks: readonly string[], run: Route['run']): Route => ({
  checks,
  parameters: ['query'],
  run,
})

const code = step(['login_rate', ...inSession], authorizationCode)

export const loginRoutes: Readonly<Record<`${string} /${string}`, Route>> = {
  [`POST ${base}/login`]: step(['login_rate'], logIn),
  [`POST ${base}/client_credentials`]: step(['login_rate', ...inSession], tenantCredentials),
  // Written with and without the last slash [S].
  [`POST ${base}/`]: code,
  [`POST ${base}`]: code,
  'DELETE /oauth2/api/tokens': step(inSession, deleteToken),
}
