/** One simulated vendor: its memory, its clock, its endpoints and its control surface. */
import type { Place, Turn, World } from '../core/simulation.ts'
import type { Simulator } from '../core/simulator.ts'
import { json } from './answers.ts'
import { bodyText } from './body.ts'
import { control } from './control.ts'
import { endpointsOf, guarded } from './endpoints.ts'
import { html } from './html.ts'
import { idsFrom, type Random } from './ids.ts'
import { compile } from './orders.ts'
import { plainPage } from './pages.ts'
import { oneAtATime } from './queue.ts'
import { find } from './router.ts'
import { stylesheetAnswer } from './style.ts'
import { newTurn } from './turn.ts'
import { bound, newWorld, type Store } from './world.ts'

interface VendorOptions {
  readonly simulator: Simulator
  readonly place: Place
  readonly now: () => number
  readonly random: Random
  readonly store: Store
  readonly wait: (milliseconds: number) => Promise<void>
}

/** `inserted` is the vendor's path where the address does not begin with the vendor. */
type Server = (request: Request, inserted?: string) => Promise<Response>

/** Requests run one after the other, so that a code can be spent only once. */
export function createVendorServer(options: VendorOptions): Server {
  const { simulator, place, store, now, wait } = options
  const compiled = compile(simulator)
  const endpoints = endpointsOf(compiled)
  const ids = idsFrom(options.random)
  const queue = oneAtATime()

  async function perform(request: Request, path: string, body: string, world: World) {
    const { endpoint, captured } = find(endpoints, request.method, path)
    const at = { request, path, body, captured, endpoint }
    const turn = newTurn(compiled, { ...at, place, world, ids, now: now() + world.offset })
    const run = guarded(turn, () => endpoint.run(turn))
    const answer = await run.catch((thrown: unknown) => unexpected(turn, thrown))
    return { answer: finished(turn, answer), delay: turn.delay }
  }

  return async function vendorServer(request, inserted) {
    const path = inserted ?? new URL(request.url).pathname.slice(simulator.id.length + 1)
    if (path === '/.sandbox/style.css') return stylesheetAnswer(simulator)
    const body = await bodyText(request)
    if (body === undefined) return plainPage(413, 'Too large', html`<p>The body is too large.</p>`)
    const { answer, delay } = await queue(async () => {
      const world = (await store.get(simulator.id)) ?? newWorld(simulator)
      const done =
        path === '/.sandbox'
          ? { answer: control({ simulator, place, request, body, world, clock: now() }), delay: 0 }
          : await perform(request, path, body, world)
      bound(world)
      await store.set(simulator.id, world)
      return done
    })
    if (delay > 0) await wait(delay)
    return answer
  }
}

/** Cookies and counters go on what was let through; a vendor's own headers on everything. */
function finished(turn: Turn, answer: Response): Response {
  if (answer.type === 'error') return answer
  const headers = new Headers(answer.headers)
  if (answer.status < 400)
    for (const [name, value] of turn.answerHeaders) headers.append(name, value)
  for (const [name, value] of turn.simulator.headers?.(turn) ?? []) headers.append(name, value)
  // The simulator's own time, so that who reads the answer can tell how old its tokens are.
  headers.set('Date', new Date(turn.now).toUTCString())
  return new Response(answer.body, { status: answer.status, headers })
}

/** A mistake of ours is an answer too, and says whose mistake it is. */
function unexpected(turn: Turn, thrown: unknown): Response {
  const why = thrown instanceof Error ? thrown.message : String(thrown)
  const error_description = `A mistake of Grantwalk's simulator, not of the vendor: ${why}`
  return json(turn, 500, { error: 'server_error', error_description })
}
