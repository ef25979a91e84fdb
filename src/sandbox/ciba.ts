/** Client-initiated backchannel authentication, poll mode: its endpoint, and the page that stands for the person's phone. */
import { type Account, Fault, type Turn, type WaitingRequest } from '../core/simulation.ts'
import { json } from './answers.ts'
import { verifyOwn } from './keys.ts'
import { needLogin } from './login.ts'
import { wordsIn } from './openid.ts'
import { waitingPage } from './pages-openid.ts'
import { accountBySubject } from './person.ts'
import { keepForm } from './sessions.ts'
import { INTERVAL, isOpen, WAITING_SECONDS } from './waiting.ts'

const hints = ['login_hint', 'id_token_hint', 'login_hint_token'] as const

/** CIBA Core 7.1 and 7.2. */
export async function startCiba(turn: Turn): Promise<Response> {
  if (!wordsIn(turn.scope).includes('openid'))
    throw new Fault('request_invalid', { says: 'scope has to contain openid.' })
  const account = await personMeant(turn)
  const binding_message = turn.parameters.get('binding_message')
  if (binding_message !== undefined && !/^[\p{L}\p{N}\p{P}\p{Zs}]{1,64}$/u.test(binding_message))
    throw new Fault('binding_message_wrong')
  const expires_in = expiry(turn)
  const waiting: WaitingRequest = {
    kind: 'ciba',
    id: turn.ids.opaque(24),
    ...(binding_message === undefined ? {} : { binding_message }),
    client_id: turn.client?.client_id ?? '',
    username: account.username,
    scope: turn.scope ?? '',
    facts: turn.facts ?? {},
    createdAt: turn.now,
    expiresAt: turn.now + expires_in * 1000,
    interval: INTERVAL,
  }
  turn.world.waiting.set(waiting.id, waiting)
  return json(turn, 200, { auth_req_id: waiting.id, expires_in, interval: INTERVAL })
}

function expiry(turn: Turn): number {
  const asked = turn.parameters.get('requested_expiry')
  if (asked === undefined) return WAITING_SECONDS
  if (!/^[1-9]\d{0,5}$/.test(asked))
    throw new Fault('request_invalid', { says: 'requested_expiry is a positive number.' })
  return Math.min(Number(asked), WAITING_SECONDS)
}

/** Exactly one hint says who is meant. */
async function personMeant(turn: Turn): Promise<Account> {
  const given = hints.filter((name) => turn.parameters.get(name) !== undefined)
  if (given.length !== 1 || given[0] === 'login_hint_token')
    throw new Fault('request_invalid', { says: 'Give one of login_hint and id_token_hint.' })
  const token = turn.parameters.get('id_token_hint')
  // Who signed in once is meant, however long ago that was.
  const old = { clockTolerance: 10 * 365 * 86400 }
  const claims = token === undefined ? undefined : await verifyOwn(turn, token, old)
  const account =
    token === undefined
      ? turn.findAccount(turn.parameters.get('login_hint'))
      : accountBySubject(turn, claims?.sub)
  if (account === undefined) throw new Fault('person_unknown')
  return account
}

/** Everything that waits for whoever is signed in here. */
export function showCiba(turn: Turn): Response {
  const toLogin = needLogin(turn)
  if (toLogin !== undefined) return toLogin
  const questions = [...turn.world.waiting.values()]
    .filter((waiting) => waiting.kind === 'ciba' && waiting.username === turn.account?.username)
    .filter((waiting) => isOpen(turn, waiting))
    .map((waiting) => {
      const session = turn.session?.id ?? ''
      const resume = `${turn.path}?id=${waiting.id}`
      return { waiting, csrf: keepForm(turn, { kind: 'consent', session, resume }) }
    })
  if (questions.length > 0) return waitingPage(turn, 'Somebody asks for your approval', questions)
  return turn.page(
    'Nothing waits',
    turn.html`<h1>Nothing waits for you</h1><p>Load this page again when an application has asked.</p>`,
  )
}
