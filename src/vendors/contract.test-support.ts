/** Walks a flow in the sandbox without a port: the same steps, the same `run`, the same `reduce`. */

import { contextOf, fieldsOf, reduce, startSession, statusOf } from '../core/flow.ts'
import { bodyOf, type HttpRequest, type HttpResponse } from '../core/http.ts'
import { memoryKeys } from '../core/key-ring.ts'
import { pendingOf, returned } from '../core/redirect.ts'
import { run, type Send } from '../core/run.ts'
import type { Exchange, Session, SessionEvent } from '../core/session.ts'
import type { Environment, Flow, Step, Vendor } from '../core/vendor.ts'
import { createSandbox } from '../sandbox/engine.ts'
import { loadSimulators } from '../sandbox/simulators.ts'
import { agree, browse, copyFrom } from './form-browser.test-support.ts'

const SANDBOX = 'http://localhost:7862'
const APP = 'http://localhost:7861'

/**
 * A walk in the test's hand: every vendor's simulator, one clock.
 * @param known what of the walk is at hand when the browser comes back
 */
export async function walker(vendor: Vendor, known = (session: Session): Session => session) {
  const { profile } = vendor
  const clock = { now: Date.UTC(2026, 10, 20, 12) }
  const simulators = await loadSimulators([profile.id])
  const sandbox = createSandbox({
    ...{ simulators, origin: SANDBOX, appOrigins: [APP] },
    now: () => clock.now,
    wait: () => Promise.resolve(),
  })
  const environment: Environment = { callback: `${APP}/callback/${profile.id}`, sandbox: SANDBOX }
  let count = 0
  const id = () => `x${(count += 1)}`
  const powers = {
    now: () => clock.now,
    keys: memoryKeys(),
    random: (bytes: number) => `${id()}-`.padEnd(Math.ceil((bytes * 4) / 3), 'r'),
  }
  const send: Send = async (request) => ({
    kind: 'answered',
    response: await plain(await sandbox(requestOf(request))),
  })

  const start = (flow: Flow): Session =>
    startSession({ id: id(), name: 'A walk', at: clock.now }, profile, flow, 'sandbox', environment)

  /** Runs one step as the page would, and gives the session after it. */
  async function step(session: Session, next: Step, edit?: (request: HttpRequest) => HttpRequest) {
    const context = contextOf(session, profile, environment, powers)
    const on = (event: SessionEvent) => reduce(session, event)
    if (next.kind === 'local')
      return on({ type: 'made', step: next.id, values: await next.make(context), at: clock.now })
    const built = await next.request(context)
    const exchange =
      next.kind === 'request'
        ? await run(next, context, {
            ...{ id: id(), route: 'relay', built, sent: edit?.(built) ?? built, send },
            ...{ now: powers.now, signal: new AbortController().signal },
          })
        : await redirected(next, session, built)
    return on({ type: 'exchanged', exchange, at: clock.now })
  }

  async function redirected(
    next: Step & { kind: 'redirect' },
    session: Session,
    built: HttpRequest,
  ): Promise<Exchange> {
    const redirect_uri = session.values['redirect_uri'] ?? environment.callback
    const context = contextOf(session, profile, environment, powers)
    const pending = pendingOf(next, context, built, { id: id(), at: clock.now, redirect_uri })
    const callback = await browse(sandbox, built.url, pending.redirect_uri, anybody())
    const kept = known({ ...session, pending })
    const back = contextOf(kept, profile, environment, powers)
    return await returned(next, back, kept.pending ?? pending, callback, clock.now)
  }

  function anybody() {
    const [account] = simulators[0]?.accounts ?? []
    if (account === undefined) throw new Error(`${profile.id} has no account to log in with`)
    return account
  }

  /** What the page that a step opens shows, pasted into the one field that waits for it. */
  async function pasted(session: Session, next: Step): Promise<Session> {
    const page = next.opens?.(contextOf(session, profile, environment, powers))
    const [field] = fieldsOf(next, session).filter(
      ({ name, optional }) => !optional && (session.values[name] ?? '') === '',
    )
    if (page === undefined || field === undefined) return session
    const values = { [field.name]: await copyFrom(sandbox, page.url, anybody()) }
    return reduce(session, { type: 'filled', values, at: clock.now })
  }

  /** A step that is asked again by itself, until its answer; the person agrees on the page it opens. */
  async function polled(session: Session, next: Step): Promise<Session> {
    let now = session
    for (let tries = 0; tries < 12; tries += 1) {
      const context = contextOf(now, profile, environment, powers)
      const last = now.exchanges.at(-1)
      const wait =
        next.kind === 'request' && last !== undefined ? next.again?.(context, last) : undefined
      if (wait === undefined) break
      const page = next.opens?.(context)
      if (page !== undefined && tries === 0) await agree(sandbox, page.url, anybody())
      clock.now += wait
      now = await step(now, next)
    }
    return now
  }

  /** Every step in order, optional ones too; the person only copies what a step's page shows. */
  async function walk(flow: Flow): Promise<Session> {
    let session = start(flow)
    for (const next of flow.steps) {
      if (next.when?.(session.values, session.target) === false) continue
      session = await pasted(session, next)
      const unasked = fieldsOf(next, session).filter(
        (field) => !field.optional && (session.values[field.name] ?? '') === '',
      )
      if (unasked.length > 0)
        throw new Error(`${next.id}: no sample for ${unasked.map(({ name }) => name).join(', ')}`)
      session = await polled(await step(session, next), next)
      const status = statusOf(flow, next, session)
      if (status.kind !== 'done')
        throw new Error(
          `${flow.id}/${next.id} is ${status.kind}: ${JSON.stringify(session.exchanges.at(-1), null, 1)}`,
        )
      clock.now += 1100 // vendors count calls by the second
    }
    return session
  }

  return { clock, environment, powers, sandbox, start, step, walk }
}

const requestOf = (request: HttpRequest): Request =>
  new Request(request.url, {
    method: request.method,
    headers: request.headers.map(([name, value]): [string, string] => [name, value]),
    redirect: 'manual',
    ...(request.body === undefined ? {} : { body: request.body.data }),
  })

async function plain(response: Response): Promise<HttpResponse> {
  const pairs = [...response.headers].filter(([name]) => name !== 'set-cookie')
  const cookies = response.headers.getSetCookie().map((line) => ['set-cookie', line] as const)
  return {
    status: response.status,
    statusText: response.statusText,
    httpVersion: '1.1',
    headers: [...pairs, ...cookies],
    body: bodyOf(new Uint8Array(await response.arrayBuffer())),
  }
}
