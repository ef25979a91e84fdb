/** Pages that only a server with OpenID Connect has: answers by form, the device's code, the phone, the goodbye. */
import type { Html, Turn, WaitingRequest } from '../core/simulation.ts'
import { html } from './html.ts'
import { aboutTurn, page, pathOf } from './pages.ts'

/** OAuth 2.0 Form Post Response Mode. Without script the person sends the form. */
export function formPostPage(
  turn: Turn,
  action: string,
  pairs: readonly (readonly [string, string])[],
): Response {
  const { origin, protocol } = new URL(action)
  const inputs = pairs.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return page(
    { ...aboutTurn(turn, 'Go back'), leadsTo: origin === 'null' ? protocol : origin },
    html`<section class="card">
<h1>Go back to the application</h1>
<p>The answer is ready. It goes to <code>${action}</code> in the body of a form.</p>
<form method="post" action="${action}">
${inputs}
<button type="submit" autofocus>Go on</button>
</form>
</section>`,
  )
}

/** Where the person types in what the device shows (RFC 8628 section 3.3). */
export function userCodePage(turn: Turn, error: string | undefined): Response {
  const alert = error === undefined ? undefined : html`<p class="bad" role="alert">${error}</p>`
  const title = error === undefined ? 'Connect a device' : 'Error: connect a device'
  return page(
    aboutTurn(turn, title),
    html`<section class="card">
<h1>Connect a device</h1>
${alert}
<form method="get" action="${pathOf(turn)}${turn.path}">
<label for="user_code">Code the device shows</label>
<input id="user_code" name="user_code" autocomplete="off" autocapitalize="characters" spellcheck="false" required autofocus>
<button type="submit">Go on</button>
</form>
</section>`,
  )
}

/** One waiting request, with the two answers to it. */
function question(turn: Turn, waiting: WaitingRequest, csrf: string): Html {
  const client = turn.findClient(waiting.client_id)
  const scopes = waiting.scope.split(' ').filter((one) => one !== '')
  const message =
    waiting.binding_message === undefined
      ? undefined
      : html`<p>It says: <strong>${waiting.binding_message}</strong></p>`
  const shown =
    waiting.user_code === undefined
      ? undefined
      : html`<p>The device has to show <strong><code>${waiting.user_code}</code></strong>.</p>`
  return html`<p><strong>${client?.client_name}</strong> (<code>${waiting.client_id}</code>) asks for access in the name of <strong>${turn.account?.username}</strong>.</p>
${shown}${message}
<p>It would be allowed to:</p>
<ul>${scopes.map((one) => html`<li><code>${one}</code></li>`)}</ul>
<form method="post" action="${pathOf(turn)}${turn.path}">
<input type="hidden" name="_csrf" value="${csrf}">
<div class="row">
<button type="submit" name="approval" value="approve">Approve</button>
<button type="submit" name="approval" value="deny" class="second">Deny</button>
</div>
</form>`
}

export interface Question {
  readonly waiting: WaitingRequest
  readonly csrf: string
}

export function waitingPage(turn: Turn, title: string, questions: readonly Question[]): Response {
  const cards = questions.map(
    ({ waiting, csrf }) => html`<section class="card">${question(turn, waiting, csrf)}</section>`,
  )
  return page(aboutTurn(turn, title), html`<h1>${title}</h1>${cards}`)
}

/** Ending a session is the person's to say (OpenID Connect RP-Initiated Logout 2). */
export function signOutPage(turn: Turn, csrf: string, leadsTo: string | undefined): Response {
  return page(
    { ...aboutTurn(turn, 'Sign out'), leadsTo },
    html`<section class="card">
<h1>Sign out?</h1>
<p>Do you want to sign out of ${turn.simulator.product}?</p>
<form method="post" action="${pathOf(turn)}${turn.path}">
<input type="hidden" name="_csrf" value="${csrf}">
<div class="row"><button type="submit" name="sign_out" value="yes">Sign out</button></div>
</form>
</section>`,
  )
}
