/** Puts a vendor's checks in their order: the standard ones by name, with its own among them. */
import type { Check } from '../core/simulation.ts'
import type { Route, Simulator } from '../core/simulator.ts'
import { accountChecks } from './account.ts'
import { authorizeChecks, authorizeOrder } from './authorize.ts'
import { bearerChecks, bearerOrder } from './bearer.ts'
import { clientChecks } from './client-authentication.ts'
import { grantOpenIdOrders } from './grant-openid.ts'
import { grantChecks, grantOrders } from './grants.ts'
import { limitCheck } from './limit.ts'
import {
  authorizeOpenIdOrder,
  bearerOpenIdOrder,
  openIdChecks,
  tokenOpenIdOrder,
} from './openid-orders.ts'
import { openIdRoutes } from './openid-routes.ts'
import { standardGrants, tokenChecks, tokenOrder } from './token.ts'

const standardChecks: readonly Check[] = [
  ...clientChecks,
  ...tokenChecks,
  ...authorizeChecks,
  ...grantChecks,
  ...accountChecks,
  ...bearerChecks,
  ...openIdChecks,
]

interface Orders {
  readonly token: readonly string[]
  readonly authorize: readonly string[]
  readonly bearer: readonly string[]
  readonly grants: Readonly<Record<string, readonly string[]>>
}

const plainOrders: Orders = {
  token: tokenOrder,
  authorize: authorizeOrder,
  bearer: bearerOrder,
  grants: grantOrders,
}

const openIdOrders: Orders = {
  token: tokenOpenIdOrder,
  authorize: authorizeOpenIdOrder,
  bearer: bearerOpenIdOrder,
  grants: grantOpenIdOrders,
}

export interface CompiledRoute {
  readonly method: string
  readonly path: string
  readonly route: Route
  readonly checks: readonly Check[]
}

/** A simulator with its orders resolved. */
export interface Compiled {
  readonly simulator: Simulator
  readonly checks: ReadonlyMap<string, Check>
  readonly token: readonly Check[]
  readonly authorize: readonly Check[]
  readonly grants: ReadonlyMap<string, readonly Check[]>
  readonly routes: readonly CompiledRoute[]
}

/** Throws when an order names a check that does not exist: at the start, not in a walk. */
export function compile(simulator: Simulator): Compiled {
  const order = simulator.order ?? {}
  const byName = new Map(
    [
      ...standardChecks,
      ...Object.entries(simulator.limits ?? {}).map(([id, limit]) => limitCheck(id, limit)),
      ...(simulator.checks ?? []),
    ].map((check) => [check.name, check]),
  )
  const resolve = (names: readonly string[]): readonly Check[] =>
    names.map((name) => {
      const check = byName.get(name)
      if (check === undefined) throw new Error(`${simulator.id}: there is no check ${name}`)
      return check
    })
  const grants = simulator.token?.grants ?? standardGrants
  const standard = simulator.openid === undefined ? plainOrders : openIdOrders
  const bearer = order['bearer'] ?? standard.bearer
  const routes: Readonly<Record<string, Route>> = {
    ...simulator.routes,
    ...openIdRoutes(simulator),
  }
  return {
    simulator,
    checks: byName,
    token: resolve(order['token'] ?? standard.token),
    authorize: resolve(order['authorize'] ?? standard.authorize),
    grants: new Map(
      grants.map((name) => [name, resolve(order[name] ?? standard.grants[name] ?? [])]),
    ),
    routes: Object.entries(routes).map(([pattern, route]) => {
      const [method = '', path = ''] = pattern.split(' ')
      return { method, path, route, checks: resolve(route.checks ?? bearer) }
    }),
  }
}
