/** The vendor's own login session and its one-time forms. */
import { Fault, type Form, type LoginSession, type Turn } from '../core/simulation.ts'

const HEX = '0123456789ABCDEF'
const FORM_SECONDS = 1800

export const cookieName = (turn: Turn): string => turn.simulator.authorize?.cookie ?? 'session'

/** The session of the request's cookie, if it is one of ours and was used lately. */
export function sessionOf(turn: Turn): LoginSession | undefined {
  const id = cookie(turn.request, cookieName(turn))
  const session = id === undefined ? undefined : turn.world.sessions.get(id)
  if (session === undefined) return undefined
  const idle = (turn.simulator.authorize?.sessionSeconds ?? 1800) * 1000
  if (session.usedAt + idle <= turn.now) {
    turn.world.sessions.delete(session.id)
    return undefined
  }
  const used = { ...session, usedAt: turn.now }
  turn.world.sessions.set(session.id, used)
  return used
}

/** Starts a session and tells the browser. At a login the old id dies with it: no session fixation. */
export function startSession(turn: Turn, username?: string, answered?: string): LoginSession {
  const session: LoginSession = {
    id: turn.ids.text(HEX, 32),
    usedAt: turn.now,
    ...(username === undefined ? {} : { username, auth_time: turn.now }),
    ...(answered === undefined ? {} : { answered }),
  }
  const old = sessionOf(turn)
  if (old !== undefined) replace(turn, old, session)
  turn.world.sessions.set(session.id, session)
  const path = new URL(turn.place.base).pathname
  // Lax: the page that sends the person here may be on another site.
  const attributes = `Path=${path}; HttpOnly; SameSite=Lax`
  turn.answerHeaders.push(['Set-Cookie', `${cookieName(turn)}=${session.id}; ${attributes}`])
  return session
}

/** Forms of other tabs stay usable, but nobody consents in another person's name. */
function replace(turn: Turn, old: LoginSession, session: LoginSession): void {
  turn.world.sessions.delete(old.id)
  for (const [id, form] of turn.world.forms) {
    if (form.session !== old.id) continue
    if (form.kind === 'consent' && old.username !== session.username) turn.world.forms.delete(id)
    else turn.world.forms.set(id, { ...form, session: session.id })
  }
}

/** Keeps a form under a fresh one-time id. */
export function keepForm(turn: Turn, form: Omit<Form, 'createdAt'>): string {
  const id = turn.ids.opaque(24)
  turn.world.forms.set(id, { ...form, createdAt: turn.now })
  return id
}

/** Finds a form of this session; `take` makes it the last time. */
export function formOf(
  turn: Turn,
  kind: Form['kind'],
  id: string | undefined,
  use: 'look' | 'take',
): Form {
  const form = turn.world.forms.get(id ?? '')
  const mine = form?.kind === kind && form.session === sessionOf(turn)?.id
  if (form === undefined || !mine || form.createdAt + FORM_SECONDS * 1000 <= turn.now)
    throw new Fault('form_expired')
  if (use === 'take') turn.world.forms.delete(id ?? '')
  return form
}

function cookie(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const equals = pair.indexOf('=')
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim()
  }
  return undefined
}
