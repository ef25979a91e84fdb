/** Writes a streamed answer in few pieces: what comes within a moment leaves together. */
import type { ServerResponse } from 'node:http'
import { inTurn } from '../core/http.ts'
import type { Answer, Sink } from './ingress.ts'

const TOGETHER_BYTES = 64 * 1024
/** Long enough for a quick server's whole answer, also when many wait at once; too short to be seen. */
const TOGETHER_MS = 20

export interface Writer {
  readonly write: Sink
  end(): void
}

export function createWriter(
  response: ServerResponse,
  { status, headers }: Pick<Answer, 'status' | 'headers'>,
): Writer {
  const held: Uint8Array[] = []
  let size = 0
  let timer: NodeJS.Timeout | undefined

  const flush = (): boolean => {
    clearTimeout(timer)
    timer = undefined
    size = 0
    const pieces = held.splice(0)
    if (response.destroyed) return true
    if (!response.headersSent) response.writeHead(status, inTurn(headers))
    return writeAll(response, pieces)
  }

  return {
    write(bytes) {
      held.push(bytes)
      size += bytes.length
      if (size >= TOGETHER_BYTES) return flush() ? undefined : drained(response)
      timer ??= setTimeout(flush, TOGETHER_MS)
      return undefined
    },
    end() {
      clearTimeout(timer)
      if (!response.headersSent)
        response.writeHead(status, inTurn([...headers, ['content-length', String(size)]]))
      response.end(Buffer.concat(held))
    },
  }
}

/** Small pieces become one; large ones are not copied. `false`: wait for room. */
function writeAll(response: ServerResponse, pieces: readonly Uint8Array[]): boolean {
  const small = pieces.every(({ length }) => length < TOGETHER_BYTES / 4)
  if (small) return response.write(Buffer.concat(pieces))
  return pieces.reduce((_room, piece) => response.write(piece), true)
}

/** Until there is room again, or nobody reads any more. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const ready = (): void => {
      response.off('drain', ready)
      response.off('close', ready)
      resolve()
    }
    response.on('drain', ready)
    response.on('close', ready)
  })
}
