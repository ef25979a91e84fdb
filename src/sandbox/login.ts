/** Login, logout and consent: pages of the vendor's own, without script. */
import { Fault, type Turn } from '../core/simulation.ts'
import { rightAccount } from './account.ts'
import { consentPage, loginPage, signedInPage, standardConsent } from './pages.ts'
import { formOf, keepForm, sessionOf, startSession } from './sessions.ts'

/** Lets a signed-in person pass; sends everybody else to the login page, to come back afterwards. */
export function needLogin(turn: Turn): Response | undefined {
  const session = sessionOf(turn)
  const account = turn.findAccount(session?.username)
  if (session !== undefined && account !== undefined) {
    turn.session = session
    turn.account = account
    return undefined
  }
  return askLogin(turn)
}

/** Where the person comes back to after a login. */
export const hereAgain = (turn: Turn): string => `${turn.path}?${turn.query.toString()}`

/** Sends the person to the login page, signed in or not. */
export function askLogin(turn: Turn): Response {
  const hint = turn.parameters.get('login_hint')
  const saved = keepForm(turn, {
    kind: 'saved',
    session: (sessionOf(turn) ?? startSession(turn)).id,
    resume: hereAgain(turn),
    ...leadsTo(turn),
    ...(hint === undefined ? {} : { hint }),
  })
  return seeLogin(turn, saved)
}

export function showLogin(turn: Turn): Response {
  const saved = turn.parameters.get('continue')
  const session = sessionOf(turn) ?? (saved === undefined ? startSession(turn) : undefined)
  if (session === undefined) throw new Fault('form_expired')
  const waiting = saved === undefined ? undefined : formOf(turn, 'saved', saved, 'look')
  const token = keepForm(turn, {
    kind: 'login',
    session: session.id,
    resume: saved ?? '',
  })
  return loginPage(turn, {
    token,
    error: waiting?.error,
    leadsTo: waiting?.leadsTo,
    hint: waiting?.hint,
  })
}

export function doLogin(turn: Turn): Response {
  const form = formOf(turn, 'login', turn.parameters.get('_csrf'), 'take')
  const saved = form.resume === '' ? undefined : formOf(turn, 'saved', form.resume, 'look')
  try {
    const { username } = rightAccount(
      turn,
      turn.parameters.get('username'),
      turn.parameters.get('password'),
    )
    if (form.resume !== '') turn.world.forms.delete(form.resume)
    startSession(turn, username, saved?.resume)
    if (saved === undefined || saved.resume === '') return signedInPage(turn, username)
    return goTo(turn, saved.resume)
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    return tryAgain(turn, form.resume, thrown)
  }
}

/** A wrong password shows the page again; the words travel in the saved request, never in the URL. */
function tryAgain(turn: Turn, resume: string, fault: Fault): Response {
  const error = loginErrors[fault.fault] ?? 'Sign in failed.'
  const old = turn.world.forms.get(resume)
  const saved = keepForm(turn, {
    kind: 'saved',
    session: sessionOf(turn)?.id ?? '',
    resume: old?.resume ?? '',
    ...(old?.leadsTo === undefined ? {} : { leadsTo: old.leadsTo }),
    ...(old?.hint === undefined ? {} : { hint: old.hint }),
    error,
  })
  turn.world.forms.delete(resume)
  return seeLogin(turn, saved)
}

const loginErrors: Readonly<Record<string, string>> = {
  credentials_wrong: 'Bad credentials: the user name or the password is wrong.',
  account_disabled: 'User is disabled.',
  account_locked: 'User account is locked.',
}

/** Ends the session and starts the waiting request again, for another account. */
export function doLogout(turn: Turn): Response {
  const form = formOf(turn, 'consent', turn.parameters.get('_csrf'), 'take')
  startSession(turn)
  return goTo(turn, form.resume)
}

export function askConsent(turn: Turn): Response {
  const token = keepForm(turn, {
    kind: 'consent',
    session: turn.session?.id ?? '',
    resume: hereAgain(turn),
    ...leadsTo(turn),
  })
  return consentPage(turn, token, leadsTo(turn).leadsTo)
}

/** The form's answer: what was asked comes from what was kept, never from the form itself. */
export function consentGiven(
  turn: Turn,
): { query: URLSearchParams; approval: 'approve' | 'deny' } | undefined {
  const { field, approve } = turn.simulator.authorize?.consent ?? standardConsent
  const answer = turn.parameters.get(field)
  if (turn.method !== 'POST' || answer === undefined) return undefined
  const form = formOf(turn, 'consent', turn.parameters.get('_csrf'), 'take')
  const query = new URL(form.resume, turn.place.base).searchParams
  return { query, approval: answer === approve ? 'approve' : 'deny' }
}

/** Origin, or scheme where there is none, of the address the browser will be sent to. */
export function leadsTo(turn: Turn): { leadsTo?: string } {
  if (turn.redirect_uri === undefined) return {}
  const url = new URL(turn.redirect_uri)
  return { leadsTo: url.origin === 'null' ? url.protocol : url.origin }
}

const seeLogin = (turn: Turn, saved: string): Response =>
  goTo(turn, `${turn.simulator.authorize?.login ?? '/login'}?continue=${saved}`)

/** A relative Location would be resolved against the outer origin: the prefix is ours to add. */
export const goTo = (turn: Turn, pathAndQuery: string): Response =>
  new Response(null, {
    status: 302,
    headers: { Location: turn.place.base + pathAndQuery, 'Cache-Control': 'no-store' },
  })
