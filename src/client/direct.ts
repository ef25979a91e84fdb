/** Sends a request straight from the page: no relay, no key, no cookies; a browser shows less of it, and says less. */
import { bytesOf, type HttpRequest } from '../core/http.ts'
import type { OpenStream, StreamEvent, StreamHead } from '../core/stream.ts'
import type { Wire } from '../core/wire.ts'
import { type Circumstances, directProblem } from './direct-problem.ts'
import { fetching } from './fetching.ts'

/** What the page knows about itself; handed in so that a test can say otherwise. */
export interface Page {
  /** Hears `securitypolicyviolation`. */
  readonly events: EventTarget
  /** The page came by https, so plain http is mixed content for it. */
  readonly secure: boolean
  readonly online: () => boolean
}

/** As much of an answer as the relay passes on. The browser unpacks, so this counts unpacked bytes (T44). */
const ANSWER_BYTES = 100 * 1024 * 1024

/** Names a page may not set (Fetch, "forbidden request-header"). */
const forbidden = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'access-control-request-private-network',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
])

/** The browser writes these headers itself, or not at all: what a person set is not sent. */
export const isForbidden = (name: string): boolean =>
  forbidden.has(name.toLowerCase()) || /^(?:proxy-|sec-)/i.test(name)

/** The names, as they were written, that a direct request loses. */
export const droppedHeaders = (request: HttpRequest): readonly string[] => [
  ...new Set(request.headers.map(([name]) => name).filter(isForbidden)),
]

function requestOf(request: HttpRequest, signal: AbortSignal): RequestInit {
  const headers = new Headers()
  for (const [name, value] of request.headers) if (!isForbidden(name)) headers.append(name, value)
  return {
    method: request.method,
    headers,
    ...(request.body === undefined ? {} : { body: bytesOf(request.body) }),
    mode: 'cors',
    credentials: 'omit',
    redirect: 'manual',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    signal,
  }
}

/** @param page asked anew for each request */
export const createDirect = (page: () => Page): OpenStream =>
  async function* open(request, signal, patience) {
    const here = page()
    const blocked = createBlockedWatch(here.events, request.url)
    const late = createPatience(patience)
    const failed = (circumstances: Partial<Circumstances> = {}): StreamEvent => ({
      type: 'failed',
      problem: directProblem(request.url, {
        stopped: signal.aborted,
        late: late.signal.aborted,
        blocked: blocked.seen(),
        mixed: here.secure && isPlain(request.url),
        offline: !here.online(),
        ...circumstances,
      }),
    })
    try {
      const init = initOf(request, AbortSignal.any([signal, late.signal]))
      if (init === undefined) {
        yield failed({ unsendable: true })
        return
      }
      const response = await fetching(request.url, init)
      late.clear()
      if (response.type === 'opaqueredirect') {
        yield failed({ redirected: true })
        return
      }
      yield { type: 'head', head: headOf(response) }
      const truncated = yield* bytesOfBody(response)
      yield { type: 'end', truncated, wire: wireOf(request.url) }
    } catch {
      // The violation is told in a task of its own, after the promise has failed.
      await new Promise((resolve) => setTimeout(resolve, 0))
      yield failed()
    } finally {
      late.clear()
      blocked.end()
    }
  }

/** `undefined` when the browser refuses to make such a request: it says so only by throwing. */
function initOf(request: HttpRequest, signal: AbortSignal): RequestInit | undefined {
  try {
    const init = requestOf(request, signal)
    const made = new Request(request.url, init)
    return made.url === '' ? undefined : init
  } catch {
    return undefined
  }
}

/** Gives whether it was cut at the cap, as the relay cuts: what fits is kept, and no more is read. */
async function* bytesOfBody(response: Response): AsyncGenerator<StreamEvent, boolean, undefined> {
  const reader = response.body?.getReader()
  if (reader === undefined) return false
  let room = ANSWER_BYTES
  try {
    for (;;) {
      const { value } = await reader.read()
      if (value === undefined) return false
      const bytes = value.length > room ? value.subarray(0, room) : value
      room -= bytes.length
      if (bytes.length > 0) yield { type: 'bytes', bytes }
      if (bytes.length < value.length) return true
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

const headOf = (response: Response): StreamHead => ({
  status: response.status,
  statusText: response.statusText,
  httpVersion: '',
  headers: [...response.headers],
})

/** The phases are told only where the server allows it (Resource Timing, `Timing-Allow-Origin`). */
function wireOf(url: string): Wire {
  const bare: Wire = { hops: [], redirects: [] }
  const entry = performance.getEntriesByName(new URL(url).href, 'resource').at(-1)
  const told = entry?.toJSON() as Partial<PerformanceResourceTiming> | undefined
  const { requestStart = 0, responseStart = 0, startTime = 0, responseEnd = 0 } = told ?? {}
  if (told === undefined || requestStart === 0) return bare
  const between = (from = 0, to = 0) => Math.max(0, to - from)
  const secured = told.secureConnectionStart ?? 0
  return {
    ...bare,
    timings: {
      dns: between(told.domainLookupStart, told.domainLookupEnd),
      connect: between(told.connectStart, secured > 0 ? secured : told.connectEnd),
      tls: secured > 0 ? between(secured, told.connectEnd) : 0,
      firstByte: between(requestStart, responseStart),
      total: between(startTime, responseEnd),
    },
  }
}

const isPlain = (url: string): boolean =>
  URL.canParse(url) &&
  new URL(url).protocol === 'http:' &&
  !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(url).hostname)

/** Whether the page's own policy kept this address from being asked. */
function createBlockedWatch(events: EventTarget, url: string) {
  let seen = false
  const origin = URL.canParse(url) ? new URL(url).origin : url
  const hear = (event: Event) => {
    const blocked = 'blockedURI' in event ? String(event.blockedURI) : ''
    if (URL.canParse(blocked) && new URL(blocked).origin === origin) seen = true
  }
  events.addEventListener('securitypolicyviolation', hear)
  return {
    seen: () => seen,
    end: () => events.removeEventListener('securitypolicyviolation', hear),
  }
}

/** Ends the waiting for a head, not the reading of a body. */
function createPatience(milliseconds: number | undefined) {
  const late = new AbortController()
  const timer =
    milliseconds === undefined ? undefined : setTimeout(() => late.abort(), milliseconds)
  return { signal: late.signal, clear: () => clearTimeout(timer) }
}

export const openDirect: OpenStream = createDirect(() => ({
  events: document,
  secure: location.protocol === 'https:',
  online: () => navigator.onLine,
}))
