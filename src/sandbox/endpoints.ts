/** What answers at which path of a simulated vendor: the table of contents of the server. */
import { type Check, Fault, type ParameterPlace, type Turn } from '../core/simulator.ts'
import { refusal } from './answers.ts'
import { consentGiven, doLogin, doLogout, showLogin } from './login.ts'
import type { Compiled, CompiledRoute } from './orders.ts'
import { parametersOf } from './parameters.ts'

export type Endpoint = (turn: Turn) => Promise<Response>

/** The endpoint of a path, and where its parameters stand. */
export interface Found {
  readonly parameters: readonly ParameterPlace[]
  readonly captured: Readonly<Record<string, string>>
  readonly manner: Turn['manner']
  readonly run: Endpoint
}

export function endpointFor(compiled: Compiled, method: string, path: string): Found {
  const { token, authorize } = compiled.simulator
  const plain = { captured: {} }
  if (path === token?.path)
    return {
      ...plain,
      manner: 'json',
      parameters: token.parameters ?? ['form'],
      run: (turn) => grantToken(compiled, turn),
    }
  if (authorize !== undefined) {
    const pages: Readonly<Record<string, Endpoint>> = {
      [`GET ${authorize.path}`]: (turn) => inOrder(turn, compiled.authorize),
      [`POST ${authorize.path}`]: (turn) => authorizeByForm(compiled, turn),
      [`GET ${authorize.login}`]: async (turn) => showLogin(turn),
      [`POST ${authorize.login}`]: async (turn) => doLogin(turn),
      [`POST ${authorize.logout}`]: async (turn) => doLogout(turn),
    }
    const run = Object.hasOwn(pages, `${method} ${path}`) ? pages[`${method} ${path}`] : undefined
    const parameters: ParameterPlace[] = method === 'POST' ? ['form'] : ['query']
    if (run !== undefined) return { ...plain, manner: 'page', parameters, run }
  }
  return routeFor(compiled.routes, method, path)
}

/** Runs checks until one answers. The last one of every list does. */
export async function inOrder(turn: Turn, checks: readonly Check[]): Promise<Response> {
  for (const check of checks) {
    const answer = await check.run(turn)
    if (answer !== undefined) return answer
  }
  throw new Error(`Nothing answered ${turn.method} ${turn.path}`)
}

async function grantToken({ token, grants }: Compiled, turn: Turn): Promise<Response> {
  const grant_type = turn.parameters.get('grant_type')
  const first = await firstAnswer(turn, token)
  return first ?? inOrder(turn, grants.get(grant_type ?? '') ?? [])
}

async function firstAnswer(turn: Turn, checks: readonly Check[]): Promise<Response | undefined> {
  for (const check of checks) {
    const answer = await check.run(turn)
    if (answer !== undefined) return answer
  }
  return undefined
}

/** A posted consent, or an authorization request by POST (RFC 6749 section 3.1 allows it). */
async function authorizeByForm(compiled: Compiled, turn: Turn): Promise<Response> {
  const consent = consentGiven(turn)
  const query = consent?.query ?? new URLSearchParams(turn.body)
  const parameters = parametersOf(['query'], { query, contentType: '', body: '' })
  const again: Turn = { ...turn, query, parameters }
  if (consent !== undefined) again.approval = consent.approval
  return guarded(again, () => inOrder(again, compiled.authorize))
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

function routeFor(routes: readonly CompiledRoute[], method: string, path: string): Found {
  const matches = routes.flatMap((one) => {
    const captured = match(one.path, path.split('/'))
    return captured === undefined ? [] : [{ ...one, captured }]
  })
  const found = matches.find((one) => one.method === method)
  const fault =
    matches.length === 0
      ? new Fault('not_found')
      : new Fault('method_not_allowed', {
          allow: matches.map((one) => one.method).join(', '),
          method,
        })
  return {
    manner: 'json',
    captured: found?.captured ?? {},
    parameters: found?.route.parameters ?? ['query', 'form'],
    async run(turn) {
      if (found === undefined) throw fault
      return (await firstAnswer(turn, found.checks)) ?? found.route.run(turn)
    },
  }
}

/** `:name` takes one part of the path, a final `*` takes the rest. */
function match(
  pattern: readonly string[],
  path: readonly string[],
): Record<string, string> | undefined {
  const captured: Record<string, string> = {}
  for (const [index, part] of pattern.entries()) {
    if (part === '*') return { ...captured, '*': path.slice(index).join('/') }
    const actual = path[index]
    if (actual === undefined) return undefined
    if (part.startsWith(':')) {
      if (actual === '') return undefined
      captured[part.slice(1)] = decoded(actual)
    } else if (part !== actual) return undefined
  }
  return pattern.length === path.length ? captured : undefined
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
