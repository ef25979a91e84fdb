/** Node's side of the relay: requests in as plain values, answers out, and a server that is not patient. */
import { hash } from 'node:crypto'
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { type HeaderPairs, headerOf } from '../core/http.ts'
import { createGuard } from './gates.ts'
import { type Answer, Gone, type Ingress, Refused, refusalAnswer } from './ingress.ts'
import type { Sha256 } from './key.ts'
import { createWriter } from './node-writer.ts'
import type { Relay } from './relay.ts'

export const nodeSha256: Sha256 = (text) => hash('sha256', text, 'buffer')

/** What a server needs so that slow or oversized requests end by themselves (T14). */
export const nodeServerOptions = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1_000,
  insecureHTTPParser: false,
} satisfies ServerOptions

const MAX_CONNECTIONS = 64

export function ingressOf(request: IncomingMessage, response: ServerResponse): Ingress {
  const headers = pairsOf(request.rawHeaders)
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    headers,
    readBody: (maxBytes) => readBody(request, headerOf({ headers }, 'content-length'), maxBytes),
    whenGone(listener) {
      if (response.destroyed) listener()
      else {
        response.once('close', () => {
          if (!response.writableFinished) listener()
        })
      }
    },
  }
}

/** The relay as a request listener. Never rejects. */
export function nodeRelay(relay: Relay) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await write(await relay(ingressOf(request, response)), response)
    } catch {
      // The cause may hold values; that it happened is all that may be told (c.7).
      const failed = new Refused(500, 'relay_failed', 'The relay failed. This is a bug in it.')
      if (response.headersSent || response.destroyed) response.destroy()
      else await write(refusalAnswer(failed), response)
    }
  }
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void

/** The relay beside other pages on one port. Its own gates begin with the guard's: no request passes them twice. */
export function mountRelay(relay: Relay, port: number, pages: Listener): Listener {
  const exchange = nodeRelay(relay)
  const refused = nodeGuard(createGuard(port))
  return (request, response) => {
    if ((request.url ?? '').startsWith('/relay/')) void exchange(request, response)
    else if (!refused(request, response)) pages(request, response)
  }
}

/** A guard as the first listener of every request: `true` when it has answered. */
export function nodeGuard(guard: (ingress: Ingress) => Refused | undefined) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const refused = guard(ingressOf(request, response))
    if (refused !== undefined) void write(refusalAnswer(refused), response)
    return refused !== undefined
  }
}

/** What never reaches a request listener is answered in the same form; tunnels are not made (T09, T14). */
export function hardenServer(server: Server): void {
  server.maxConnections = MAX_CONNECTIONS
  const answering = new WeakMap<Duplex, ServerResponse>()
  server.on('request', (request, response) => answering.set(request.socket, response))
  server.on('connect', (_request, socket) =>
    refuseRaw(socket, new Refused(405, 'method', 'This is not a tunnel.')),
  )
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const response = answering.get(socket)
    const midway = response?.headersSent === true && !response.writableFinished
    if (midway || !socket.writable) socket.destroy()
    else refuseRaw(socket, unreadable(error.code))
  })
}

function unreadable(code: string | undefined): Refused {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new Refused(408, 'request_timeout', 'The request did not arrive in time.')
  }
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new Refused(431, 'headers_too_large', 'The request’s headers are too large.')
  }
  return new Refused(400, 'http', 'This is not a proper HTTP/1.1 request.')
}

const phrases: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
}

function refuseRaw(socket: Duplex, refused: Refused): void {
  const { status, headers, body } = refusalAnswer(refused)
  const bytes = body instanceof Uint8Array ? body : new Uint8Array()
  const lines = [...headers, ['content-length', String(bytes.length)], ['connection', 'close']]
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.on('error', () => undefined)
  socket.end(
    Buffer.concat([
      Buffer.from(`HTTP/1.1 ${status} ${phrases[status] ?? ''}\r\n${head}\r\n`),
      bytes,
    ]),
    () => socket.destroy(),
  )
}

async function write(answer: Answer, response: ServerResponse): Promise<void> {
  const writer = createWriter(response, answer)
  if (answer.body instanceof Uint8Array) void writer.write(answer.body)
  else await answer.body(writer.write)
  writer.end()
}

/** Counts while it reads (T15): nothing beyond the cap is kept, whatever Content-Length says. */
function readBody(
  request: IncomingMessage,
  length: string | undefined,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  if (Number(length ?? 0) > maxBytes) return Promise.resolve(undefined)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= maxBytes) chunks.push(chunk)
      else {
        chunks.length = 0
        resolve(undefined)
      }
    })
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)))
    request.on('error', () => reject(new Gone()))
    request.on('close', () => {
      if (!request.complete) reject(new Gone())
    })
  })
}

function pairsOf(raw: readonly string[]): HeaderPairs {
  const pairs: [string, string][] = []
  for (let at = 0; at + 1 < raw.length; at += 2) pairs.push([raw[at] ?? '', raw[at + 1] ?? ''])
  return pairs
}
