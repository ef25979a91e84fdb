/**
 * Listens on our own sockets for what undici does not tell: the request head exactly as it was written
 * (its diagnostics channel leaves out Content-Length), and the version in the status line.
 */
import type { Socket } from 'node:net'

export type HeadListener = (head: string, socket: Socket) => void

// undici starts a request and writes its head without a pause, so the request that started last is the
// one whose head is written next.
let starting: HeadListener | undefined
const versions = new WeakMap<Socket, string>()

/** Called while undici starts a request; `listener` hears of the head at once or never. */
export function onHeadWritten(listener: HeadListener): void {
  starting = listener
  queueMicrotask(() => {
    if (starting === listener) starting = undefined
  })
}

/** As in the status line that was read last, for example `1.1`; empty when it came in small pieces. */
export const httpVersionOn = (socket: Socket): string => versions.get(socket) ?? ''

export function tap(socket: Socket): void {
  const write = socket.write.bind(socket)
  const read = socket.read.bind(socket)
  let answerBegins = false
  const hear = (head: unknown): void => {
    if (starting !== undefined && typeof head === 'string') {
      const listener = starting
      starting = undefined
      answerBegins = true
      versions.delete(socket)
      listener(head, socket)
    }
  }
  // Node's declaration has two forms; what is passed on is what came, whichever it was.
  socket.write = (head: string | Uint8Array, ...given: unknown[]) => {
    hear(head)
    return Reflect.apply(write, socket, [head, ...given]) === true
  }
  socket.read = (size) => {
    const piece: unknown = read(size)
    if (answerBegins && Buffer.isBuffer(piece)) {
      answerBegins = false
      const version = /^HTTP\/(\d\.\d) /.exec(piece.toString('latin1', 0, 9))?.[1]
      if (version !== undefined) versions.set(socket, version)
    }
    return piece
  }
}
