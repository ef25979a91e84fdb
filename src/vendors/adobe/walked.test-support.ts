/** Adobe's flows in a test's hand: walked as far as a step, which is then run with other values. */
import { contextOf } from '../../core/flow.ts'
import { type HttpRequest, type HttpResponse, utf8 } from '../../core/http.ts'
import { Refusal } from '../../core/problem.ts'
import type { Session } from '../../core/session.ts'
import type { Flow, Step } from '../../core/vendor.ts'
import { walker } from '../contract.test-support.ts'
import { adobe } from './index.ts'

export const [main, studio] = (await adobe.flows()) as [Flow, Flow]

export const stepOf = (flow: Flow, id: string): Step => {
  const found = flow.steps.find((step) => step.id === id)
  if (found === undefined) throw new Error(`There is no step ${id}`)
  return found
}

/** Walks as far as a step, and gives the session before it. */
export async function before(flow: Flow, id: string) {
  const hand = await walker(adobe)
  let session = hand.start(flow)
  for (const step of flow.steps) {
    if (step.id === id) break
    session = await hand.step(session, step)
  }
  const run = (values: Record<string, string> = {}, edit?: (request: HttpRequest) => HttpRequest) =>
    hand.step({ ...session, values: { ...session.values, ...values } }, stepOf(flow, id), edit)
  return { ...hand, session, run }
}

export const lastOf = (session: Session) => {
  const last = session.exchanges.at(-1)
  if (last === undefined) throw new Error('Nothing was sent')
  return last
}

/** What a step sends, with some values changed. */
export async function requestOf(flow: Flow, id: string, values: Record<string, string>) {
  const { run } = await before(flow, id)
  return lastOf(await run(values)).sent
}

export const answer = (status: number, type: string, body: string): HttpResponse => ({
  status,
  statusText: '',
  httpVersion: '1.1',
  headers: [['content-type', type]],
  body: utf8(body),
})

export async function received(flow: Flow, id: string, response: HttpResponse) {
  const { session, environment, powers } = await before(flow, id)
  const step = stepOf(flow, id)
  if (step.kind !== 'request') throw new Error(`${id} sends nothing`)
  const context = contextOf(session, adobe.profile, environment, powers)
  return step.receive(context, response, await step.request(context))
}

export const problemOf = async (work: Promise<unknown>) => {
  const thrown: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(thrown instanceof Refusal)) throw new Error('It was not refused')
  return thrown.problem
}
