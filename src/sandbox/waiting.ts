/** Requests that wait for a person elsewhere: polling, and what the person says (RFC 8628 section 3.5, CIBA Core 11). */
import { type Check, Fault, type Turn, type WaitingRequest } from '../core/simulation.ts'
import { knobsOf } from './openid.ts'

export const INTERVAL = 5
export const WAITING_SECONDS = 600

const unknown = (says: string): Fault => new Fault('grant_wrong', { says })

/** Gives the grant when the person has approved; refuses with what the client has to do otherwise. */
function ready(turn: Turn, kind: WaitingRequest['kind'], id: string | undefined): undefined {
  if (id === undefined) throw new Fault('request_invalid', { says: 'The request’s id is missing.' })
  const waiting = turn.world.waiting.get(id)
  if (waiting?.kind !== kind) throw unknown('This request is unknown, or was used.')
  if (waiting.client_id !== turn.client?.client_id) throw unknown('Another client started this.')
  if (waiting.expiresAt <= turn.now) throw new Fault('waiting_expired')
  paced(turn, waiting)
  const { approval, username } = decided(turn, waiting)
  if (approval === undefined) throw new Fault('authorization_pending')
  turn.world.waiting.delete(id)
  if (approval === 'deny') throw new Fault('waiting_denied')
  turn.account = turn.findAccount(username)
  turn.scope = waiting.scope
  turn.facts = { ...waiting.facts, auth_time: turn.now }
  return undefined
}

/** RFC 8628 section 3.5: five seconds more after each request that came too early. */
function paced(turn: Turn, waiting: WaitingRequest): void {
  const { polledAt, interval, id } = waiting
  const early = polledAt !== undefined && turn.now - polledAt < interval * 1000
  const next = { ...waiting, polledAt: turn.now, interval: interval + (early ? 5 : 0) }
  turn.world.waiting.set(id, next)
  if (early) throw new Fault('slow_down')
}

/** What the person said, or what a setting says in their place. */
function decided(
  turn: Turn,
  waiting: WaitingRequest,
): Pick<WaitingRequest, 'approval' | 'username'> {
  if (waiting.approval !== undefined) return waiting
  const { by, seconds } = knobsOf(turn).elsewhere
  if (by === 'page' || turn.now < waiting.createdAt + seconds * 1000) return {}
  const username = waiting.username ?? turn.simulator.accounts[0]?.username ?? ''
  return { approval: by, username }
}

/** The person's answer on the server's page. */
export function decide(turn: Turn, id: string, approval: 'approve' | 'deny'): void {
  const waiting = turn.world.waiting.get(id)
  if (waiting === undefined) throw new Fault('form_expired')
  const username = turn.account?.username ?? ''
  turn.world.waiting.set(id, { ...waiting, approval, username })
}

export const isOpen = (turn: Turn, waiting: WaitingRequest): boolean =>
  waiting.expiresAt > turn.now && waiting.approval === undefined

export const waitingChecks: readonly Check[] = [
  {
    name: 'device_code_ready',
    source: 'RFC 8628 sections 3.4 and 3.5',
    run: (turn) => ready(turn, 'device', turn.parameters.get('device_code')),
  },
  {
    name: 'auth_req_id_ready',
    source: 'CIBA Core 10.1 and 11',
    run: (turn) => ready(turn, 'ciba', turn.parameters.get('auth_req_id')),
  },
]
