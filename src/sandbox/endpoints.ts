/** What answers where at a simulated vendor: the table of contents of the server. */
import { type Check, Fault, type Turn } from '../core/simulation.ts'
import { refusal } from './answers.ts'
import { consentGiven, doLogin, doLogout, showLogin } from './login.ts'
import type { Compiled } from './orders.ts'
import { parametersOf } from './parameters.ts'
import type { Endpoint } from './router.ts'

export function endpointsOf(compiled: Compiled): readonly Endpoint[] {
  return [...tokenEndpoint(compiled), ...authorizePages(compiled), ...vendorRoutes(compiled)]
}

function tokenEndpoint({ simulator, token, grants }: Compiled): readonly Endpoint[] {
  if (simulator.token === undefined) return []
  return [
    {
      method: '*',
      path: simulator.token.path,
      manner: 'json',
      parameters: simulator.token.parameters ?? ['form'],
      async run(turn) {
        const answer = await firstAnswer(turn, token)
        const grant = grants.get(turn.parameters.get('grant_type') ?? '')
        return answer ?? inOrder(turn, grant ?? [])
      },
    },
  ]
}

function authorizePages(compiled: Compiled): readonly Endpoint[] {
  const { authorize } = compiled.simulator
  if (authorize === undefined) return []
  const get = { method: 'GET', manner: 'page', parameters: ['query'] } as const
  const post = { method: 'POST', manner: 'page', parameters: ['form'] } as const
  return [
    { ...get, path: authorize.path, run: (turn) => inOrder(turn, compiled.authorize) },
    { ...post, path: authorize.path, run: (turn) => authorizeByForm(compiled, turn) },
    { ...get, path: authorize.login, run: async (turn) => showLogin(turn) },
    { ...post, path: authorize.login, run: async (turn) => doLogin(turn) },
    { ...post, path: authorize.logout, run: async (turn) => doLogout(turn) },
  ]
}

function vendorRoutes({ routes }: Compiled): readonly Endpoint[] {
  return routes.map(({ method, path, route, checks }) => ({
    method,
    path,
    manner: 'json',
    parameters: route.parameters ?? ['query', 'form'],
    run: async (turn) => (await firstAnswer(turn, checks)) ?? route.run(turn),
  }))
}

/** A posted consent, or an authorization request by POST (RFC 6749 section 3.1 allows it). */
async function authorizeByForm(compiled: Compiled, turn: Turn): Promise<Response> {
  const consent = consentGiven(turn)
  const query = consent?.query ?? new URLSearchParams(turn.body)
  turn.query = query
  turn.parameters = parametersOf(['query'], { query, contentType: '', body: '' })
  turn.approval = consent?.approval
  return inOrder(turn, compiled.authorize)
}

async function firstAnswer(turn: Turn, checks: readonly Check[]): Promise<Response | undefined> {
  for (const check of checks) {
    const answer = await check.run(turn)
    if (answer !== undefined) return answer
  }
  return undefined
}

/** For a list whose last check answers. */
async function inOrder(turn: Turn, checks: readonly Check[]): Promise<Response> {
  const answer = await firstAnswer(turn, checks)
  if (answer === undefined) throw new Error(`Nothing answered ${turn.method} ${turn.path}`)
  return answer
}

/** Turns a fault into the vendor's words. */
export async function guarded(turn: Turn, run: () => Promise<Response>): Promise<Response> {
  try {
    return await run()
  } catch (thrown) {
    if (thrown instanceof Fault) return refusal(turn, thrown)
    throw thrown
  }
}
