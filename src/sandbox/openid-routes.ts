/** The endpoints that only a server with OpenID Connect has: the table of contents of that part. */
import { Fault, type Turn } from '../core/simulation.ts'
import type { Route, Simulator } from '../core/simulator.ts'
import { showCiba, startCiba } from './ciba.ts'
import { answerWaiting, showDevice, startDevice } from './device.ts'
import { metadata, resourceMetadata } from './discovery.ts'
import { endSession } from './end-session.ts'
import { CIBA, DEVICE } from './grant-openid.ts'
import { keySet } from './keys.ts'
import { authorizeQuestions, clientOrder } from './openid-orders.ts'
import { parQuestions } from './par.ts'
import { read, register, remove, update } from './registration.ts'
import { introspect, revoke } from './token-state.ts'
import { userinfo } from './userinfo.ts'

type Routes = Readonly<Record<string, Route>>

export function openIdRoutes({ openid }: Simulator): Routes {
  if (openid === undefined) return {}
  const { paths } = openid
  const confidential = [...clientOrder, 'client_confidential']
  return {
    ...doors(paths.registration),
    [`GET ${paths.jwks}`]: { checks: [], run: keySet },
    [`POST ${paths.par}`]: form([...clientOrder, 'proof_right'], parQuestions(authorizeQuestions)),
    [`GET ${paths.userinfo}`]: { run: userinfo },
    [`POST ${paths.userinfo}`]: { run: userinfo },
    [`POST ${paths.introspection}`]: form(confidential, introspect),
    [`POST ${paths.revocation}`]: form(clientOrder, revoke),
    [`POST ${paths.device_authorization}`]: form(asking, granted(DEVICE, startDevice)),
    [`POST ${paths.backchannel_authentication}`]: form(asking, granted(CIBA, startCiba)),
    ...pages([paths.device, showDevice], [paths.ciba, showCiba]),
    [`GET ${paths.end_session}`]: { checks: [], run: endSession },
    [`POST ${paths.end_session}`]: form([], endSession),
  }
}

/** Requests that a person answers elsewhere. */
const asking = [...clientOrder, 'scope_registered', 'facts_asked']

const form = (checks: readonly string[], run: Route['run']): Route => ({
  checks,
  parameters: ['form'],
  run,
})

/** RFC 6749 section 5.2: only for a client registered for the grant that follows. */
const granted =
  (grant_type: string, run: Route['run']): Route['run'] =>
  (turn) => {
    if (turn.client?.grant_types.includes(grant_type) !== true)
      throw new Fault('grant_type_refused', { grant_type })
    return run(turn)
  }

const doors = (registration: string): Routes => ({
  'GET /.well-known/openid-configuration': { checks: [], run: metadata },
  'GET /.well-known/oauth-authorization-server': { checks: [], run: metadata },
  'GET /.well-known/oauth-protected-resource/*': { checks: [], run: resourceMetadata },
  [`POST ${registration}`]: { checks: [], run: register },
  [`GET ${registration}/:id`]: { checks: [], run: read },
  [`PUT ${registration}/:id`]: { checks: [], run: update },
  [`DELETE ${registration}/:id`]: { checks: [], run: remove },
})

const onPage = (run: Route['run']): Route['run'] => {
  return (turn: Turn) => {
    turn.manner = 'page'
    return run(turn)
  }
}

const pages = (...all: readonly (readonly [string, Route['run']])[]): Routes =>
  Object.fromEntries(
    all.flatMap(([path, show]): [string, Route][] => [
      [`GET ${path}`, { checks: [], run: onPage(show) }],
      [`POST ${path}`, form([], onPage(answerWaiting))],
    ]),
  )
