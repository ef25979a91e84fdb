/** The gates every request passes, in this order, before anything else looks at it (threat model, c.2). */
import { EXCHANGE_PATH, KEY_HEADER } from '../core/frames.ts'
import { headerOf, headersOf } from '../core/http.ts'
import { type Ingress, Refused } from './ingress.ts'
import type { KeyCheck } from './key.ts'

export interface Gate {
  readonly name: string
  /** The threats of threat model, b.3 that it stops. */
  readonly threats: string
  pass(ingress: Ingress): void | Promise<void>
}

/** Names whose repetition would let two readers understand one request differently. */
const singular = ['origin', 'sec-fetch-site', 'content-type', 'content-length', KEY_HEADER]

const http = (message: string): Refused =>
  // The framing of what follows on this connection cannot be trusted any more.
  new Refused(400, 'http', message, { headers: [['connection', 'close']] })

/** Node's parser lets these through (threat model, 0, surprise 10). */
function rawShape(ingress: Ingress): void {
  const { method, target, headers } = ingress
  if (method === 'CONNECT') {
    throw new Refused(405, 'method', 'This is not a tunnel.', {
      headers: [['connection', 'close']],
    })
  }
  if (headersOf({ headers }, 'host').length !== 1) throw http('Exactly one Host header is needed.')
  for (const name of singular) {
    if (headersOf({ headers }, name).length > 1) throw http(`More than one ${name} header.`)
  }
  // Origin form only (RFC 9112 section 3.2.1), and no `//host`, which some readers take for a URL.
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(target)) throw http('The target is no plain path.')
  const coding = headersOf({ headers }, 'transfer-encoding')
  if (coding.length > 0 && coding.join().toLowerCase() !== 'chunked') {
    throw http('The only transfer coding understood is chunked.')
  }
  if (headerOf({ headers }, 'upgrade') !== undefined) throw http('No upgrade is offered here.')
}

/** DNS rebinding: a page of another name reaches this port, but cannot choose its Host (T06, T07). */
const hostGate = (port: number): Gate => {
  // Browsers leave the default port out.
  const ending = port === 80 ? '' : `:${port}`
  const names = new Set(['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}${ending}`))
  return {
    name: 'host',
    threats: 'T06 T07',
    pass(ingress) {
      const host = headerOf(ingress, 'host') ?? ''
      // ASCII case only: toLowerCase would also fold U+212A to k.
      if (names.has(host.replace(/[A-Z]/g, (letter) => letter.toLowerCase()))) return
      throw new Refused(421, 'host', `Open Grantwalk as http://localhost:${port}/.`)
    },
  }
}

/** Literal paths: nothing else is offered, and approvals only where somebody keeps them (T31). */
const pathGate = (paths: readonly string[]): Gate => ({
  name: 'path',
  threats: 'T08 T31',
  pass({ target }) {
    if (!paths.includes(target)) throw new Refused(404, 'path', 'The relay has no such address.')
  },
})

const methodGate: Gate = {
  name: 'method',
  threats: 'T16',
  pass({ method }) {
    // OPTIONS comes from a page; the next gate says whether from ours.
    if (method === 'POST' || method === 'OPTIONS') return
    throw notPost()
  },
}

const notPost = (): Refused =>
  new Refused(405, 'method', 'The relay takes POST only.', { headers: [['allow', 'POST']] })

/** String equality with the one origin the page is served from; `null` and absent are strangers. */
const originGate = (origin: string): Gate => ({
  name: 'origin',
  threats: 'T01 T02 T03 T04 T05 T17',
  pass(ingress) {
    if (headerOf(ingress, 'origin') !== origin) {
      throw new Refused(403, 'origin', `Only the page at ${origin} may use this relay.`)
    }
    if (headerOf(ingress, 'sec-fetch-site') !== 'same-origin') {
      throw new Refused(403, 'origin', 'The browser does not call this a same-origin request.', {
        reason: 'sec-fetch-site',
      })
    }
    if (ingress.method !== 'POST') throw notPost()
  },
})

const keyGate = (check: KeyCheck): Gate => ({
  name: 'key',
  threats: 'T10',
  pass: (ingress) => check(headerOf(ingress, KEY_HEADER)),
})

const contentTypeGate: Gate = {
  name: 'content-type',
  threats: 'T02 T03',
  pass(ingress) {
    const type = headerOf(ingress, 'content-type') ?? ''
    if (/^application\/json *(; *charset="?utf-8"?)?$/i.test(type)) return
    throw new Refused(415, 'content_type', 'The envelope is application/json.')
  },
}

/** For every path of the server, static files included. */
export const outerGates = (port: number): readonly Gate[] => [
  { name: 'raw-shape', threats: 'T08 T09 T13', pass: rawShape },
  hostGate(port),
]

/** For the relay itself; the body's size and the envelope come after. */
export const relayGates = (
  port: number,
  origin: string,
  checkKey: KeyCheck,
  paths: readonly string[] = [EXCHANGE_PATH],
): readonly Gate[] => [
  ...outerGates(port),
  pathGate(paths),
  methodGate,
  originGate(origin),
  keyGate(checkKey),
  contentTypeGate,
]

/** `undefined` when a request may go on; for every path of the server. */
export function createGuard(port: number): (ingress: Ingress) => Refused | undefined {
  const gates = outerGates(port)
  return (ingress) => {
    try {
      for (const gate of gates) void gate.pass(ingress)
      return undefined
    } catch (refused) {
      if (refused instanceof Refused) return refused
      throw refused
    }
  }
}
