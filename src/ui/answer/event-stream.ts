/** Server-sent events out of bytes, as they come (WHATWG HTML, section 9.2.6, "Interpreting an event stream"). */

export interface ServerEvent {
  /** Counted from 1 over the whole stream, whatever was dropped since. */
  readonly n: number
  readonly type: string
  readonly data: string
  /** The last id the stream set, which a client would send back as `Last-Event-ID`. */
  readonly id: string
  /** Unix milliseconds. */
  readonly at: number
}

export interface EventReader {
  /** The events that these bytes complete. */
  push(bytes: Uint8Array<ArrayBuffer>): readonly ServerEvent[]
  /** Milliseconds the stream last asked clients to wait before they connect again. */
  retry(): number | undefined
  /** Lines that begin with a colon: servers send them to keep the connection open. */
  comments(): number
}

/** A line that never ends would grow without bound; what is longer is cut. */
const LONGEST = 1 << 20

export function createEventReader(now: () => number): EventReader {
  // A leading byte order mark is dropped by the decoder, as the rules ask.
  const decoder = new TextDecoder()
  let rest = ''
  let count = 0
  let comments = 0
  let id = ''
  let retry: number | undefined
  let type = ''
  let data: string[] = []
  let room = LONGEST

  function dispatch(): ServerEvent | undefined {
    const lines = data
    const name = type
    data = []
    room = LONGEST
    type = ''
    if (lines.length === 0) return undefined
    count += 1
    return { n: count, type: name === '' ? 'message' : name, data: lines.join('\n'), id, at: now() }
  }

  function field(line: string): void {
    const colon = line.indexOf(':')
    const name = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (name === 'data') {
      // Lines without an end of the event would grow without bound, too.
      if (room > 0) data.push(value.slice(0, room))
      room -= value.length + 1
    }
    if (name === 'event') type = value
    else if (name === 'id' && !value.includes('\0')) id = value
    else if (name === 'retry' && /^\d+$/.test(value)) retry = Number(value)
  }

  function line(text: string): ServerEvent | undefined {
    if (text === '') return dispatch()
    if (text.startsWith(':')) comments += 1
    else field(text)
    return undefined
  }

  return {
    push(bytes) {
      const text = rest + decoder.decode(bytes, { stream: true })
      // A carriage return at the very end may be half of a pair: it waits for what follows.
      const whole = text.endsWith('\r') ? text.slice(0, -1) : text
      const lines = whole.split(/\r\n|\r|\n/)
      rest = ((lines.pop() ?? '') + text.slice(whole.length)).slice(0, LONGEST)
      return lines.flatMap((one) => line(one) ?? [])
    },
    retry: () => retry,
    comments: () => comments,
  }
}
