/** The device authorization grant's own endpoint, and the page for the person (RFC 8628 sections 3.1 to 3.3). */
import { Fault, type Turn, type WaitingRequest } from '../core/simulation.ts'
import { json } from './answers.ts'
import { needLogin } from './login.ts'
import { rulesOf } from './openid.ts'
import { userCodePage, waitingPage } from './pages-openid.ts'
import { formOf, keepForm } from './sessions.ts'
import { decide, INTERVAL, isOpen, WAITING_SECONDS } from './waiting.ts'

/** Without vowels, so that no word comes of it (RFC 8628 section 6.1). */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'

export function startDevice(turn: Turn): Response {
  const user_code = `${turn.ids.text(LETTERS, 4)}-${turn.ids.text(LETTERS, 4)}`
  const waiting: WaitingRequest = {
    kind: 'device',
    id: turn.ids.opaque(32),
    user_code,
    client_id: turn.client?.client_id ?? '',
    scope: turn.scope ?? '',
    facts: turn.facts ?? {},
    createdAt: turn.now,
    expiresAt: turn.now + WAITING_SECONDS * 1000,
    interval: INTERVAL,
  }
  turn.world.waiting.set(waiting.id, waiting)
  const verification_uri = turn.place.base + rulesOf(turn).paths.device
  return json(turn, 200, {
    device_code: waiting.id,
    user_code,
    verification_uri,
    verification_uri_complete: `${verification_uri}?user_code=${user_code}`,
    expires_in: WAITING_SECONDS,
    interval: INTERVAL,
  })
}

/** Case and punctuation are the person's to get wrong (RFC 8628 section 6.1). */
const plain = (text: string): string => text.toUpperCase().replaceAll(/[^A-Z]/g, '')

function byUserCode(turn: Turn, text: string): WaitingRequest | undefined {
  for (const waiting of turn.world.waiting.values())
    if (plain(waiting.user_code ?? '') === plain(text) && isOpen(turn, waiting)) return waiting
  return undefined
}

export function showDevice(turn: Turn): Response {
  const toLogin = needLogin(turn)
  if (toLogin !== undefined) return toLogin
  const typed = turn.parameters.get('user_code')
  if (typed === undefined) return userCodePage(turn, undefined)
  const waiting = plain(typed) === '' ? undefined : byUserCode(turn, typed)
  if (waiting === undefined)
    return userCodePage(turn, 'No device waits with this code, or it waited too long.')
  const csrf = keepForm(turn, {
    kind: 'consent',
    session: turn.session?.id ?? '',
    resume: `${turn.path}?id=${waiting.id}`,
  })
  return waitingPage(turn, 'Connect this device?', [{ waiting, csrf }])
}

/** Both pages post their answer like this. */
export function answerWaiting(turn: Turn): Response {
  const toLogin = needLogin(turn)
  if (toLogin !== undefined) throw new Fault('form_expired')
  const form = formOf(turn, 'consent', turn.parameters.get('_csrf'), 'take')
  const id = new URL(form.resume, turn.place.base).searchParams.get('id') ?? ''
  const approval = turn.parameters.get('approval') === 'approve' ? 'approve' : 'deny'
  decide(turn, id, approval)
  const said = approval === 'approve' ? 'Approved' : 'Denied'
  return turn.page(
    said,
    turn.html`<h1>${said}</h1><p>You can go back to the application that asked.</p>`,
  )
}
