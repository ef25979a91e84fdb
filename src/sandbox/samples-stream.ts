/** The samples that come piece by piece: a list of any size, and server-sent events. */

const encoder = new TextEncoder()
const PIECE = 64 * 1024
/** Every entry has the same length, so that any size is a matter of counting. */
const ENTRY = 64

const entry = (n: number): string =>
  `{"id":${1_000_000 + n},"name":"sample ${String(n).padStart(7, '0')}","ok":${n % 2 === 0 ? 'true ' : 'false'}}`.padEnd(
    ENTRY - 2,
  )

/** Exactly `size` bytes of a JSON list, made as they are asked for. */
export function largeBody(size: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  const count = Math.floor((size - 2) / ENTRY)
  let made = 0
  let sent = 0
  return new ReadableStream(
    {
      pull(controller) {
        let text = sent === 0 ? '[' : ''
        while (text.length < PIECE && made < count) {
          made += 1
          text += `${entry(made)}${made < count ? ',' : ' '}\n`
        }
        if (made >= count) {
          const left = size - sent - text.length
          text = left > 0 ? `${text}${' '.repeat(left - 1)}]` : text.slice(0, size - sent)
        }
        sent += text.length
        controller.enqueue(encoder.encode(text))
        if (sent >= size) controller.close()
      },
    },
    { highWaterMark: 1 },
  )
}

interface Events {
  readonly count: number
  /** Milliseconds. */
  readonly gap: number
  readonly wait: (milliseconds: number) => Promise<void>
  readonly signal: AbortSignal
}

/** Named and plain events, ids, several data lines, a comment, and a wish for how long to wait. */
export function eventsBody(events: Events): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { count, gap, wait, signal } = events
  let n = 0
  return new ReadableStream({
    async pull(controller) {
      if (n > 0) await wait(gap)
      if (signal.aborted || n >= count) {
        controller.close()
        return
      }
      n += 1
      controller.enqueue(encoder.encode((n === 1 ? ': hello\nretry: 3000\n\n' : '') + eventText(n)))
      if (n >= count) controller.close()
    },
  })
}

function eventText(n: number): string {
  const name = n % 5 === 0 ? 'event: status\n' : ''
  const more = n % 5 === 0 ? 'data: over two lines\n' : ''
  return `${name}id: ${n}\ndata: {"n":${n}}\n${more}\n`
}
