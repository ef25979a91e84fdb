/** Node's side of the sandbox: `node:http` in, the one function in the middle, `node:http` out. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'

type Handle = (request: Request) => Promise<Response>

/** @param origin how the sandbox is reached; the Host header was checked before */
export function nodeSandbox(sandbox: Handle, origin: string) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await answer(await sandbox(requestOf(request, origin)), response)
    } catch {
      // The simulator answers for its own mistakes; this is a connection that went away.
      response.destroy()
    }
  }
}

function requestOf(request: IncomingMessage, origin: string): Request {
  const headers = new Headers()
  for (let at = 0; at < request.rawHeaders.length; at += 2)
    headers.append(request.rawHeaders[at] ?? '', request.rawHeaders[at + 1] ?? '')
  const method = request.method ?? 'GET'
  const body = method === 'GET' || method === 'HEAD' ? null : Readable.toWeb(request)
  return new Request(`${origin}${request.url ?? '/'}`, {
    method,
    headers,
    body: body as BodyInit | null,
    duplex: 'half',
  } as RequestInit)
}

async function answer(from: Response, to: ServerResponse): Promise<void> {
  // `Response.error()` is how a simulator says: no answer at all.
  if (from.type === 'error') {
    to.destroy()
    return
  }
  // getSetCookie keeps the lines apart that entries() would join.
  const pairs = [...from.headers].filter(([name]) => name !== 'set-cookie')
  const cookies = from.headers.getSetCookie().map((line) => ['set-cookie', line])
  to.writeHead(from.status, [...pairs, ...cookies].flat())
  if (from.body !== null && comesInPieces(from))
    await pipeline(Readable.fromWeb(from.body as ReadableStream), to)
  else to.end(Buffer.from(await from.arrayBuffer()))
}

/** What says its own length may be large, and events are worth nothing late; all else goes out whole. */
const comesInPieces = ({ headers }: Response): boolean =>
  headers.has('content-length') || headers.get('content-type') === 'text/event-stream'
