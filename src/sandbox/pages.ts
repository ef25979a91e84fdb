/** The vendor's own pages: login, consent, errors. Plain HTML, no script, every value escaped. */
import type { Html, Turn } from '../core/simulation.ts'
import type { FaultAnswer, Simulator } from '../core/simulator.ts'
import { html } from './html.ts'

export interface Page {
  readonly status?: number
  readonly title: string
  readonly product: string
  readonly version?: string | undefined
  readonly stylesheet: string
  /** Where a form of this page may lead, redirects included. */
  readonly leadsTo?: string | undefined
  readonly more?: readonly (readonly [string, string])[] | undefined
}

/** A whole page with its policy. */
export function page(about: Page, content: Html): Response {
  const body = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${about.title} · ${about.product}</title>
<link rel="stylesheet" href="${about.stylesheet}">
</head>
<body>
<header class="bar">${about.product}${about.version === undefined ? undefined : html` <small>${about.version}</small>`}</header>
<main>
${content}
</main>
</body>
</html>
`
  return new Response(body.text, { status: about.status ?? 200, headers: pageHeaders(about) })
}

function pageHeaders(about: Page): Headers {
  // The answer to a form may redirect to the client, and form-action is checked again there.
  const formAction = about.leadsTo === undefined ? "'self'" : `'self' ${about.leadsTo}`
  const headers = new Headers({
    'Content-Type': 'text/html;charset=UTF-8',
    'Content-Security-Policy': `default-src 'none'; style-src 'self'; form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  })
  for (const [name, value] of about.more ?? []) headers.append(name, value)
  return headers
}

export const pathOf = (turn: Turn): string => new URL(turn.place.base).pathname

export const aboutTurn = (turn: Turn, title: string): Page => ({
  title,
  product: turn.simulator.product,
  version: turn.simulator.version?.(turn),
  stylesheet: `${pathOf(turn)}/.sandbox/style.css`,
})

interface LoginForm {
  readonly token: string
  readonly error?: string | undefined
  readonly leadsTo?: string | undefined
  readonly hint?: string | undefined
}

export function loginPage(turn: Turn, form: LoginForm): Response {
  const { error, leadsTo, hint } = form
  const title = error === undefined ? 'Sign in' : 'Error: sign in'
  const alert = error === undefined ? undefined : html`<p class="bad" role="alert">${error}</p>`
  const offered = hint === undefined ? undefined : html` value="${hint}"`
  const action = pathOf(turn) + (turn.simulator.authorize?.login ?? '/login')
  return page(
    { ...aboutTurn(turn, title), leadsTo },
    html`<section class="card">
<h1>Sign in</h1>
${alert}
<form method="post" action="${action}">
<input type="hidden" name="_csrf" value="${form.token}">
<label for="username">User name</label>
<input id="username" name="username"${offered} autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit">Sign in</button>
</form>
</section>
${accountsNote(turn.simulator)}`,
  )
}

/** Set apart from the vendor's page: this part is Grantwalk speaking. */
function accountsNote(simulator: Simulator): Html {
  const rows = simulator.accounts.map(
    ({ username, password, note }) =>
      html`<dt><code>${username}</code> / <code>${password}</code></dt><dd>${note}</dd>`,
  )
  const whose =
    simulator.invented === true
      ? 'This server and everybody on it are made up.'
      : `This is a simulator, not ${simulator.product}.`
  return html`<aside class="note" aria-labelledby="sandbox-note">
<h2 id="sandbox-note">Grantwalk’s sandbox note</h2>
<p>${whose} Sandbox accounts:</p>
<dl>${rows}</dl>
</aside>`
}

export function consentPage(turn: Turn, token: string, leadsTo: string | undefined): Response {
  const { field, approve, deny } = turn.simulator.authorize?.consent ?? standardConsent
  const base = pathOf(turn)
  const scopes = (turn.scope ?? turn.client?.scope ?? '').split(' ').filter((one) => one !== '')
  const csrf = html`<input type="hidden" name="_csrf" value="${token}">`
  return page(
    { ...aboutTurn(turn, 'Approve access'), leadsTo },
    html`<section class="card">
<h1>Approve access?</h1>
<p><strong>${turn.client?.client_name}</strong> (<code>${turn.client?.client_id}</code>) asks for access to ${turn.simulator.product} in the name of <strong>${turn.account?.username}</strong>.</p>
<p>It would be allowed to:</p>
<ul>${scopes.map((one) => html`<li><code>${one}</code></li>`)}</ul>
${askedBeside(turn)}
<p class="quiet">The answer goes to <code>${turn.redirect_uri}</code>.</p>
<form method="post" action="${base}${turn.path}">
${csrf}
<div class="row">
<button type="submit" name="${field}" value="${approve}">Approve</button>
<button type="submit" name="${field}" value="${deny}" class="second">Deny</button>
</div>
</form>
</section>
<form method="post" action="${base}${turn.simulator.authorize?.logout ?? '/logout'}" class="row">
${csrf}
<button type="submit" class="second">Use another account</button>
</form>`,
  )
}

/** RFC 9396 section 9 and RFC 8707: what a scope cannot say has to be shown too. */
function askedBeside({ facts }: Turn): Html {
  const details = (facts?.authorization_details ?? []).map(
    (one) => html`<li><code>${JSON.stringify(one)}</code></li>`,
  )
  const resources = (facts?.resource ?? []).map((one) => html`<li>at <code>${one}</code></li>`)
  return details.length + resources.length === 0
    ? html``
    : html`<p>More exactly:</p><ul>${details}${resources}</ul>`
}

export const standardConsent = { field: 'approval', approve: 'approve', deny: 'deny' }

export function signedInPage(turn: Turn, username: string): Response {
  return page(
    aboutTurn(turn, 'Signed in'),
    html`<section class="card"><h1>Signed in</h1><p>You are signed in as <strong>${username}</strong>.</p></section>`,
  )
}

/** A vendor's page that the engine knows nothing of. */
export const vendorPage = (turn: Turn, title: string, content: Html, status = 200): Response =>
  page({ ...aboutTurn(turn, title), status }, html`<section class="card">${content}</section>`)

/** The vendor's error page: nobody is sent anywhere. */
export function errorPage(turn: Turn, answer: FaultAnswer): Response {
  return page(
    { ...aboutTurn(turn, 'Error'), status: answer.status, more: answer.headers },
    html`<section class="card">
<h1>Error</h1>
<dl>
<dt>Status</dt><dd>${answer.status}</dd>
<dt>error</dt><dd><code>${answer.error}</code></dd>
<dt>error_description</dt><dd>${answer.error_description}</dd>
</dl>
</section>`,
  )
}

/** For addresses that belong to no vendor. */
export function plainPage(status: number, title: string, content: Html): Response {
  const about = { status, title, product: 'Grantwalk sandbox', stylesheet: '/.sandbox/style.css' }
  return page(about, html`<section class="card"><h1>${title}</h1>${content}</section>`)
}

export function indexPage(simulators: readonly Simulator[]): Response {
  const rows = simulators.map(
    ({ id, product, summary }) =>
      html`<li><strong>${product}</strong> at <code>/${id}</code>: ${summary} <a href="/${id}/.sandbox">State of its simulator</a></li>`,
  )
  const content = html`<p>Simulators of real vendors, on this machine only. Nothing here is the vendor.</p><ul>${rows}</ul>`
  return plainPage(200, 'Simulated vendors', content)
}
