/** One sending of a request and its answer; several when it was renewed, or followed page by page. */
import { createEffect, createRoot } from 'solid-js'
import type { Call } from '../../client/request-records.ts'
import type { Draft } from '../../core/draft/draft.ts'
import { bodyOf, type HttpRequest, type HttpResponse } from '../../core/http.ts'
import type { Secret } from '../../trace/secrets.ts'
import type { Incoming } from '../answer/incoming.ts'

export interface Try {
  readonly id: string
  /** `Answer`, `After renewing`, `Page 2`. */
  readonly label: string
  readonly draft: Draft
  readonly request: HttpRequest
  readonly secrets: readonly Secret[]
  readonly incoming: Incoming
}

export const isRunning = ({ incoming }: Try): boolean =>
  incoming.state() === 'waiting' || incoming.state() === 'streaming'

/** Resolves once the answer is whole, was stopped, or failed. */
export const ended = (incoming: Incoming): Promise<void> =>
  new Promise((resolve) => {
    createRoot((dispose) => {
      createEffect(() => {
        if (incoming.state() === 'waiting' || incoming.state() === 'streaming') return
        dispose()
        resolve()
      })
    })
  })

/** Bodies beyond this are looked at on screen, and not searched for the next page. */
const MOST = 4 * 1024 * 1024

/** The answer as a value; `undefined` when there was none. */
export async function responseOf(incoming: Incoming): Promise<HttpResponse | undefined> {
  const head = incoming.head()
  if (head === undefined) return undefined
  const whole = incoming.received() <= MOST
  const bytes = whole ? new Uint8Array(await incoming.blob().arrayBuffer()) : incoming.first()
  return {
    status: head.status,
    statusText: head.statusText,
    httpVersion: head.httpVersion,
    headers: head.headers,
    body: bodyOf(bytes),
    ...(whole && !incoming.truncated() ? {} : { truncated: true as const }),
  }
}

/** What the history keeps of it. */
export function callOf({ id, draft, incoming }: Try, endedAt: number): Call {
  const status = incoming.head()?.status
  const problem =
    incoming.problem()?.code ?? (incoming.state() === 'stopped' ? 'stopped' : undefined)
  return {
    id,
    at: incoming.startedAt(),
    draft,
    route: draft.route,
    ...(status === undefined ? {} : { status }),
    ms: Math.max(0, (incoming.endedAt() ?? endedAt) - incoming.startedAt()),
    bytes: incoming.received(),
    ...(problem === undefined ? {} : { problem }),
  }
}
