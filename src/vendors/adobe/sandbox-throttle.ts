/** The throttle before the DCR endpoints: a token bucket for each device address [D C-6]. */
import type { HeaderPairs } from '../../core/http.ts'
import { type Check, Fault, type Turn } from '../../core/simulation.ts'

const BURST = 10
/** One request a second comes back. */
const MILLISECONDS = 1000

interface Bucket {
  readonly left: number
  readonly at: number
}

export const throttled: Check = {
  name: 'throttled',
  source: 'vendor notes, 2.2.5 [D C-6]: 1 a second, a first burst of 10',
  run(turn) {
    if (turn.setting('throttle') !== true) return undefined
    const key = `bucket ${turn.request.headers.get('x-forwarded-for') ?? ''}`
    const before = turn.world.own.get(key) as Bucket | undefined
    const refill = before === undefined ? 0 : (turn.now - before.at) / MILLISECONDS
    const left = before === undefined ? BURST : Math.min(BURST, before.left + Math.max(0, refill))
    if (left < 1) throw new Fault('throttled')
    turn.world.own.set(key, { left: left - 1, at: turn.now } satisfies Bucket)
    return undefined
  },
}

/** openresty's page, letter by letter. */
const PAGE = `<html>
<head><title>429 Too Many Requests</title></head>
<body>
<center><h1>429 Too Many Requests</h1></center>
<hr><center>openresty</center>
</body>
</html>
`

/** No Retry-After. The cookies are a load balancer's; their values are invented. */
export const tooMany = (): Response =>
  new Response(PAGE, {
    status: 429,
    headers: [
      ['Content-Type', 'text/html'],
      ['Server', 'openresty'],
      ['Set-Cookie', 'AWSALB=c2FuZGJveA; Path=/'],
      ['Set-Cookie', 'AWSALBCORS=c2FuZGJveA; Path=/; SameSite=None; Secure'],
    ],
  })

/** On every DCR answer; CMU sends none. The published sample lists more names than these. */
export const corsHeaders = (turn: Turn): HeaderPairs =>
  turn.path.startsWith('/o/')
    ? [
        ['Access-Control-Allow-Credentials', 'true'],
        ['Access-Control-Allow-Methods', 'POST,GET,OPTIONS,DELETE'],
        ['Access-Control-Allow-Headers', 'authorization,content-type,X-Device-Info'],
      ]
    : []
