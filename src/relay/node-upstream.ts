/** Servers on loopback that the relay's tests send to: well behaved, encrypted, or none of it. */
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import net, { type AddressInfo } from 'node:net'

export interface Upstream {
  readonly port: number
  readonly origin: string
  /** Requests that reached the handler. */
  readonly requests: () => number
  readonly connections: () => number
  close(): Promise<void>
}

export function startUpstream(handle: RequestListener): Promise<Upstream> {
  return upstream(createServer(), 'http', handle)
}

export function startTlsUpstream(
  identity: { readonly key: string; readonly cert: string },
  handle: RequestListener,
): Promise<Upstream> {
  return upstream(createTlsServer(identity), 'https', handle)
}

async function upstream(
  server: Server,
  scheme: string,
  handle: RequestListener,
): Promise<Upstream> {
  let requests = 0
  let connections = 0
  server.on('request', (request, response) => {
    requests += 1
    handle(request, response)
  })
  server.on('connection', () => {
    connections += 1
  })
  const port = await listen(server)
  return {
    port,
    origin: `${scheme}://127.0.0.1:${port}`,
    requests: () => requests,
    connections: () => connections,
    close: () => stop(server),
  }
}

/** A server that answers every connection with these bytes, whatever it is asked. */
export async function startRawUpstream(
  answer: (socket: net.Socket) => void,
): Promise<{ readonly origin: string; readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => answer(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

export function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
