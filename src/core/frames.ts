/** The relay's envelope and its answer: a stream of frames, `type(1) length(4, big endian) payload`. */
import { type Check, payloads } from './frame-shapes.ts'
import type { Body, HeaderPairs } from './http.ts'
import { Refusal } from './problem.ts'
import type { Hop, Redirect, Timings, TlsFacts } from './wire.ts'

export const EXCHANGE_PATH = '/relay/v1/exchange'
export const KEY_HEADER = 'x-grantwalk-key'
export const FRAMES_TYPE = 'application/vnd.grantwalk.frames'

/** What the page asks of the relay. No field can relax the relay's policy. */
export interface Envelope {
  readonly v: 1
  readonly id: string
  readonly method: string
  readonly url: string
  readonly headers: HeaderPairs
  readonly body?: Body
  readonly opts?: {
    /** Protocol endpoints are never followed: `manual` is the default. */
    readonly redirect?: 'manual' | 'same-origin'
    /** At most 5. */
    readonly maxHops?: number
    /** Milliseconds. */
    readonly timeoutMs?: number
    readonly maxBytes?: number
    readonly acceptEncoding?: 'identity' | 'as-given'
  }
}

export type Frame =
  | { readonly type: 'hop'; readonly hop: Hop }
  | { readonly type: 'tls'; readonly tls: TlsFacts }
  | { readonly type: 'sent'; readonly head: string; readonly bodyBytes: number }
  | {
      readonly type: 'head'
      readonly status: number
      readonly statusText: string
      readonly httpVersion: string
      readonly headers: HeaderPairs
    }
  | { readonly type: 'body'; readonly bytes: Uint8Array }
  | { readonly type: 'trailers'; readonly trailers: HeaderPairs }
  | { readonly type: 'redirect'; readonly redirect: Redirect }
  | {
      readonly type: 'end'
      readonly wireBytes: number
      readonly decodedBytes: number
      readonly timings: Timings
      readonly truncated: boolean
    }
  | {
      readonly type: 'error'
      readonly code: string
      readonly phase: string
      readonly message: string
    }

/** Codes of the refusals that `decodeFrames` throws. */
export type FramesCode = 'frames_truncated' | 'frames_type' | 'frames_length' | 'frames_payload'

/** The largest payload that is believed; the relay's own frames stay below 64 KiB and a head. */
const MAX_PAYLOAD = 1 << 20
const PREFIX = 5
const utf8 = new TextEncoder()

const numbers = new Map(payloads.map(([name], at) => [name, at + 1]))

/** Frames that carry one thing carry it bare. */
const bare = new Set<string>(['hop', 'tls', 'trailers', 'redirect'])

export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  if (frame.type === 'body') return prefixed(frame.type, frame.bytes)
  const text = textOfFrame(frame)
  if (text.length > SHORT) return prefixed(frame.type, utf8.encode(text))
  const room = roomFor(PREFIX + 3 * text.length)
  const { written } = utf8.encodeInto(text, room.subarray(PREFIX))
  writePrefix(room, frame.type, written)
  return taken(room, PREFIX + written)
}

/** Characters of a payload for which three bytes each, the most UTF-8 takes, are set aside. */
const SHORT = 1_024

// Every small buffer of its own costs more than the bytes in it: short frames are cut from one sheet after another.
const SHEET = 16_384
let sheet = new Uint8Array(SHEET)
let used = 0

function roomFor(size: number): Uint8Array<ArrayBuffer> {
  if (used + size > SHEET) {
    sheet = new Uint8Array(SHEET)
    used = 0
  }
  return sheet.subarray(used)
}

function taken(room: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  used += size
  return room.subarray(0, size)
}

function prefixed(type: Frame['type'], payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(PREFIX + payload.length)
  writePrefix(bytes, type, payload.length)
  bytes.set(payload, PREFIX)
  return bytes
}

/** What stands before a payload; for those who pass a large body on without copying it. */
export function framePrefix(type: Frame['type'], length: number): Uint8Array<ArrayBuffer> {
  const room = roomFor(PREFIX)
  writePrefix(room, type, length)
  return taken(room, PREFIX)
}

function writePrefix(bytes: Uint8Array, type: Frame['type'], length: number): void {
  bytes[0] = numbers.get(type) ?? 0
  bytes[1] = length >>> 24
  bytes[2] = length >>> 16
  bytes[3] = length >>> 8
  bytes[4] = length
}

function textOfFrame(frame: Exclude<Frame, { type: 'body' }>): string {
  const { type, ...rest } = frame
  return JSON.stringify(bare.has(type) ? Object.values(rest)[0] : rest)
}

/**
 * The frames of an answer as they come. Nothing in it is believed unseen: an unknown type, a length
 * beyond reason, a payload of another shape, bytes after the last frame or a missing last frame
 * (`end` or `error`) throw a `Refusal` whose code is a `FramesCode`.
 */
export async function* decodeFrames(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<Frame, void, undefined> {
  const reader = stream.getReader()
  const { take, ended } = taker(reader)
  try {
    for (let last = false; !last; ) {
      const prefix = await take(PREFIX)
      const kind = payloads[(prefix[0] ?? 0) - 1]
      if (kind === undefined) throw broken('frames_type')
      const length = new DataView(prefix.buffer, prefix.byteOffset).getUint32(1)
      if (length > MAX_PAYLOAD) throw broken('frames_length')
      const frame = frameOf(kind[0], kind[1], await take(length))
      last = frame.type === 'end' || frame.type === 'error'
      yield frame
    }
    if (!(await ended())) throw broken('frames_payload')
  } finally {
    // Whoever stops listening early frees the connection, and with it the upstream one (T45).
    await reader.cancel().catch(() => undefined)
  }
}

function frameOf(type: Frame['type'], valid: Check, payload: Uint8Array): Frame {
  if (type === 'body') return { type, bytes: payload }
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
  } catch {
    throw broken('frames_payload')
  }
  if (!valid(value)) throw broken('frames_payload')
  return (bare.has(type) ? { type, [type]: value } : { type, ...(value as object) }) as Frame
}

/** `take` gives exactly so many bytes, however the stream was cut; `ended`: nothing comes any more. */
function taker(reader: ReadableStreamDefaultReader<Uint8Array>) {
  let held: Uint8Array = new Uint8Array()
  const take = async (count: number): Promise<Uint8Array> => {
    const pieces = [held]
    let size = held.length
    while (size < count) {
      const { value } = await reader.read().catch(interrupted)
      if (value === undefined) throw broken('frames_truncated')
      pieces.push(value)
      size += value.length
    }
    if (pieces.length > 1) held = joined(pieces, size)
    const taken = held.subarray(0, count)
    held = held.subarray(count)
    return taken
  }
  const ended = async () => held.length === 0 && (await reader.read().catch(interrupted)).done
  return { take, ended }
}

/** The person's own stop stays what it is; a lost connection is a missing end. */
function interrupted(error: unknown): never {
  throw error instanceof DOMException && error.name === 'AbortError'
    ? error
    : broken('frames_truncated')
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

const broken = (code: FramesCode): Refusal =>
  new Refusal({
    kind: code === 'frames_truncated' ? 'network_error' : 'malformed_response',
    code,
    means:
      code === 'frames_truncated'
        ? 'The relay’s answer stopped before its end.'
        : 'The relay’s answer is not what a relay of this version sends.',
    remedy:
      'Look whether Grantwalk is still running in its terminal, reload this page and send again.',
  })
