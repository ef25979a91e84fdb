/** Listens on loopback only, on both of its addresses, and says in words why it cannot. */
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { hardenServer, nodeServerOptions } from '../relay/node-server.ts'

/** A sentence that says what to do; the caller prints it and exits with code 1. */
export class ListenProblem extends Error {}

/** The names a browser may use for this computer, IPv4 and IPv6 (T12). */
const addresses = ['127.0.0.1', '::1']

/** @param setting the environment variable that would choose another port */
export async function listen(
  port: number,
  setting: string,
  listener: RequestListener,
): Promise<readonly Server[]> {
  const servers: Server[] = []
  try {
    for (const address of addresses) {
      const server = await listenAt(address, port, listener)
      if (server !== undefined) servers.push(server)
    }
  } catch (error) {
    for (const server of servers) server.close()
    throw error instanceof Error && codeOf(error) === 'EADDRINUSE'
      ? new ListenProblem(
          `Port ${port} is in use. End the program that uses it, or choose another: ${setting}=${port + 1000} npm start`,
        )
      : error
  }
  if (servers.length === 0)
    throw new ListenProblem('This computer has no loopback address to listen on.')
  return servers
}

async function listenAt(
  host: string,
  port: number,
  listener: RequestListener,
): Promise<Server | undefined> {
  const server = createServer(nodeServerOptions, listener)
  hardenServer(server)
  server.listen({ host, port, exclusive: true })
  try {
    await once(server, 'listening')
    return server
  } catch (error) {
    // A computer without IPv6 still has IPv4.
    if (['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(codeOf(error))) return undefined
    if (codeOf(error) === 'EACCES')
      throw new ListenProblem(`This user may not listen on port ${port}. Choose one above 1023.`)
    throw error
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''
