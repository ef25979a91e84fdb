/** Puts a vendor's checks in their order: the standard ones by name, with its own among them. */
import type { Check } from '../core/simulation.ts'
import type { Route, Simulator } from '../core/simulator.ts'
import { accountChecks } from './account.ts'
import { authorizeChecks, authorizeOrder } from './authorize.ts'
import { bearerChecks, bearerOrder } from './bearer.ts'
import { clientChecks } from './client-authentication.ts'
import { grantChecks, grantOrders } from './grants.ts'
import { limitCheck } from './limit.ts'
import { standardGrants, tokenChecks, tokenOrder } from './token.ts'

const standardChecks: readonly Check[] = [
  ...clientChecks,
  ...tokenChecks,
  ...authorizeChecks,
  ...grantChecks,
  ...accountChecks,
  ...bearerChecks,
]

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
  const bearer = order['bearer'] ?? bearerOrder
  return {
    simulator,
    checks: byName,
    token: resolve(order['token'] ?? tokenOrder),
    authorize: resolve(order['authorize'] ?? authorizeOrder),
    grants: new Map(grants.map((name) => [name, resolve(order[name] ?? grantOrders[name] ?? [])])),
    routes: Object.entries(simulator.routes ?? {}).map(([pattern, route]) => {
      const [method = '', path = ''] = pattern.split(' ')
      return { method, path, route, checks: resolve(route.checks ?? bearer) }
    }),
  }
}
