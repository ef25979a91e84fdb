import { describe, expect, it } from 'vitest'
import { createEventReader } from './event-stream.ts'

const read = (...pieces: readonly string[]) => {
  const reader = createEventReader(() => 5)
  const encoder = new TextEncoder()
  const events = pieces.flatMap((piece) => reader.push(encoder.encode(piece)))
  return { events, reader }
}
const told = (...pieces: readonly string[]) =>
  read(...pieces).events.map(({ type, data, id }) => [type, data, id])

describe('an event stream', () => {
  it('gives an event at each empty line', () => {
    expect(told('data: a\n\nevent: tick\ndata: b\nid: 7\n\n')).toEqual([
      ['message', 'a', ''],
      ['tick', 'b', '7'],
    ])
  })

  it('joins several data lines and keeps all but one leading space', () => {
    expect(told('data:one\ndata:  two\ndata\n\n')).toEqual([['message', 'one\n two\n', '']])
  })

  it('does not mind where the bytes are cut, not even inside a line end or a letter', () => {
    const bytes = new TextEncoder().encode('data: é\r\ndata: x\r\n\r\n')
    const reader = createEventReader(() => 0)
    const events = [...bytes].flatMap((byte) => reader.push(Uint8Array.of(byte)))
    // The last line feed may still belong to the carriage return before it, so the event is whole.
    expect(events.map(({ data }) => data)).toEqual(['é\nx'])
  })

  it('drops an event without data, and one that never ends', () => {
    expect(told('event: x\n\ndata: unfinished\n')).toEqual([])
  })

  it('counts comments, keeps ids for later events, and reads retry only when it is a number', () => {
    const { events, reader } = read(
      ': hello\nid: 1\ndata: a\n\ndata: b\nretry: 10x\nretry: 250\n\n',
    )
    expect(events.map(({ id, n }) => [id, n])).toEqual([
      ['1', 1],
      ['1', 2],
    ])
    expect([reader.comments(), reader.retry()]).toEqual([1, 250])
  })

  it('ignores an id with a null and fields nobody knows', () => {
    expect(told('id: a\0b\nnonsense\ndata: a\n\n')).toEqual([['message', 'a', '']])
  })

  it('keeps a mebibyte of an event whose lines never end, and reads the next one whole', () => {
    const flood = `data: ${'x'.repeat(1000)}\n`.repeat(3_000)
    const [event, next] = read(`${flood}\ndata: next\n\n`).events
    expect(event?.data.length).toBeLessThanOrEqual(1 << 20)
    expect(event?.data.length).toBeGreaterThan(1_000_000)
    expect(next?.data).toBe('next')
  })
})
