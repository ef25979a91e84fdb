/** Makes the turn: one request with everything its checks may look at. */
import type { Ids, Place, Turn, World } from '../core/simulation.ts'
import type { Simulator } from '../core/simulator.ts'
import { html } from './html.ts'
import type { Compiled } from './orders.ts'
import { vendorPage } from './pages.ts'
import { parametersOf } from './parameters.ts'
import type { Endpoint } from './router.ts'

interface Given {
  readonly request: Request
  readonly path: string
  readonly captured: Readonly<Record<string, string>>
  readonly body: string
  readonly endpoint: Endpoint
  readonly place: Place
  readonly world: World
  readonly ids: Ids
  readonly now: number
}

export function newTurn({ simulator, checks }: Compiled, given: Given): Turn {
  const { endpoint, ...rest } = given
  const query = new URL(given.request.url).searchParams
  const contentType = given.request.headers.get('content-type') ?? ''
  const turn: Turn = {
    ...rest,
    ...lookups(simulator, given),
    simulator,
    method: given.request.method,
    query,
    parameters: parametersOf(endpoint.parameters, { query, contentType, body: given.body }),
    manner: endpoint.manner,
    delay: 0,
    answerHeaders: [],
    async runCheck(name) {
      const check = checks.get(name)
      if (check === undefined) throw new Error(`${simulator.id}: there is no check ${name}`)
      return check.run(turn)
    },
    html,
    page: (title, content, status) => vendorPage(turn, title, content, status),
  }
  return turn
}

function lookups(simulator: Simulator, { world, place }: Given) {
  const fixtures = simulator.clients(place)
  return {
    setting(id: string) {
      const fact = simulator.settings?.find((one) => one.id === id)
      const value = world.settings.get(id) ?? fact?.initial
      if (value === undefined) throw new Error(`${simulator.id}: there is no setting ${id}`)
      return value
    },
    findClient: (client_id: string | undefined) =>
      world.clients.get(client_id ?? '') ?? fixtures.find((one) => one.client_id === client_id),
    findAccount: (username: string | undefined) =>
      simulator.accounts.find((one) => one.username === username),
  }
}
