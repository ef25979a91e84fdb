/** After a 401: runs the walk's own step that renews its token, then sends the request once more. */
import { createSignal } from 'solid-js'
import { hasTokens, withRenewalLock } from '../../client/renewal-lock.ts'
import { renewalOf } from '../../core/draft/renewal.ts'
import { clearedBy, contextOf, reduce } from '../../core/flow.ts'
import { type Problem, problemOf, Refusal } from '../../core/problem.ts'
import { run } from '../../core/run.ts'
import type { Exchange } from '../../core/session.ts'
import type { Flow, RequestStep } from '../../core/vendor.ts'
import { renewedElsewhere } from '../renewal.ts'
import type { Services } from '../services.ts'
import type { Desk, OpenWalk } from './desk.ts'
import { createLater } from './later.ts'
import type { Finished, Sending } from './sending.ts'

export type Renewal =
  | { readonly kind: 'running'; readonly step: RequestStep; readonly startedAt: number }
  | { readonly kind: 'renewed'; readonly step: RequestStep; readonly exchange: Exchange }
  | { readonly kind: 'refused'; readonly step: RequestStep; readonly problem: Problem }

export function createRenewing(services: Services, desk: Desk, sending: Sending) {
  const [renewal, setRenewal] = createSignal<Renewal>()
  /** The answers a renewal was tried for, so that it is offered once each. */
  const [tried, setTried] = createSignal<string>()
  const flow = createLater(
    desk.walk,
    async ({ session, vendor }): Promise<Flow | undefined> =>
      (await vendor.flows()).find(({ id }) => id === session.flow),
  )
  const step = () => {
    const walk = desk.walk()
    const known = flow.value()
    return walk === undefined || known === undefined ? undefined : renewalOf(known, walk.session)
  }
  /** The step that would help, when the last answer was a 401 to the first try. */
  const offer = () => {
    const last = sending.last()
    if (last?.response?.status !== 401 || sending.running() !== undefined) return undefined
    const first = sending.tries()[0]?.id
    return last.sent.draft.session === desk.draft().session && tried() !== first
      ? step()
      : undefined
  }

  /** Once in all tabs; what another tab got meanwhile is as good (T66). */
  async function runOnce(renew: RequestStep, walk: OpenWalk, known: Flow): Promise<Exchange> {
    let exchange: Exchange | undefined
    const { sessions } = services
    const taken = await withRenewalLock(
      { step: renew.id, seen: walk.session, load: () => sessions.load(walk.session.id) },
      async () => {
        exchange = await runStep(renew, walk, known)
      },
    )
    if (exchange !== undefined) return exchange
    if (taken === undefined || !hasTokens(taken)) throw new Refusal(renewedElsewhere)
    await desk.reload()
    return taken.exchange
  }

  async function runStep(renew: RequestStep, walk: OpenWalk, known: Flow): Promise<Exchange> {
    const { profile } = walk.vendor
    const powers = {
      now: services.now,
      random: services.random,
      keys: services.keysOf(walk.session.id),
    }
    const surroundings = services.environmentOf(profile.id)
    const context = contextOf(walk.session, profile, surroundings, powers)
    const built = await renew.request(context)
    const exchange = await run(renew, context, {
      id: services.id(),
      route: 'relay',
      built,
      sent: built,
      send: (request, signal) => services.send(request, signal, profile.patience),
      now: services.now,
      signal: new AbortController().signal,
    })
    const accepted = exchange.outcome.kind === 'accepted'
    await services.sessions.change(walk.session.id, (stored) => {
      const at = services.now()
      const names = accepted ? clearedBy(known, renew, stored) : []
      const cleared = reduce(stored, { type: 'cleared', names, at })
      return reduce(cleared, { type: 'exchanged', exchange, at })
    })
    await desk.reload()
    return exchange
  }

  async function renew(): Promise<Finished | undefined> {
    const walk = desk.walk()
    const known = flow.value()
    const how = step()
    const last = sending.last()
    if (walk === undefined || known === undefined || how === undefined || last === undefined)
      return undefined
    setTried(sending.tries()[0]?.id)
    setRenewal({ kind: 'running', step: how, startedAt: services.now() })
    try {
      const exchange = await runOnce(how, walk, known)
      if (exchange.outcome.kind !== 'accepted') {
        setRenewal({ kind: 'refused', step: how, problem: exchange.outcome.problem })
        return undefined
      }
      setRenewal({ kind: 'renewed', step: how, exchange })
    } catch (thrown) {
      setRenewal({ kind: 'refused', step: how, problem: problemOf(thrown) })
      return undefined
    }
    return sending.send(last.sent.draft, 'After renewing', false)
  }

  return {
    offer,
    renew,
    /** What came of it, as long as its answers are on screen. */
    renewal: () => (tried() === sending.tries()[0]?.id ? renewal() : undefined),
  }
}

export type Renewing = ReturnType<typeof createRenewing>
