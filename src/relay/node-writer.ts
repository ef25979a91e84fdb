/** Writes a streamed answer in few pieces: what comes within a few milliseconds leaves together. */
import type { ServerResponse } from 'node:http'
import type { HeaderPairs } from '../core/http.ts'
import type { Sink } from './ingress.ts'

const TOGETHER_BYTES = 64 * 1024
/** Long enough for a quick server's whole answer, far too short to be seen. */
const TOGETHER_MS = 4

export interface Writer {
  readonly write: Sink
  end(): void
}

export function createWriter(
  response: ServerResponse,
  status: number,
  headers: HeaderPairs,
): Writer {
  let held: Uint8Array[] = []
  let size = 0
  let timer: NodeJS.Timeout | undefined

  const taken = (): Uint8Array => {
    clearTimeout(timer)
    timer = undefined
    const all = held.length === 1 ? held[0] : Buffer.concat(held)
    held = []
    size = 0
    return all ?? new Uint8Array()
  }
  const flush = (): void | Promise<void> => {
    const bytes = taken()
    if (response.destroyed) return undefined
    if (!response.headersSent) response.writeHead(status, headers.flat())
    return response.write(bytes) ? undefined : drained(response)
  }

  return {
    write(bytes) {
      held.push(bytes)
      size += bytes.length
      if (size >= TOGETHER_BYTES) return flush()
      timer ??= setTimeout(flush, TOGETHER_MS)
      return undefined
    },
    end() {
      const bytes = taken()
      if (!response.headersSent) {
        response.writeHead(status, [...headers.flat(), 'content-length', String(bytes.length)])
      }
      response.end(bytes)
    },
  }
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
