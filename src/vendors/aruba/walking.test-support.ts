/** A walk of one of Aruba's flows in a test's hand, step by step, with the person's own values. */
import { clearedBy, contextOf, problemsOf, reduce, statusOf } from '../../core/flow.ts'
import type { HttpRequest } from '../../core/http.ts'
import type { Session } from '../../core/session.ts'
import type { Values } from '../../core/values.ts'
import { walker } from '../contract.test-support.ts'
import { aruba } from './index.ts'

const flows = await aruba.flows()
export const flowWith = (id: string) => {
  const flow = flows.find((one) => one.id === id)
  if (flow === undefined) throw new Error(`no flow ${id}`)
  return flow
}

/** A walk of one flow, step by step, with the person's own values. */
export async function walking(id: string, filled: Values = {}) {
  const flow = flowWith(id)
  const { clock, environment, powers, sandbox, start, step } = await walker(aruba)
  let session: Session = reduce(start(flow), { type: 'filled', values: filled, at: clock.now })
  const stepWith = (name: string) => {
    const found = flow.steps.find((one) => one.id === name)
    if (found === undefined) throw new Error(`no step ${name}`)
    return found
  }
  return {
    clock,
    flow,
    session: () => session,
    type: (values: Values) => {
      session = reduce(session, { type: 'filled', values, at: clock.now })
    },
    /** Runs these steps, a second between them, and gives the last exchange. */
    async run(names: readonly string[], edit?: (request: HttpRequest) => HttpRequest) {
      for (const name of names) {
        session = await step(session, stepWith(name), edit)
        clock.now += 1000
      }
      return session.exchanges.at(-1)
    },
    request: (name: string) => {
      const next = stepWith(name)
      if (next.kind !== 'request') throw new Error(`${name} sends nothing`)
      return next.request(contextOf(session, aruba.profile, environment, powers))
    },
    status: (name: string) => statusOf(flow, stepWith(name), session).kind,
    problems: (name: string) => problemsOf(stepWith(name), session),
    clears: (name: string) => clearedBy(flow, stepWith(name), session),
    set: (settings: object) =>
      sandbox(
        new Request(`${environment.sandbox}/aruba/.sandbox`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ settings }),
        }),
      ),
  }
}

export const problemIn = (exchange: Session['exchanges'][number] | undefined) =>
  exchange?.outcome.kind === 'refused' ? exchange.outcome.problem : undefined
