/** One walk on screen: its session, what follows from it, and the only `dispatch`. */
import { batch, createMemo, createSignal, onCleanup } from 'solid-js'
import { once } from '../client/once.ts'
import {
  clearedBy,
  contextOf,
  flowFor,
  freeAt,
  outdatedBy,
  type Powers,
  problemsOf,
  reduce,
  statusOf,
} from '../core/flow.ts'
import type { HttpRequest } from '../core/http.ts'
import { type Problem, problemOf } from '../core/problem.ts'
import { spendsRefreshToken } from '../core/renews.ts'
import type { Sent } from '../core/repeat.ts'
import type { Exchange, Session, SessionEvent } from '../core/session.ts'
import type { Flow, RedirectStep, RequestStep, Step, VendorProfile } from '../core/vendor.ts'
import { sameSteps, sameWhere } from './same.ts'
import type { Services } from './services.ts'
import { pass, type Running, type Way } from './underway.ts'

/** Once it is here, no turn of the page is lost to it. */
const runner = once(() => import('../core/run.ts'))

type Unstamped<E> = E extends unknown ? Omit<E, 'at'> : never

export function createWalk(
  services: Services,
  profile: VendorProfile,
  whole: Flow,
  opened: Session,
) {
  const [session, setSession] = createSignal(opened)
  /** The same object for the same steps, so that the list of them stands still. */
  const flow = createMemo(() => flowFor(whole, session()), whole, { equals: sameSteps })
  const [running, setRunning] = createSignal<Running>()
  /** The step whose outcome is on screen and not yet on the disk. */
  const [saving, setSaving] = createSignal<string>()
  /** Why the newest of it is in memory only, while it is. */
  const [unsaved, setUnsaved] = createSignal<Problem>()
  const environment = services.environmentOf(profile.id)
  const powers: Powers = { ...services, keys: services.keysOf(opened.id) }
  const contextNow = () => contextOf(session(), profile, environment, powers)
  /** For what is drawn; what is sent asks for the time anew. */
  const context = createMemo(contextNow)
  const [gone, setGone] = createSignal(false)
  /** How the next request goes; RouteChoice sets it, and it is forgotten with the screen. */
  const [way, setWay] = createSignal<Way>({ route: 'relay', send: services.send })
  let unwritten = 0

  /** What is stored, once nothing of this tab is on its way there any more. */
  function adopt(stored: Session | undefined): void {
    if (unwritten > 0) return
    if (stored === undefined) setGone(true)
    else setSession(sameWhere(session(), stored))
  }

  onCleanup(
    services.sessions.watch((id) => {
      if (id === opened.id) void services.sessions.load(id).then(adopt)
    }),
  )

  /** The only writer: reduce, show, save. What another tab wrote meanwhile is kept. */
  async function dispatch(...events: readonly Unstamped<SessionEvent>[]): Promise<void> {
    const at = services.now()
    const next = (before: Session) =>
      events.reduce((state, event) => reduce(state, { ...event, at }), before)
    setSession(next(session()))
    unwritten += 1
    const written = services.sessions.change(opened.id, next)
    await written.then(
      () => setUnsaved(),
      (thrown: unknown) => setUnsaved(problemOf(thrown)),
    )
    unwritten -= 1
    await written.then(adopt, () => undefined)
  }

  const stepOf = (id: string) => flow().steps.find((step) => step.id === id)

  /** A step is done when a page that is killed now would not lose it. */
  async function settle(step: Step, event: Unstamped<SessionEvent>, clears: boolean) {
    const names = clears ? clearedBy(flow(), step, session()) : []
    // In one go: the screen is drawn once for it.
    await batch(() => {
      setSaving(step.id)
      return dispatch({ type: 'cleared', names }, event)
    })
    setSaving(undefined)
  }

  const record = (step: Step, exchange: Exchange) =>
    settle(step, { type: 'exchanged', exchange }, exchange.outcome.kind === 'accepted')

  /** Waits: for its turn with the vendor, or for the next poll; until the person stops. */
  async function pause(until: number, signal: AbortSignal): Promise<void> {
    const wait = until - services.now()
    if (wait <= 0) return
    setRunning((now) => now && { ...now, queued: until })
    await pass(wait, signal)
    setRunning((now) => now && { ...now, queued: undefined, startedAt: services.now() })
  }

  /** Once in all tabs, where a refresh token is spent; what another tab got meanwhile is taken. */
  async function send(
    step: RequestStep,
    built: HttpRequest,
    sent: HttpRequest,
  ): Promise<Problem | undefined> {
    const stopping = new AbortController()
    let problem: Problem | undefined
    setRunning({ step: step.id, startedAt: services.now(), stop: () => stopping.abort() })
    const exchange = () => sendNow(step, built, sent, stopping.signal)
    if (spendsRefreshToken(step)) {
      const seen = session()
      const { sendOnce } = await import('./renewal.ts')
      const taken = await sendOnce(services, step.id, seen, exchange)
      if (taken !== undefined) adopt(taken.session)
      problem = taken?.problem
    } else await exchange()
    setRunning(undefined)
    return problem
  }

  /** A step that polls is sent again by itself until it has its answer, or is stopped. */
  async function sendNow(
    step: RequestStep,
    built: HttpRequest,
    sent: HttpRequest,
    signal: AbortSignal,
  ): Promise<void> {
    await pause(freeAt(flow(), step, session()), signal)
    const { run } = await runner()
    const sendOne = async (request: Sent) => {
      const exchange = await run(step, contextNow(), {
        ...request,
        id: services.id(),
        route: way().route,
        send: (message, stop) => way().send(message, stop, profile.patience),
        now: services.now,
        signal,
      })
      await record(step, exchange)
      return exchange
    }
    const first = { built, sent }
    if (step.again === undefined) return void (await sendOne(first))
    // Few steps poll, so this is not in the first load.
    const { repeat } = await import('../core/repeat.ts')
    await repeat(step, first, {
      signal,
      context: contextNow,
      send: sendOne,
      pause: (wait) => pause(services.now() + wait, signal),
    })
  }

  /** Saves first: what is not saved when the page goes away is gone. */
  async function leave(step: RedirectStep, edited: HttpRequest): Promise<Problem | undefined> {
    // A navigation is a GET without headers or body, whatever was typed beside the address.
    const request: HttpRequest = { method: 'GET', url: edited.url, headers: [] }
    const redirect_uri = session().values.redirect_uri ?? environment.callback
    const identity = { id: services.id(), at: services.now(), redirect_uri }
    const { pendingOf, strayingTo } = await import('../core/redirect.ts')
    const astray = strayingTo(request.url)
    if (astray !== undefined) return astray
    await dispatch({ type: 'left', pending: pendingOf(step, contextNow(), request, identity) })
    // What is not saved would be gone: the answer would find no walk. The screen says so.
    if (unsaved() === undefined) services.leave(request.url)
    return undefined
  }

  /** Takes the address a redirect came back with. */
  async function comeBack(callback: string): Promise<Exchange | undefined> {
    const { pending } = session()
    const step = pending === undefined ? undefined : stepOf(pending.step)
    if (pending === undefined || step?.kind !== 'redirect') return undefined
    const at = services.now()
    // The strict parser is needed once a walk, so it is not in the first load.
    const { returned } = await import('../core/redirect.ts')
    const exchange = await returned(step, contextNow(), pending, callback, at)
    await record(step, stopped(exchange) ? { ...exchange, id: services.id() } : exchange)
    return exchange
  }

  async function make(step: Step & { kind: 'local' }): Promise<Problem | undefined> {
    try {
      const values = await step.make(contextNow())
      await settle(step, { type: 'made', step: step.id, values }, true)
      return undefined
    } catch (thrown) {
      return problemOf(thrown)
    }
  }

  return {
    profile,
    get flow() {
      return flow()
    },
    session,
    context,
    running,
    saving,
    unsaved,
    gone,
    way,
    setWay,
    dispatch,
    send,
    leave,
    comeBack,
    make,
    stepOf,
    statusOf: (step: Step) => statusOf(flow(), step, session()),
    problemsOf: (step: Step) => problemsOf(step, session()),
    clears: (step: Step) => clearedBy(flow(), step, session()),
    exchangesOf: (step: Step) =>
      session().exchanges.filter((exchange) => exchange.step === step.id),
    /** What was computed from the old value goes with it. */
    fill: (name: string, value: string) =>
      dispatch(
        { type: 'cleared', names: outdatedBy(flow(), name, session()) },
        { type: 'filled', values: { [name]: value } },
      ),
  }
}

export type Walk = ReturnType<typeof createWalk>

/** An answer that may be forged, or that is none, does not end the wait for the true one. */
const stopped = ({ outcome }: Exchange) =>
  outcome.kind === 'refused' && ['security_stop', 'bad_input'].includes(outcome.problem.kind)
