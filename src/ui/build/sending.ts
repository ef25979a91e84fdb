/** Sends what is on the desk, keeps its answers beside each other, and waits where a server asked to. */
import { createSignal, onCleanup } from 'solid-js'
import { rateOf, waitUntil } from '../../core/answer/rate.ts'
import { compose } from '../../core/draft/compose.ts'
import type { Draft } from '../../core/draft/draft.ts'
import type { HttpResponse } from '../../core/http.ts'
import type { Problem } from '../../core/problem.ts'
import { createIncoming } from '../answer/incoming.ts'
import { announce } from '../kit/LiveRegion.tsx'
import type { Services } from '../services.ts'
import type { Builder } from './builder.ts'
import type { Desk } from './desk.ts'
import { callOf, ended, isRunning, responseOf, type Try } from './tries.ts'

/** A server asked for patience. Times are Unix milliseconds. */
export interface Pause {
  readonly origin: string
  readonly until: number
  /** The header that said so. */
  readonly header: string
}

export interface Finished {
  readonly sent: Try
  readonly response: HttpResponse | undefined
}

export function createSending(
  services: Services,
  builder: Builder,
  desk: Desk,
  remembered: () => void,
) {
  const [tries, setTries] = createSignal<readonly Try[]>([])
  const [shown, setShown] = createSignal<string>()
  const [refused, setRefused] = createSignal<readonly Problem[]>([])
  const [pause, setPause] = createSignal<Pause>()
  const [last, setLast] = createSignal<Finished>()
  const running = () => tries().find(isRunning)
  const current = () => tries().find(({ id }) => id === shown()) ?? tries().at(-1)
  onCleanup(() => running()?.incoming.stop())

  function open(draft: Draft, request: Try['request'], label: string, first: boolean): Try {
    const abort = new AbortController()
    const patience = desk.walk()?.vendor.profile.patience
    const stream = draft.route === 'direct' ? builder.direct : builder.relay
    const sent: Try = {
      id: services.id(),
      label,
      draft,
      request,
      secrets: desk.secrets(),
      incoming: createIncoming(stream(request, abort.signal, patience), () => abort.abort()),
    }
    if (first) setLast(undefined)
    setTries((before) => (first ? [sent] : [...before, sent]))
    setShown(sent.id)
    return sent
  }

  function heed({ request }: Try, response: HttpResponse | undefined): void {
    if (response === undefined) return
    const until = waitUntil(response, services.now())
    if (until === undefined) return
    const rate = rateOf(response)
    const header = rate?.retryHeader ?? rate?.countHeader ?? ''
    setPause({ origin: new URL(request.url).origin, until, header })
  }

  /** Resolves with the answer, or with nothing when the request may not be sent as it is. */
  async function send(draft: Draft, label: string, first: boolean): Promise<Finished | undefined> {
    const composed = await compose(draft, desk.scope())
    if (composed.kind === 'problem') {
      setRefused(composed.problems)
      announce('Not sent. The reasons stand beside the request.')
      return undefined
    }
    setRefused([])
    const sent = open(draft, composed.request, label, first)
    await ended(sent.incoming)
    const response = await responseOf(sent.incoming)
    heed(sent, response)
    const finished = { sent, response }
    setLast(finished)
    void builder.requests.remember(callOf(sent, services.now())).then(remembered, () => undefined)
    return finished
  }

  return {
    tries,
    current,
    show: setShown,
    running,
    refused,
    last,
    /** While the server of this address wants to be left alone. */
    pauseFor: (origin: string | undefined): Pause | undefined => {
      const now = pause()
      return now !== undefined && now.origin === origin ? now : undefined
    },
    endPause: () => setPause(undefined),
    send,
    stop: () => running()?.incoming.stop(),
  }
}

export type Sending = ReturnType<typeof createSending>
