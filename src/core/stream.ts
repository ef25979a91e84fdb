/** An answer while it comes, piece by piece: for bodies too large, or too slow, to wait for. */
import type { HeaderPairs, HttpRequest } from './http.ts'
import type { Problem } from './problem.ts'
import type { Wire } from './wire.ts'

export interface StreamHead {
  readonly status: number
  readonly statusText: string
  /** Empty when the browser does not tell. */
  readonly httpVersion: string
  readonly headers: HeaderPairs
}

/** `head` first, then any number of `bytes`, then one of the last two. */
export type StreamEvent =
  | { readonly type: 'head'; readonly head: StreamHead }
  | { readonly type: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'end'; readonly truncated: boolean; readonly wire?: Wire }
  | { readonly type: 'failed'; readonly problem: Problem; readonly wire?: Wire }

/** Never throws: whatever goes wrong is the last event. @param patience milliseconds to wait for the head */
export type OpenStream = (
  request: HttpRequest,
  signal: AbortSignal,
  patience?: number,
) => AsyncIterable<StreamEvent>
