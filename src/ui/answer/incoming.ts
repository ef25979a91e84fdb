/** An answer that is still coming, as signals: its head, how much is there, its first part, and all of it as a Blob. */
import { batch, createSignal } from 'solid-js'
import { bytesOf, type HttpResponse, headerOf } from '../../core/http.ts'
import { type Problem, problemOf } from '../../core/problem.ts'
import type { StreamEvent, StreamHead } from '../../core/stream.ts'
import type { Wire } from '../../core/wire.ts'
import { createEventReader, type ServerEvent } from './event-stream.ts'
import { createGathering } from './gathering.ts'

export type IncomingState = 'waiting' | 'streaming' | 'done' | 'stopped' | 'failed'

export interface Incoming {
  readonly state: () => IncomingState
  readonly head: () => StreamHead | undefined
  /** Bytes of the body so far. */
  readonly received: () => number
  /** At most `FIRST_PART` bytes. */
  readonly first: () => Uint8Array<ArrayBuffer>
  /** Everything that is there now; the browser may keep it on disk. */
  readonly blob: () => Blob
  /** The body ends before its end. */
  readonly truncated: () => boolean
  readonly wire: () => Wire | undefined
  readonly problem: () => Problem | undefined
  /** Unix milliseconds. */
  readonly startedAt: () => number
  readonly firstByteAt: () => number | undefined
  readonly endedAt: () => number | undefined
  /** Of a `text/event-stream`: the newest ones, at most `MOST_EVENTS`. */
  readonly events: () => readonly ServerEvent[]
  readonly retry: () => number | undefined
  readonly stop: () => void
}

export const MOST_EVENTS = 2_000
/** Characters of their data that are kept at most. */
const MOST_DATA = 8 << 20
/** How often the screen hears of more bytes, in milliseconds. */
const BEAT = 80
/** The longest stretch of work before the page gets its turn. */
const TURN = 24

export const isEventStream = (head: StreamHead | undefined): boolean =>
  head !== undefined && /^text\/event-stream\b/i.test(headerOf(head, 'content-type') ?? '')

/** The last one is always among them. */
function newest(events: readonly ServerEvent[]): readonly ServerEvent[] {
  let from = events.length
  let room = MOST_DATA
  while (from > 0 && events.length - from < MOST_EVENTS && (room > 0 || from === events.length)) {
    from -= 1
    room -= events[from]?.data.length ?? 0
  }
  return from === 0 ? events : events.slice(from)
}

const breath = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

/** @param stop ends the sending side; called once, by `stop` */
export function createIncoming(
  events: AsyncIterable<StreamEvent>,
  stop: () => void,
  now: () => number = Date.now,
): Incoming {
  const [state, setState] = createSignal<IncomingState>('waiting')
  const [head, setHead] = createSignal<StreamHead>()
  const [received, setReceived] = createSignal(0)
  const [wire, setWire] = createSignal<Wire>()
  const [problem, setProblem] = createSignal<Problem>()
  const [truncated, setTruncated] = createSignal(false)
  const [firstByteAt, setFirstByteAt] = createSignal<number>()
  const [endedAt, setEndedAt] = createSignal<number>()
  const [told, setTold] = createSignal<readonly ServerEvent[]>([])
  const gathering = createGathering()
  const reader = createEventReader(now)
  const startedAt = now()
  let fresh: ServerEvent[] = []
  let beatAt = 0

  const isOver = () => state() !== 'waiting' && state() !== 'streaming'
  const publish = () =>
    batch(() => {
      beatAt = now()
      setReceived(gathering.size())
      if (fresh.length > 0) setTold((before) => newest([...before, ...fresh]))
      fresh = []
    })
  const finish = (as: IncomingState, last: { problem?: Problem; wire?: Wire } = {}) =>
    batch(() => {
      publish()
      if (last.wire !== undefined) setWire(last.wire)
      setProblem(last.problem)
      setEndedAt(now())
      setState(as)
    })

  function take(event: StreamEvent): void {
    if (event.type === 'head')
      batch(() => {
        setHead(event.head)
        setFirstByteAt(now())
        setState('streaming')
      })
    else if (event.type === 'bytes') {
      gathering.add(event.bytes)
      if (isEventStream(head())) fresh.push(...reader.push(event.bytes))
      if (now() - beatAt > BEAT || gathering.size() === event.bytes.length) publish()
    } else if (event.type === 'end') {
      setTruncated(event.truncated)
      finish('done', event)
    } else {
      setTruncated(head() !== undefined)
      finish('failed', event)
    }
  }

  async function follow(): Promise<void> {
    let turn = now()
    for await (const event of events) {
      if (isOver()) return
      take(event)
      if (now() - turn < TURN) continue
      await breath()
      turn = now()
    }
    if (!isOver()) finish('failed', { problem: problemOf(new Error('The answer stopped.')) })
  }

  // A quiet stream of events is shown within a beat, too: what came last is not held back.
  const beat = setInterval(() => {
    if (isOver()) clearInterval(beat)
    else if (fresh.length > 0 || gathering.size() !== received()) publish()
  }, BEAT)
  follow().catch((thrown: unknown) => {
    if (!isOver()) finish('failed', { problem: problemOf(thrown) })
  })

  return {
    state,
    head,
    received,
    first: () => {
      received()
      return gathering.first()
    },
    blob: () => {
      received()
      return gathering.blob()
    },
    truncated,
    wire,
    problem,
    startedAt: () => startedAt,
    firstByteAt,
    endedAt,
    events: told,
    retry: () => {
      told()
      return reader.retry()
    },
    stop: () => {
      if (isOver()) return
      setTruncated(head() !== undefined)
      finish('stopped')
      stop()
    },
  }
}

/** The same for an answer that is there already. */
export function incomingOf(
  response: HttpResponse,
  wire?: Wire,
  times: { readonly startedAt: number; readonly endedAt: number } = { startedAt: 0, endedAt: 0 },
): Incoming {
  const gathering = createGathering()
  gathering.add(bytesOf(response.body))
  const reader = createEventReader(() => times.endedAt)
  const events = isEventStream(response) ? reader.push(bytesOf(response.body)) : []
  return {
    state: () => 'done',
    head: () => response,
    received: gathering.size,
    first: gathering.first,
    blob: gathering.blob,
    truncated: () => response.truncated === true,
    wire: () => wire,
    problem: () => undefined,
    startedAt: () => times.startedAt,
    firstByteAt: () => undefined,
    endedAt: () => times.endedAt,
    events: () => newest(events),
    retry: reader.retry,
    stop: () => undefined,
  }
}
