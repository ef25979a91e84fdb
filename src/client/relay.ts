/** Sends a request through the relay and puts its frames together again. The only fetch of the app. */
import {
  decodeFrames,
  type Envelope,
  EXCHANGE_PATH,
  type Frame,
  KEY_HEADER,
} from '../core/frames.ts'
import { bodyOf, type HttpRequest, type HttpResponse } from '../core/http.ts'
import type { Problem } from '../core/problem.ts'
import type { Answer, Send } from '../core/run.ts'
import type { Hop, Redirect, Wire } from '../core/wire.ts'

/**
 * @param key the relay's key of this tab, if it has one
 * @param rejected the relay was started again since: the key is worth nothing now
 */
/** The words for what goes wrong come with the rarer parts; the walk's page fetches them ahead. */
export const words = () => import('./relay-problem.ts')

export function createRelay(
  key: () => string | undefined,
  id: () => string,
  rejected: () => void,
): Send {
  return async (request, signal, patience) => {
    const secret = key()
    if (secret === undefined)
      return { kind: 'failed', problem: (await words()).relayProblem('key_missing') }
    try {
      const response = await fetch(EXCHANGE_PATH, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [KEY_HEADER]: secret },
        body: JSON.stringify(envelopeOf(request, id(), patience)),
        signal,
      })
      if (response.status === 401) rejected()
      if (response.status !== 200 || response.body === null)
        return { kind: 'failed', problem: await refusedBy(response) }
      return await collect(decodeFrames(response.body), request)
    } catch {
      const { relayProblem } = await words()
      return {
        kind: 'failed',
        problem: relayProblem(signal.aborted ? 'aborted' : 'relay_unreachable'),
      }
    }
  }
}

const envelopeOf = (request: HttpRequest, id: string, patience?: number): Envelope => ({
  v: 1,
  id,
  method: request.method,
  url: request.url,
  headers: request.headers,
  ...(request.body === undefined ? {} : { body: request.body }),
  opts: {
    redirect: 'manual',
    acceptEncoding: 'identity',
    ...(patience === undefined ? {} : { timeoutMs: patience }),
  },
})

/** The relay's own refusals are JSON: `{"error":{"code","reason","message"}}`. */
async function refusedBy(response: Response): Promise<Problem> {
  const answer: unknown = await response.json().catch(() => undefined)
  const error = member(answer, 'error')
  const code = member(error, 'code')
  const reason = member(error, 'reason')
  return (await words()).relayProblem(
    text(code) ?? `http_${response.status}`,
    text(reason),
    text(member(error, 'message')),
  )
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

type Head = Frame & { readonly type: 'head' }

/** Folds the frames into an answer. The terminator decides: without one the body is cut short. */
async function collect(frames: AsyncIterable<Frame>, request: HttpRequest): Promise<Answer> {
  const hops: Hop[] = []
  const redirects: Redirect[] = []
  const chunks: Uint8Array[] = []
  let wire: Partial<Wire> = {}
  let head: Head | undefined
  let cut = true
  let failure: { readonly code: string; readonly message: string } | undefined
  for await (const frame of frames) {
    if (frame.type === 'hop') hops.push(frame.hop)
    else if (frame.type === 'tls') wire = { ...wire, tls: frame.tls }
    else if (frame.type === 'sent') wire = { ...wire, sentHead: frame.head }
    else if (frame.type === 'head') head = frame
    else if (frame.type === 'body') chunks.push(frame.bytes)
    else if (frame.type === 'trailers') wire = { ...wire, trailers: frame.trailers }
    else if (frame.type === 'redirect') redirects.push(frame.redirect)
    else if (frame.type === 'error') failure = frame
    else {
      cut = frame.truncated
      wire = { ...wire, wireBytes: frame.wireBytes, timings: frame.timings }
    }
  }
  const facts = { ...wire, hops, redirects }
  if (head === undefined) {
    const { code, message } = failure ?? { code: 'no_answer', message: '' }
    const problem = (await words()).upstreamProblem(code, message, request.url)
    return { kind: 'failed', problem, wire: facts }
  }
  return { kind: 'answered', response: responseOf(head, chunks, cut), wire: facts }
}

function responseOf(head: Head, chunks: readonly Uint8Array[], cut: boolean): HttpResponse {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  const { status, statusText, httpVersion, headers } = head
  return {
    status,
    statusText,
    httpVersion,
    headers,
    body: bodyOf(bytes),
    ...(cut ? { truncated: true } : {}),
  }
}
