/** One walk on screen: its session, what follows from it, and the only `dispatch`. */
import { type Accessor, createMemo, createResource, createSignal, onCleanup } from 'solid-js'
import type { Expected } from '../core/callback-checks.ts'
import {
  clearedBy,
  contextOf,
  freeAt,
  type Powers,
  problemsOf,
  reduce,
  statusOf,
} from '../core/flow.ts'
import type { HttpRequest } from '../core/http.ts'
import { type Problem, problemOf } from '../core/problem.ts'
import { pendingOf, returned, run } from '../core/run.ts'
import type { Exchange, Session, SessionEvent } from '../core/session.ts'
import type {
  Context,
  Flow,
  RedirectStep,
  RequestStep,
  Step,
  VendorProfile,
} from '../core/vendor.ts'
import type { Services } from './services.ts'

/** What a step is about to send, or why it cannot be built yet. */
export type Preview =
  | { readonly kind: 'request'; readonly request: HttpRequest }
  | { readonly kind: 'problem'; readonly problem: Problem }

type Unstamped<E> = E extends unknown ? Omit<E, 'at'> : never

export function createWalk(
  services: Services,
  profile: VendorProfile,
  flow: Flow,
  opened: Session,
) {
  const [session, setSession] = createSignal(opened)
  const [running, setRunning] = createSignal<Running>()
  const [unsaved, setUnsaved] = createSignal(false)
  const environment = services.environmentOf(profile.id)
  const powers: Powers = { now: services.now, random: services.random }
  const context = createMemo(() => contextOf(session(), profile, environment, powers))

  onCleanup(
    services.sessions.watch((id) => {
      if (id === session().id)
        void services.sessions.load(id).then((changed) => changed && setSession(changed))
    }),
  )

  /** The only writer: reduce, show, save. */
  async function dispatch(event: Unstamped<SessionEvent>): Promise<void> {
    const next = reduce(session(), { ...event, at: services.now() })
    setSession(next)
    await services.sessions.save(next).then(
      () => setUnsaved(false),
      () => setUnsaved(true),
    )
  }

  const stepOf = (id: string) => flow.steps.find((step) => step.id === id)

  async function record(step: Step, exchange: Exchange): Promise<void> {
    const names = exchange.outcome.kind === 'accepted' ? clearedBy(flow, step, session()) : []
    if (names.length > 0) await dispatch({ type: 'cleared', names })
    await dispatch({ type: 'exchanged', exchange })
  }

  /** Waits until the vendor takes the next call of this group, or until the person stops. */
  async function turnOf(step: RequestStep, signal: AbortSignal): Promise<void> {
    const free = freeAt(flow, step, session())
    const wait = free - services.now()
    if (wait <= 0) return
    setRunning((now) => now && { ...now, queued: free })
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait)
      signal.addEventListener('abort', () => {
        clearTimeout(timer)
        resolve()
      })
    })
    setRunning((now) => now && { ...now, queued: undefined, startedAt: services.now() })
  }

  async function send(step: RequestStep, built: HttpRequest, sent: HttpRequest): Promise<void> {
    const abort = new AbortController()
    setRunning({ step: step.id, startedAt: services.now(), stop: () => abort.abort() })
    await turnOf(step, abort.signal)
    const exchange = await run(step, context(), {
      id: services.id(),
      route: 'relay',
      built,
      sent,
      send: services.send,
      now: services.now,
      signal: abort.signal,
    })
    await record(step, exchange)
    setRunning(undefined)
  }

  /** Saves first: what is not saved when the page goes away is gone. */
  async function leave(step: RedirectStep, request: HttpRequest): Promise<void> {
    const identity = {
      id: services.id(),
      at: services.now(),
      redirect_uri: session().values.redirect_uri ?? environment.callback,
    }
    await dispatch({ type: 'left', pending: pendingOf(step, request, identity) })
    services.leave(request.url)
  }

  /** Takes the address a redirect came back with. */
  async function comeBack(callback: string): Promise<Exchange | undefined> {
    const { pending } = session()
    const step = pending === undefined ? undefined : stepOf(pending.step)
    if (pending === undefined || step?.kind !== 'redirect') return undefined
    const at = services.now()
    const expected: Expected = { ...pending, response_type: step.response_type }
    // The strict parser is needed once a walk, so it is not in the first load.
    const { readCallback } = await import('../core/callback.ts')
    const exchange = await returned(step, context(), pending, callback, at, () =>
      readCallback(callback, expected, at),
    )
    await record(step, stopped(exchange) ? { ...exchange, id: services.id() } : exchange)
    return exchange
  }

  async function make(step: Step & { kind: 'local' }): Promise<Problem | undefined> {
    try {
      const values = await step.make(context())
      const names = clearedBy(flow, step, session())
      await dispatch({ type: 'made', step: step.id, values })
      if (names.length > 0) await dispatch({ type: 'cleared', names })
      return undefined
    } catch (thrown) {
      return problemOf(thrown)
    }
  }

  return {
    profile,
    flow,
    session,
    context,
    running,
    unsaved,
    dispatch,
    send,
    leave,
    comeBack,
    make,
    stepOf,
    statusOf: (step: Step) => statusOf(flow, step, session()),
    problemsOf: (step: Step) => problemsOf(step, session()),
    clears: (step: Step) => clearedBy(flow, step, session()),
    exchangesOf: (step: Step) =>
      session().exchanges.filter((exchange) => exchange.step === step.id),
    fill: (name: string, value: string) => dispatch({ type: 'filled', values: { [name]: value } }),
  }
}

export type Walk = ReturnType<typeof createWalk>

/** An answer that may be forged, or that is none, does not end the wait for the true one. */
const stopped = ({ outcome }: Exchange) =>
  outcome.kind === 'refused' && ['security_stop', 'bad_input'].includes(outcome.problem.kind)

interface Running {
  readonly step: string
  readonly startedAt: number
  readonly stop: () => void
  /** When its turn comes, while it waits for that; Unix milliseconds. */
  readonly queued?: number | undefined
}

/** The live request: built again whenever a value it may depend on changes. */
export function createPreview(
  step: Accessor<Step>,
  context: Accessor<Context>,
): Accessor<Preview | undefined> {
  const [preview] = createResource(
    () => ({ step: step(), context: context() }),
    async ({ step: built, context: now }): Promise<Preview | undefined> => {
      if (built.kind === 'local') return undefined
      try {
        return { kind: 'request', request: await built.request(now) }
      } catch (thrown) {
        return { kind: 'problem', problem: problemOf(thrown) }
      }
    },
  )
  return () => preview.latest
}

/** Where a person who opens a walk should be: the redirect that waits, or the first step not done. */
export function nextStep(walk: Walk): Step | undefined {
  const steps = walk.flow.steps
  return (
    steps.find((step) => walk.statusOf(step).kind === 'waiting') ??
    steps.find((step) => !step.optional && !['done'].includes(walk.statusOf(step).kind)) ??
    steps.at(-1)
  )
}
