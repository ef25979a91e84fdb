/** The sandbox: every simulated vendor behind one function from Request to Response. */
import type { Place, Simulator, Turn, World } from '../core/simulator.ts'
import { json } from './answers.ts'
import { control } from './control.ts'
import { endpointFor, guarded } from './endpoints.ts'
import { html } from './html.ts'
import { cryptoRandom, idsFrom, type Random } from './ids.ts'
import { type Compiled, compile } from './orders.ts'
import { indexPage, plainPage } from './pages.ts'
import { parametersOf } from './parameters.ts'
import { oneAtATime } from './queue.ts'
import { stylesheet } from './style.ts'
import { bound, memoryStore, newWorld, type Store } from './world.ts'

export interface SandboxOptions {
  readonly simulators: readonly Simulator[]
  /** Where the sandbox is reached, for example `http://localhost:7862`. */
  readonly origin: string
  /** Where Grantwalk's page runs; the clients' registered redirect URIs are there. */
  readonly appOrigins: readonly string[]
  readonly now?: () => number
  readonly random?: Random
  readonly store?: Store
  /** Waits before a slow answer. */
  readonly wait?: (milliseconds: number) => Promise<void>
}

export type Sandbox = (request: Request) => Promise<Response>

/** A request body larger than this is nobody's walk. */
const LARGEST_BODY = 1024 * 1024

export function createSandbox(options: SandboxOptions): Sandbox {
  const all = new Map(
    options.simulators.map((one) => [one.id, vendorServer(compile(one), options)]),
  )
  return async function sandbox(request) {
    const { pathname } = new URL(request.url)
    if (pathname === '/') return indexPage(options.simulators)
    if (pathname === '/.sandbox/style.css') return css(undefined)
    const id = pathname.split('/')[1] ?? ''
    const vendor = all.get(id)
    if (vendor === undefined)
      return plainPage(
        404,
        'No such vendor',
        html`<p>Nothing is simulated at <code>/${id}</code>.</p>`,
      )
    return vendor(request)
  }
}

/** One vendor. Its requests run one after the other, so that a code can be spent only once. */
function vendorServer(compiled: Compiled, options: SandboxOptions): Sandbox {
  const { simulator } = compiled
  const { origin, appOrigins, now = Date.now, random = cryptoRandom } = options
  const { store = memoryStore(), wait = sleep } = options
  const place: Place = { base: `${origin}/${simulator.id}`, appOrigins }
  const ids = idsFrom(random)
  const queue = oneAtATime()
  return async function vendor(request) {
    const url = new URL(request.url)
    const path = url.pathname.slice(simulator.id.length + 1)
    const body = await bodyText(request)
    if (body === undefined) return plainPage(413, 'Too large', html`<p>The body is too large.</p>`)
    const { answer, delay } = await queue(async () => {
      const world = (await store.get(simulator.id)) ?? newWorld(simulator)
      const clock = now()
      const given = { simulator, request, body, world, place }
      const answered =
        path === '/.sandbox'
          ? { answer: control({ ...given, clock }), delay: 0 }
          : path === '/.sandbox/style.css'
            ? { answer: css(simulator), delay: 0 }
            : await perform(compiled, { ...given, url, path, ids, now: clock + world.offset })
      bound(world)
      await store.set(simulator.id, world)
      return answered
    })
    if (delay > 0) await wait(delay)
    return answer
  }
}

type Given = Pick<
  Turn,
  'simulator' | 'request' | 'body' | 'world' | 'place' | 'path' | 'ids' | 'now'
>

async function perform(compiled: Compiled, given: Given & { url: URL }) {
  const { url, ...rest } = given
  const { method } = given.request
  const found = endpointFor(compiled, method, given.path)
  const contentType = given.request.headers.get('content-type') ?? ''
  const turn: Turn = {
    ...rest,
    method,
    query: url.searchParams,
    captured: found.captured,
    parameters: parametersOf(found.parameters, {
      query: url.searchParams,
      contentType,
      body: given.body,
    }),
    manner: found.manner,
    delay: 0,
    answerHeaders: [],
    ...lookups(given.simulator, given.world, given.place),
    async runCheck(name) {
      const check = compiled.checks.get(name)
      if (check === undefined) throw new Error(`There is no check ${name}`)
      return check.run(turn)
    },
  }
  const answer = await guarded(turn, () => found.run(turn)).catch((thrown: unknown) =>
    unexpected(turn, thrown),
  )
  return { answer: finished(turn, answer), delay: turn.delay }
}

function lookups(simulator: Simulator, world: World, place: Place) {
  const fixtures = simulator.clients(place)
  return {
    setting: (id: string) => {
      const value =
        world.settings.get(id) ?? simulator.settings?.find((one) => one.id === id)?.initial
      if (value === undefined) throw new Error(`${simulator.id}: there is no setting ${id}`)
      return value
    },
    findClient: (client_id: string | undefined) =>
      world.clients.get(client_id ?? '') ?? fixtures.find((one) => one.client_id === client_id),
    findAccount: (username: string | undefined) =>
      simulator.accounts.find((one) => one.username === username),
  }
}

/** Cookies and counters go on what was let through; a vendor's own headers on everything. */
function finished(turn: Turn, answer: Response): Response {
  if (answer.type === 'error') return answer
  const headers = new Headers(answer.headers)
  if (answer.status < 400)
    for (const [name, value] of turn.answerHeaders) headers.append(name, value)
  for (const [name, value] of turn.simulator.headers?.(turn) ?? []) headers.append(name, value)
  return new Response(answer.body, { status: answer.status, headers })
}

/** A mistake of ours is an answer too, and says whose mistake it is. */
function unexpected(turn: Turn, thrown: unknown): Response {
  const why = thrown instanceof Error ? thrown.message : String(thrown)
  return json(turn, 500, {
    error: 'server_error',
    error_description: `Grantwalk's simulator: ${why}`,
  })
}

async function bodyText(request: Request): Promise<string | undefined> {
  if (request.body === null) return ''
  const reader = request.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.byteLength
    if (size > LARGEST_BODY) {
      await reader.cancel()
      return undefined
    }
    text += decoder.decode(value, { stream: true })
  }
}

const css = (simulator: Simulator | undefined): Response =>
  new Response(stylesheet(simulator), {
    headers: { 'Content-Type': 'text/css; charset=utf-8', 'X-Content-Type-Options': 'nosniff' },
  })

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
