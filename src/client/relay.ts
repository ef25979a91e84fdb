/** Sends a request through the relay: its frames as events, or folded into one answer. */
import {
  decodeFrames,
  type Envelope,
  EXCHANGE_PATH,
  type Frame,
  KEY_HEADER,
} from '../core/frames.ts'
import { bodyOf, type HttpRequest, type HttpResponse } from '../core/http.ts'
import type { Send } from '../core/run.ts'
import type { OpenStream, StreamEvent, StreamHead } from '../core/stream.ts'
import type { Hop, Redirect, Wire } from '../core/wire.ts'
import { fetching } from './fetching.ts'

/** The words for what goes wrong come with the rarer parts; the walk's page fetches them ahead. */
export const words = () => import('./relay-problem.ts')

/**
 * Whoever stops reading stops the relay, and the relay stops the server (T45).
 * @param key the relay's key of this tab, if it has one
 * @param rejected the relay was started again since: the key is worth nothing now
 */
export function openRelay(
  key: () => string | undefined,
  id: () => string,
  rejected: () => void,
): OpenStream {
  return async function* open(request, signal, patience) {
    const secret = key()
    if (secret === undefined) {
      yield { type: 'failed', problem: (await words()).relayProblem('key_missing') }
      return
    }
    let response: Response | undefined
    try {
      response = await fetching(EXCHANGE_PATH, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [KEY_HEADER]: secret },
        body: JSON.stringify(envelopeOf(request, id(), patience)),
        signal,
      })
      if (response.status === 401) rejected()
      if (response.status === 200 && response.body !== null)
        yield* eventsOf(decodeFrames(response.body), request)
      else yield { type: 'failed', problem: await (await words()).refusedBy(response) }
    } catch {
      yield { type: 'failed', problem: (await words()).goneBy(signal, response) }
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

/** What the relay saw is gathered on the way, and told with the last event. */
async function* eventsOf(
  frames: AsyncIterable<Frame>,
  request: HttpRequest,
): AsyncGenerator<StreamEvent, void, undefined> {
  const hops: Hop[] = []
  const redirects: Redirect[] = []
  let wire: Wire = { hops, redirects }
  for await (const frame of frames) {
    if (frame.type === 'hop') hops.push(frame.hop)
    else if (frame.type === 'tls') wire = { ...wire, tls: frame.tls }
    else if (frame.type === 'sent') wire = { ...wire, sentHead: frame.head }
    else if (frame.type === 'head') yield { type: 'head', head: frame }
    // A copy: the frame is a window on a larger buffer, which would live as long as the body.
    else if (frame.type === 'body') yield { type: 'bytes', bytes: frame.bytes.slice() }
    else if (frame.type === 'trailers') wire = { ...wire, trailers: frame.trailers }
    else if (frame.type === 'redirect') redirects.push(frame.redirect)
    else if (frame.type === 'error') {
      const problem = (await words()).upstreamProblem(frame.code, frame.message, request.url)
      yield { type: 'failed', problem, wire }
    } else {
      wire = { ...wire, wireBytes: frame.wireBytes, timings: frame.timings }
      yield { type: 'end', truncated: frame.truncated, wire }
    }
  }
}

/** Folds the events into one answer. A server that fails in the middle of its body did answer. */
export const sendOver =
  (open: OpenStream): Send =>
  async (request, signal, patience) => {
    const chunks: Uint8Array<ArrayBuffer>[] = []
    let head: StreamHead | undefined
    let last: Exclude<StreamEvent, { type: 'head' | 'bytes' }> | undefined
    for await (const event of open(request, signal, patience)) {
      if (event.type === 'head') head = event.head
      else if (event.type === 'bytes') chunks.push(event.bytes)
      else last = event
    }
    const wire = last?.wire === undefined ? {} : { wire: last.wire }
    if (head !== undefined && (last?.type === 'end' || last?.wire !== undefined)) {
      const cut = last.type === 'failed' || last.truncated
      return { kind: 'answered', response: responseOf(head, chunks, cut), ...wire }
    }
    const problem =
      last?.type === 'failed'
        ? last.problem
        : (await words()).upstreamProblem('no_answer', '', request.url)
    return { kind: 'failed', problem, ...wire }
  }

function responseOf(
  { status, statusText, httpVersion, headers }: StreamHead,
  chunks: readonly Uint8Array[],
  cut: boolean,
): HttpResponse {
  return {
    status,
    statusText,
    httpVersion,
    headers,
    body: bodyOf(joined(chunks)),
    ...(cut ? { truncated: true } : {}),
  }
}

/** A Blob would join them as well, in another process and a moment later. */
function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
