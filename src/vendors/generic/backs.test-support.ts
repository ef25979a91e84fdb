/** Walks a flow without a redirect step by step, with values and settings of the test's choice. */
import { flowFor, reduce, statusOf } from '../../core/flow.ts'
import { type HttpRequest, textOf } from '../../core/http.ts'
import type { Session } from '../../core/session.ts'
import type { SettingValue } from '../../core/simulation.ts'
import type { Values } from '../../core/values.ts'
import type { Flow, Step } from '../../core/vendor.ts'
import { walker } from '../contract.test-support.ts'
import { backFlows } from './flows-back.ts'
import { generic } from './index.ts'

export const flowOf = (id: string): Flow => {
  const flow = backFlows.find((one) => one.id === id)
  if (flow === undefined) throw new Error(`no flow ${id}`)
  return flow
}

export interface Turned {
  readonly values?: Values
  readonly settings?: Readonly<Record<string, SettingValue>>
  /** The last step to run. */
  readonly until?: string
}

export type Walker = Awaited<ReturnType<typeof walker>>

/** Each step once; what polls is not asked again. `stuck` is the first that was not done. */
export async function walkBack(id: string, { values = {}, settings = {}, until }: Turned = {}) {
  const flow = flowOf(id)
  const at: Walker = await walker(generic)
  await at.sandbox(
    new Request(`${at.environment.sandbox}/generic/.sandbox`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ settings }),
    }),
  )
  let session: Session = reduce(at.start(flow), { type: 'filled', values, at: at.clock.now })
  let stuck: string | undefined
  for (const next of flow.steps) {
    if (next.when?.(session.values, 'sandbox') === false) continue
    session = await at.step(session, next)
    at.clock.now += 1000
    if (statusOf(flowFor(flow, session), next, session).kind !== 'done') stuck = next.id
    if (stuck !== undefined || next.id === until) break
  }
  return { at, flow, session, stuck }
}

export const stepIn = (flow: Flow, id: string): Step & { readonly kind: 'request' } => {
  const step = flow.steps.find((one) => one.id === id)
  if (step?.kind !== 'request') throw new Error(`no request ${id}`)
  return step
}

/** The newest exchange of a step. */
export function lastOf(session: Session, step: string) {
  const found = session.exchanges.findLast((one) => one.step === step)
  if (found === undefined) throw new Error(`${step} sent nothing`)
  return found
}

export const formOf = (request: HttpRequest): URLSearchParams =>
  new URLSearchParams(textOf(request))

export function problemOf(session: Session, step: string) {
  const { outcome } = lastOf(session, step)
  return outcome.kind === 'accepted' ? undefined : outcome.problem
}

export function findingsOf(session: Session, step: string): readonly string[] {
  const { outcome } = lastOf(session, step)
  return outcome.kind === 'accepted' ? outcome.findings.map(({ code }) => code) : []
}
