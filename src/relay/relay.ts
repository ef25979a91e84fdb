/** The relay: gates, envelope, policy, exchange, in this order; a refused request opens no connection. */
import { APPROVALS_PATH } from '../core/approvals.ts'
import { EXCHANGE_PATH, encodeFrame, FRAMES_TYPE, type Frame, framePrefix } from '../core/frames.ts'
import type { HeaderPairs } from '../core/http.ts'
import { TAB_KEY_PATH, type TabKeyAnswer } from '../core/tab-key.ts'
import type { Approvals } from './approvals.ts'
import { approvalsAnswer } from './approvals-answer.ts'
import { type Order, readEnvelope } from './envelope.ts'
import { type ExchangeTools, runExchange, type Start } from './exchange.ts'
import { relayGates } from './gates.ts'
import {
  type Answer,
  Gone,
  type Ingress,
  Refused,
  refusalAnswer,
  type Sink,
  safeHeaders,
} from './ingress.ts'
import { createKeyCheck, type Sha256, webSha256 } from './key.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { logLine } from './log.ts'
import type { Policy } from './policy.ts'
import { TargetRefused } from './reasons.ts'
import { createSlots } from './slots.ts'
import type { Transport } from './transport.ts'

export interface RelayOptions {
  /** Where the page is served from, exactly as browsers write it in `Origin`. */
  readonly origin: string
  readonly port: number
  /** New at every start: 32 random bytes as text. */
  readonly key: string
  readonly policy: Policy
  readonly transport: Transport
  /** Without them the relay goes where it was told at its start, and nowhere else. */
  readonly approvals?: Approvals
  /** What seals the tabs' own storage, in base64url: new at every start, 32 random bytes, kept in memory only. */
  readonly tabKey?: string
  /** Unix milliseconds. */
  readonly now: () => number
  readonly log: (line: string) => void
  readonly sha256?: Sha256
  readonly limits?: Partial<Limits>
}

export type Relay = (ingress: Ingress) => Promise<Answer>

export function createRelay(options: RelayOptions): Relay {
  const { now, log, sha256 = webSha256 } = options
  const tools: ExchangeTools = { policy: options.policy, transport: options.transport, now }
  const limits = { ...defaultLimits, ...options.limits }
  const checkKey = createKeyCheck({ key: options.key, now, sha256, limits })
  const { approvals } = options
  const paths = [
    EXCHANGE_PATH,
    ...(approvals === undefined ? [] : [APPROVALS_PATH]),
    ...(options.tabKey === undefined ? [] : [TAB_KEY_PATH]),
  ]
  const gates = relayGates(options.port, options.origin, checkKey, paths)
  const slots = createSlots(limits)
  const decided = (status: string, origin: string | undefined): void =>
    log(logLine({ ...plain, at: now(), url: urlOf(origin), status }))
  const approve = approvals && approvalsAnswer(approvals, now, decided)

  return async (ingress) => {
    const exchange: Noted = { at: now(), id: undefined, method: ingress.method, url: undefined }
    const note = (status: string, bytes: number): void =>
      log(logLine({ ...exchange, status, bytes, ms: now() - exchange.at }))
    try {
      for (const gate of gates) {
        const passing = gate.pass(ingress)
        if (passing !== undefined) await passing
      }
      if (approve !== undefined && ingress.target === APPROVALS_PATH) return await approve(ingress)
      if (ingress.target === TAB_KEY_PATH && options.tabKey !== undefined)
        return tabKeyAnswer(options.tabKey)
      const order = await readOrder(ingress, limits)
      exchange.id = order.id
      exchange.method = order.method
      const start = await vetted(order, exchange, tools)
      const free = slots.take(start.to.url.origin) ?? busy()
      const body = async (sink: Sink): Promise<void> => {
        try {
          const told = { write: framesTo(sink), whenGone: ingress.whenGone }
          const { status, bytes } = await runExchange(order, start, tools, told)
          note(status, bytes)
        } finally {
          free()
        }
      }
      return { status: 200, headers: framesHeaders, body }
    } catch (error) {
      if (!(error instanceof Refused)) {
        note(error instanceof Gone ? 'aborted' : 'relay_failed', 0)
        throw error
      }
      note([error.status, error.code, error.reason ?? []].flat().join(' '), 0)
      return refusalAnswer(error)
    }
  }
}

const framesHeaders: HeaderPairs = [['content-type', FRAMES_TYPE], ...safeHeaders]

const tabKeyAnswer = (key: string): Answer => ({
  status: 200,
  headers: [['content-type', 'application/json'], ...safeHeaders],
  body: new TextEncoder().encode(JSON.stringify({ key } satisfies TabKeyAnswer)),
})

/** A line that is about no exchange. */
const plain = { id: undefined, method: undefined, bytes: 0, ms: 0 }

const urlOf = (text: string | undefined): URL | undefined =>
  text !== undefined && URL.canParse(text) ? new URL(text) : undefined

/** What the log line will say; filled in as it becomes known. */
interface Noted {
  readonly at: number
  id: string | undefined
  method: string
  url: URL | undefined
}

const framesTo =
  (sink: Sink) =>
  (frame: Frame): void | Promise<void> => {
    if (frame.type !== 'body') return sink(encodeFrame(frame))
    void sink(framePrefix('body', frame.bytes.length))
    return sink(frame.bytes)
  }

async function readOrder(ingress: Ingress, limits: Limits): Promise<Order> {
  const bytes = await ingress.readBody(limits.envelopeBytes)
  if (bytes === undefined) {
    throw new Refused(
      413,
      'body_too_large',
      'The request is larger than the relay carries (16 MiB).',
    )
  }
  return readEnvelope(bytes, limits)
}

async function vetted(order: Order, noted: Noted, tools: ExchangeTools): Promise<Start> {
  const { policy, transport, now } = tools
  const at = now()
  try {
    const target = policy.inspect(order.url)
    noted.url = target.url
    const to = await policy.vet(target, (open) => transport.peerOf(open))
    return { to, at, dnsMs: now() - at }
  } catch (refused) {
    if (!(refused instanceof TargetRefused)) throw refused
    throw new Refused(403, 'target_refused', refused.message, { reason: refused.reason })
  }
}

function busy(): never {
  throw new Refused(429, 'busy', 'Too many requests at once. Wait for one of them to end.', {
    headers: [['retry-after', '1']],
  })
}
