/** A server that answers as it is told to: well, with garbage, in half, or not at all. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Manner = 'good' | 'garbage' | 'half' | 'hang' | 'reset' | 'broken'

export interface Hostile {
  readonly origin: string
  /** How the next requests are answered. */
  readonly be: (manner: Manner) => void
  /** Resolves once a request hangs. */
  readonly hanging: () => Promise<void>
  /** Answers what hangs, long after anybody waits for it. */
  readonly answerLate: () => void
  readonly close: () => void
}

export async function startHostile(): Promise<Hostile> {
  let manner: Manner = 'good'
  let waiting: ServerResponse[] = []
  let told: () => void = () => undefined
  const server = createServer((_request, response) => {
    if (manner !== 'hang') return answer(response, manner, document)
    waiting.push(response)
    told()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const document = JSON.stringify({ issuer: origin, token_endpoint: `${origin}/token` })
  return {
    origin,
    be: (next) => {
      manner = next
    },
    hanging: () =>
      waiting.length > 0 ? Promise.resolve() : new Promise((resolve) => void (told = resolve)),
    answerLate: () => {
      for (const response of waiting) answer(response, 'good', document)
      waiting = []
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function answer(response: ServerResponse, manner: Manner, document: string): void {
  const { socket } = response
  if (manner === 'reset') socket?.destroy()
  else if (manner === 'garbage') socket?.end('\u0000\u0001SSH-2.0-not-http\r\n\r\n')
  else if (manner === 'half')
    socket?.end(
      `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n${document}`,
    )
  else {
    response.setHeader('content-type', 'application/json')
    response.end(manner === 'broken' ? document.slice(0, -9) : document)
  }
}
