/** The three voices of the simulated gateway: Kong itself, the login service, the services behind it. */
import type { HeaderPairs } from '../../core/http.ts'
import type { Turn } from '../../core/simulation.ts'

const withHeaders = (pairs: HeaderPairs): [string, string][] =>
  pairs.map(([name, value]) => [name, value])

/** Kong's own answers end with a newline [I]. */
export const kong = (status: number, value: unknown, headers: HeaderPairs = []): Response =>
  new Response(`${JSON.stringify(value)}\n`, {
    status,
    headers: withHeaders([
      ['Content-Type', 'application/json; charset=utf-8'],
      ['Server', 'kong/0.14.1'],
      ...headers,
    ]),
  })

/** The headers of a real capture of step 1 [D B-4]. */
const loginHeaders: HeaderPairs = [
  ['Content-Type', 'application/json'],
  ['Server', 'openresty/1.13.6.2'],
  ['Cache-Control', 'no-cache, no-store, must-revalidate, private'],
  ['Pragma', 'no-cache'],
]

export const loginService = (status: number, value: unknown, headers: HeaderPairs = []): Response =>
  new Response(JSON.stringify(value), {
    status,
    headers: withHeaders([...loginHeaders, ...headers]),
  })

/** What Kong adds to an answer that came from behind it [D B-4]. */
const proxied = (turn: Turn): HeaderPairs => [
  ['access-control-allow-origin', '*'],
  ['via', 'kong/0.14.1'],
  ['x-kong-proxy-latency', '1'],
  ['x-kong-upstream-latency', '23'],
  ['x-request-start', `t=${(turn.now / 1000).toFixed(3)}`],
]

export const service = (turn: Turn, status: number, value: unknown): Response =>
  new Response(JSON.stringify(value), {
    status,
    headers: withHeaders([['Content-Type', 'application/json'], ...proxied(turn)]),
  })

/** A service's refusal: the third shape of an error (vendor notes, 5.2.7). */
export const serviceRefusal = (
  turn: Turn,
  error_code: string,
  description: string,
  service_name: string,
): Response => service(turn, 400, { description, error_code, service_name })

/** Envoy's words for a service that does not answer [D B-3]. */
export const upstreamDown = (turn: Turn): Response =>
  new Response('upstream connect error or disconnect/reset before headers', {
    status: 503,
    headers: withHeaders([['Content-Type', 'text/plain'], ...proxied(turn)]),
  })
