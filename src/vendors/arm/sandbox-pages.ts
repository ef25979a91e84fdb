/** Arm's pages for people in the sandbox: the token page, the half-yearly mail's link, agreements, keys. */
import { Fault, type Html, type RegisteredClient, type Turn } from '../../core/simulation.ts'
import type { Route } from '../../core/simulator.ts'
import { PAGE_CLIENT } from './sandbox-accounts.ts'
import { signIn, verifiedKey } from './sandbox-b2c.ts'
import { agreementKey } from './sandbox-catalogue.ts'
import { readKey } from './sandbox-client.ts'

const open = (run: Route['run']): Route => ({ checks: [], parameters: ['form'], run })

interface Form {
  readonly path: string
  readonly title: string
  readonly intro: string
  readonly fields: Html
  readonly button: string
  readonly error?: string | undefined
}

const action = (turn: Turn, path: string): string => new URL(turn.place.base).pathname + path

function formPage(turn: Turn, form: Form): Response {
  const { html } = turn
  const alert =
    form.error === undefined ? undefined : html`<p class="bad" role="alert">${form.error}</p>`
  const content = html`<h1>${form.title}</h1>
${alert}
<p>${form.intro}</p>
<form method="post" action="${action(turn, form.path)}">
${form.fields}
<button type="submit">${form.button}</button>
</form>`
  const title = form.error === undefined ? form.title : `Error: ${form.title}`
  return turn.page(title, content, form.error === undefined ? 200 : 400)
}

const credentials = ({ html, parameters }: Turn): Html => html`<label for="username">Email</label>
<input id="username" name="username" type="email" autocomplete="username" value="${parameters.get('username') ?? ''}" required>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" value="" required>
<p class="quiet">In this sandbox: jane.doe@example.com, correct-horse.</p>`

const words: Readonly<Record<string, string>> = {
  credentials_wrong: 'The email or the password is not right, or the password change is overdue.',
  account_locked: 'This account is locked. Write to support.',
  account_locked_for_now: 'Too many tries. Wait a minute and try again.',
}

/** The words for a refused sign-in, or nothing when it went well. */
function refusedSignIn(turn: Turn): string | undefined {
  try {
    return signIn(turn)
  } catch (thrown) {
    if (thrown instanceof Fault) return words[thrown.fault] ?? 'Sign in failed.'
    throw thrown
  }
}

/** A page of another site must not press these buttons. Origin says nothing here: no-referrer makes it null. */
function fromHere(turn: Turn): void {
  const site = turn.request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') throw new Fault('not_found')
}

const askToken = (turn: Turn, error?: string): Response =>
  formPage(turn, {
    path: '/downloads/token',
    title: 'Get an access token',
    intro: 'Sign in with your Arm account. The token is shown on the next page.',
    fields: credentials(turn),
    button: 'Show the token',
    error,
  })

/** The same grant as at the token endpoint, done by the page. */
async function showToken(turn: Turn): Promise<Response> {
  fromHere(turn)
  const error = refusedSignIn(turn)
  if (error !== undefined) return askToken(turn, error)
  const client = turn.findClient(PAGE_CLIENT)
  // A token for the page to show, without a refresh token.
  turn.client = client === undefined ? undefined : { ...client, grant_types: ['password'] }
  turn.scope = `openid ${PAGE_CLIENT}`
  const answer: unknown = await (await turn.runCheck('issue_token'))?.json()
  const token =
    typeof answer === 'object' && answer !== null && 'access_token' in answer
      ? String(answer.access_token)
      : ''
  return turn.page(
    'Your access token',
    turn.html`<h1>Your access token</h1>
<p>Select all of it, copy it, and paste it where it is wanted. It is good for one hour.</p>
<form>
<label for="token">Access token</label>
<textarea id="token" name="token" rows="14" readonly spellcheck="false">${token}</textarea>
</form>`,
  )
}

const askVerify = (turn: Turn, error?: string): Response =>
  formPage(turn, {
    path: '/account/verify',
    title: 'Keep your account active',
    intro:
      'This is the link that comes by mail every 180 days. The real page asks for a new password; in the sandbox the old one stays.',
    fields: credentials(turn),
    button: 'Verify the account',
    error,
  })

function verify(turn: Turn): Response {
  fromHere(turn)
  const account = turn.findAccount(turn.parameters.get('username'))
  if (account === undefined || account.password !== turn.parameters.get('password'))
    return askVerify(turn, 'The email or the password is not right.')
  turn.world.own.set(verifiedKey(account.username), turn.now)
  return done(turn, 'The account is active', 'The next mail comes in 180 days.')
}

const done = (turn: Turn, title: string, text: string): Response =>
  turn.page(title, turn.html`<h1>${title}</h1><p role="status">${text}</p>`)

const askAgreement = (turn: Turn): Response => {
  const id = turn.captured['id'] ?? ''
  return formPage(turn, {
    path: `/agreements/${encodeURIComponent(id)}`,
    title: `Licence agreement ${id}`,
    intro: 'A real agreement would stand here. Accept it, and the download link is given.',
    fields: turn.html``,
    button: 'Accept',
  })
}

function acceptAgreement(turn: Turn): Response {
  fromHere(turn)
  turn.world.own.set(agreementKey(turn.captured['id'] ?? ''), true)
  return done(turn, 'Accepted', 'Go back and ask for the download link again.')
}

const ASSERTING = 'a55e4700-1b6d-4f0e-8a3c-7e5d9c2b4f10'

const askKey = (turn: Turn, error?: string): Response =>
  formPage(turn, {
    path: '/app/keys',
    title: 'Register a public key',
    intro:
      'With the real Arm you send the public key to your Partner Program Manager. Here you register it yourself.',
    fields: turn.html`<label for="client_id">Client ID</label>
<input id="client_id" name="client_id" value="${turn.parameters.get('client_id') ?? ASSERTING}" required>
<label for="public_key">Public key (JWK)</label>
<textarea id="public_key" name="public_key" rows="10" spellcheck="false" required>${turn.parameters.get('public_key') ?? ''}</textarea>`,
    button: 'Register the key',
    error,
  })

function registerKey(turn: Turn): Response {
  fromHere(turn)
  const client = turn.findClient(turn.parameters.get('client_id'))
  const key = readKey(turn.parameters.get('public_key') ?? '')
  if (client?.facts?.['authentication'] !== 'client_assertion')
    return askKey(turn, 'This client does not authenticate with an assertion.')
  if (key === undefined)
    return askKey(turn, 'This is not an RSA public key as JWK: {"kty":"RSA","n":"…","e":"AQAB"}.')
  const facts = { ...client.facts, public_key: JSON.stringify(key) }
  const changed: RegisteredClient = { ...client, facts }
  turn.world.clients.set(client.client_id, changed)
  return done(turn, 'The key is registered', `It belongs to ${client.client_name} now.`)
}

export const pageRoutes: Readonly<Record<`${string} /${string}`, Route>> = {
  'GET /downloads/token': open((turn) => askToken(turn)),
  'POST /downloads/token': open(showToken),
  'GET /account/verify': open((turn) => askVerify(turn)),
  'POST /account/verify': open(verify),
  'GET /agreements/:id': open(askAgreement),
  'POST /agreements/:id': open(acceptAgreement),
  'GET /app/keys': open((turn) => askKey(turn)),
  'POST /app/keys': open(registerKey),
}
