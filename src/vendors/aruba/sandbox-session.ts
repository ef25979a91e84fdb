/** The login session of the simulated gateway: two cookies, one CSRF value bound to the session. */
import { type Check, Fault, type Turn } from '../../core/simulation.ts'

interface Session {
  readonly id: string
  readonly username: string
  readonly csrf: string
  readonly usedAt: number
}

/** From the last use on [A]. */
const IDLE = 15 * 60 * 1000

const own = (id: string): string => `session ${id}`

/** Looks like itsdangerous' work: a payload, a time stamp and a signature, with dots between [D B-4]. */
const signed = (turn: Turn): string =>
  [turn.ids.opaque(24), turn.ids.opaque(4), turn.ids.opaque(20)].join('.')

export function openSession(turn: Turn, username: string): void {
  const session = { id: signed(turn), username, csrf: signed(turn), usedAt: turn.now }
  keep(turn, session)
  tell(turn, session)
}

/** Step 3 sets both cookies again; whether the CSRF value changes with them is not published [A]. */
export function renewCookies(turn: Turn, session: Session): void {
  const rotates = turn.setting('csrf_rotates') === true
  const renewed = rotates ? { ...session, csrf: signed(turn) } : session
  keep(turn, renewed)
  tell(turn, renewed)
}

const keep = (turn: Turn, session: Session): unknown => turn.world.own.set(own(session.id), session)

/** Two lines with these attributes, in this order, in a real answer [D B-4]. */
function tell({ answerHeaders }: Turn, { csrf, id }: Session): void {
  answerHeaders.push(['Set-Cookie', `csrftoken=${csrf}; Secure; Path=/`])
  answerHeaders.push(['Set-Cookie', `session=${id}; Secure; HttpOnly; Path=/`])
}

/** @throws Fault when there is none, or it was idle too long */
export function sessionOf(turn: Turn): Session {
  const id = cookieOf(turn, 'session')
  const session = turn.world.own.get(own(id ?? ''))
  if (!isSession(session)) throw new Fault('auth_failure')
  if (session.usedAt + IDLE > turn.now) return session
  turn.world.own.delete(own(session.id))
  throw new Fault('auth_failure')
}

const isSession = (value: unknown): value is Session =>
  typeof value === 'object' && value !== null && 'csrf' in value && 'usedAt' in value

function cookieOf(turn: Turn, name: string): string | undefined {
  for (const pair of (turn.request.headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return undefined
}

export const sessionChecks: readonly Check[] = [
  {
    name: 'session_alive',
    source: 'vendor notes, 5.3 [A]: 401 Auth failure without a session or with a stale one',
    run(turn) {
      const session = sessionOf(turn)
      keep(turn, { ...session, usedAt: turn.now })
      turn.account = turn.findAccount(session.username)
      return undefined
    },
  },
  {
    name: 'csrf_right',
    source: 'vendor notes, 5.1.5 [S], 5.3 [A]: the header must repeat the value of this session',
    run(turn) {
      // The csrftoken cookie itself is not looked at: clients that send only `session` work [D B-1].
      if (turn.request.headers.get('x-csrf-token') !== sessionOf(turn).csrf)
        throw new Fault('rejected', { message: 'CSRF token missing or incorrect.' })
      return undefined
    },
  },
]
