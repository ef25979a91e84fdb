/** Logout that the client starts (OpenID Connect RP-Initiated Logout 1.0). */
import { Fault, type Turn } from '../core/simulation.ts'
import { verifyOwn } from './keys.ts'
import { signOutPage } from './pages-openid.ts'
import { subjectOf } from './person.ts'
import { formOf, keepForm, sessionOf, startSession } from './sessions.ts'

export async function endSession(turn: Turn): Promise<Response> {
  turn.manner = 'page'
  if (turn.parameters.get('sign_out') !== undefined) return confirmed(turn)
  const { client_id, sub } = await hinted(turn)
  const back = wayBack(turn, client_id)
  const session = sessionOf(turn)
  const account = turn.findAccount(session?.username)
  if (session === undefined || account === undefined) return goodbye(turn, back)
  // Whoever the token speaks of has to be who is here; else a stranger could sign people out.
  if (sub !== undefined && sub === subjectOf(turn, account)) return signedOut(turn, back)
  const resume = `${turn.path}?back=${encodeURIComponent(back ?? '')}`
  const csrf = keepForm(turn, { kind: 'consent', session: session.id, resume })
  return signOutPage(turn, csrf, back === undefined ? undefined : new URL(back).origin)
}

function confirmed(turn: Turn): Response {
  const form = formOf(turn, 'consent', turn.parameters.get('_csrf'), 'take')
  const back = new URL(form.resume, turn.place.base).searchParams.get('back')
  return signedOut(turn, back === null || back === '' ? undefined : back)
}

function signedOut(turn: Turn, back: string | undefined): Response {
  startSession(turn)
  return goodbye(turn, back)
}

function goodbye(turn: Turn, back: string | undefined): Response {
  if (back !== undefined)
    return new Response(null, {
      status: 302,
      headers: { Location: back, 'Cache-Control': 'no-store' },
    })
  return turn.page(
    'Signed out',
    turn.html`<h1>Signed out</h1><p>You are signed out of ${turn.simulator.product}.</p>`,
  )
}

/** An ID token of ours, expired or not, says which client asks and for whom. */
async function hinted(
  turn: Turn,
): Promise<{ client_id?: string | undefined; sub?: string | undefined }> {
  const hint = turn.parameters.get('id_token_hint')
  const named = turn.parameters.get('client_id')
  if (hint === undefined) return { client_id: named }
  const claims = await verifyOwn(turn, hint, { clockTolerance: 10 * 365 * 86400 })
  if (claims === undefined)
    throw new Fault('request_invalid', { says: 'id_token_hint is not ours.' })
  const client_id = [claims.aud].flat()[0]
  if (named !== undefined && named !== client_id)
    throw new Fault('request_invalid', { says: 'client_id and id_token_hint disagree.' })
  return { client_id, sub: claims.sub }
}

/** Section 3: only to an address that was registered, and only for a client that is known. */
function wayBack(turn: Turn, client_id: string | undefined): string | undefined {
  const asked = turn.parameters.get('post_logout_redirect_uri')
  if (asked === undefined) return undefined
  const registered = turn.findClient(client_id)?.metadata?.['post_logout_redirect_uris']
  if (!Array.isArray(registered) || !registered.includes(asked))
    throw new Fault('request_invalid', { says: 'This post_logout_redirect_uri is not registered.' })
  const state = turn.parameters.get('state')
  if (state === undefined) return asked
  const back = new URL(asked)
  back.searchParams.append('state', state)
  return back.href
}
