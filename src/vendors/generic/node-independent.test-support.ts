/** Walks of this vendor at oidc-provider over real sockets on loopback, without a browser: every way of asking costs milliseconds here. */
import { expect } from 'vitest'
import { type RealServer, startRealServer } from '../../../e2e/oidc-provider.ts'
import { contextOf, flowFor, reduce, startSession, statusOf } from '../../core/flow.ts'
import { bodyOf, type HttpRequest, type HttpResponse, textOf } from '../../core/http.ts'
import { memoryKeys } from '../../core/key-ring.ts'
import { pendingOf, returned } from '../../core/redirect.ts'
import { run, type Send } from '../../core/run.ts'
import type { Exchange, Session } from '../../core/session.ts'
import type { Values } from '../../core/values.ts'
import type { Environment, Flow, Step } from '../../core/vendor.ts'
import { agree, browse } from '../form-browser.test-support.ts'
import { flows } from './flows.ts'
import { generic } from './index.ts'

const environment: Environment = {
  callback: 'http://localhost:7861/callback/generic',
  sandbox: 'http://localhost:7862',
}

let count = 0
const powers = {
  now: () => Date.now(),
  keys: memoryKeys(),
  random: (bytes: number) =>
    Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('base64url'),
}

const jane = { username: 'jane', password: 'anything' }

/** Fills in what its pages leave to the person: who is there, and that they mean it. */
async function handle(request: Request): Promise<Response> {
  if (request.method !== 'POST') return await fetch(request)
  const body = new URLSearchParams(await request.text())
  if (body.has('login')) body.set('login', jane.username)
  if (request.url.includes('/session/end')) body.set('logout', 'yes')
  const { headers, redirect, url } = request
  return await fetch(url, { method: 'POST', headers, redirect, body })
}

const send: Send = async ({ method, url, headers, body }) => {
  const answered = await fetch(url, {
    ...{ method, redirect: 'manual' },
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    ...(body === undefined ? {} : { body: body.data }),
  })
  const response: HttpResponse = {
    ...{ status: answered.status, statusText: answered.statusText, httpVersion: '1.1' },
    headers: [...answered.headers],
    body: bodyOf(new Uint8Array(await answered.arrayBuffer())),
  }
  return { kind: 'answered', response }
}

const contextIn = (session: Session) => contextOf(session, generic.profile, environment, powers)

async function redirected(
  next: Step & { readonly kind: 'redirect' },
  session: Session,
  built: HttpRequest,
): Promise<Exchange> {
  const context = contextIn(session)
  const redirect_uri = session.values['redirect_uri'] ?? environment.callback
  const identity = { id: `x${(count += 1)}`, at: powers.now(), redirect_uri }
  const pending = pendingOf(next, context, built, identity)
  const callback = await browse(handle, built.url, pending.redirect_uri, jane)
  return await returned(next, context, pending, callback, powers.now())
}

async function step(session: Session, next: Step): Promise<Session> {
  const context = contextIn(session)
  const at = powers.now()
  if (next.kind === 'local')
    return reduce(session, { type: 'made', step: next.id, values: await next.make(context), at })
  const built = await next.request(context)
  const signal = new AbortController().signal
  const sending = {
    id: `x${(count += 1)}`,
    route: 'relay',
    built,
    sent: built,
    send,
    now: powers.now,
    signal,
  } as const
  const exchange =
    next.kind === 'request'
      ? await run(next, context, sending)
      : await redirected(next, session, built)
  return reduce(session, { type: 'exchanged', exchange, at })
}

/** Again for as long as the step wants it; the person agrees on the page it opens. */
async function settled(session: Session, next: Step): Promise<Session> {
  let now = await step(session, next)
  for (let tries = 0; tries < 20 && next.kind === 'request'; tries += 1) {
    const last = now.exchanges.at(-1)
    const wait = last && next.again?.(contextIn(now), last)
    if (wait === undefined) break
    const page = next.opens?.(contextIn(now))
    if (page !== undefined && tries === 0) await agree(handle, page.url, jane)
    await new Promise((resolve) => setTimeout(resolve, Math.min(wait, 100)))
    now = await step(now, next)
  }
  return now
}

export interface Walked {
  readonly session: Session
  readonly flow: Flow
  /** The first step that was not done. */
  readonly stuck: string | undefined
  /** What was remarked on the way: `step: code`. */
  readonly findings: readonly string[]
  /** Why it went no further. */
  readonly problem: string | undefined
}

/** Every request of a step, in their order. */
export const sentIn = ({ session }: Walked, id: string): readonly HttpRequest[] =>
  session.exchanges.filter((one) => one.step === id).map(({ sent }) => sent)

/** What a step was answered last. */
function answerOf({ session }: Walked, id: string): string {
  const outcome = session.exchanges.findLast((one) => one.step === id)?.outcome
  return outcome === undefined || outcome.kind === 'failed' || outcome.response === undefined
    ? ''
    : textOf(outcome.response)
}

export async function independent() {
  const server: RealServer = await startRealServer()
  await server.know(environment.callback)

  /** Registers a client for the test alone, as any client may at this server. */
  async function client(metadata: Readonly<Record<string, unknown>>): Promise<Values> {
    const answered = await fetch(`${server.issuer}/reg`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        application_type: 'native',
        redirect_uris: [environment.callback],
        post_logout_redirect_uris: [environment.callback],
        ...metadata,
      }),
    })
    const told: unknown = await answered.json()
    expect(answered.status, JSON.stringify(told)).toBe(201)
    const known = new Map(Object.entries(told as object))
    const text = (name: string) => {
      const value: unknown = known.get(name)
      return typeof value === 'string' ? { [name]: value } : {}
    }
    return {
      ...text('client_id'),
      ...text('client_secret'),
      ...text('token_endpoint_auth_method'),
    }
  }

  async function walk(
    id: string,
    values: Values,
    without: readonly string[] = [],
  ): Promise<Walked> {
    const flow = flows.find((one) => one.id === id)
    if (flow === undefined) throw new Error(`no flow ${id}`)
    return await along(flow, { issuer: server.issuer, ...values }, without)
  }
  /** A step of a walk once more. */
  async function once({ session, flow }: Walked, id: string): Promise<Walked> {
    const next = flow.steps.find((one) => one.id === id)
    if (next === undefined) throw new Error(`no step ${id}`)
    const after = await step(session, next)
    return { session: after, flow, stuck: undefined, ...told(after) }
  }

  return { server, client, walk, once, answerOf, stop: () => server.stop() }
}

async function along(flow: Flow, values: Values, without: readonly string[]): Promise<Walked> {
  const start = { id: `s${(count += 1)}`, name: 'A walk', at: powers.now() }
  const fresh = startSession(start, generic.profile, flow, 'live', environment)
  let session = reduce(fresh, { type: 'filled', values, at: powers.now() })
  let stuck: string | undefined
  for (const next of flow.steps) {
    if (['challenge', 'api', ...without].includes(next.id)) continue
    if (next.when?.(session.values, 'live') === false) continue
    session = await settled(session, next)
    if (statusOf(flowFor(flow, session), next, session).kind === 'done') continue
    stuck = next.id
    break
  }
  return { session, flow, stuck, ...told(session) }
}

function told({ exchanges }: Session): Pick<Walked, 'findings' | 'problem'> {
  const findings = exchanges.flatMap(({ step: at, outcome }) =>
    outcome.kind === 'accepted' ? outcome.findings.map(({ code }) => `${at}: ${code}`) : [],
  )
  const outcome = exchanges.at(-1)?.outcome
  if (outcome === undefined || outcome.kind === 'accepted') return { findings, problem: undefined }
  const { code, means } = outcome.problem
  return { findings, problem: `${code}: ${means}` }
}
