/** AMM's three ways in, as lists of steps. Contract: section 4 of the vendor notes, README.md here. */
import { rfc } from '../../core/source.ts'
import { authorizeStep } from '../../core/steps.ts'
import type { Context, Field, Flow, LocalStep, RedirectStep } from '../../core/vendor.ts'
import * as api from './api-steps.ts'
import * as renew from './renew-steps.ts'
import { address, authorizeEndpoint, client_id, client_secret, redirect_uri } from './shared.ts'
import { assumed, clients, overview, spring } from './sources.ts'
import * as token from './token-steps.ts'

const know = (asks: readonly Field[]): LocalStep => ({
  kind: 'local',
  id: 'client',
  title: 'Know your API client',
  phase: 'Prepare',
  action: 'Keep these details',
  why: 'AMM talks only to programs it knows. An administrator registers yours under Develop → API Clients, with a name, a redirect URL and a customer group, and gives you the client ID and secret shown there.',
  asks,
  needs: [],
  gives: [],
  notes: [
    { text: 'The menu is there only for users with the Develop privilege.', source: clients },
    { text: 'Deleting a client ends all its tokens at once.', source: clients },
  ],
  make: () => ({}),
})

const authorize_grant_type: Field = {
  name: 'authorize_grant_type',
  label: 'Send grant_type',
  kind: 'choice',
  initial: 'yes',
  choices: [
    { value: 'yes', label: 'Yes', hint: 'AMM’s page calls it required.' },
    { value: 'no', label: 'No', hint: 'As RFC 6749 has it. AMM most likely ignores it anyway.' },
  ],
}

const notAParameter = {
  how: 'AMM’s page asks for grant_type at the authorization endpoint.',
  rule: 'Only response_type chooses the flow there.',
  rfc: rfc(6749, '4.1.1'),
  source: overview,
} as const

const redirectPitfalls = [
  {
    says: 'redirect',
    cause: 'AMM shows an error page of its own when the redirect URI is not the registered one.',
    remedy: 'Come back, correct the redirect URI or have it registered, and start again.',
  },
  {
    says: 'access_denied',
    cause: 'You, or whoever logged in, chose Deny on the approval page.',
    remedy: 'Go to the login page again and approve.',
  },
] as const

const stateNote = {
  text: 'AMM’s page does not mention state. It is sent all the same, and AMM is expected to send it back.',
  source: spring,
}

const certificate = {
  text: 'An AMM reached by its IP address shows a certificate warning. Accept it once in this browser.',
  source: assumed,
}

const authorizeParameters = (response_type: 'code' | 'token', grant_type: string) => {
  return (context: Context) => ({
    ...(context.values.authorize_grant_type === 'yes' ? { grant_type } : {}),
    response_type,
    client_id: context.need('client_id'),
    redirect_uri: context.need('redirect_uri'),
  })
}

const authorizeCode: RedirectStep = authorizeStep({
  id: 'authorize',
  title: 'Go to AMM’s login page',
  phase: 'Get a token',
  action: 'Go to the login page',
  response_type: 'code',
  why: 'The person logs in at AMM itself and says there what this program may do. Grantwalk never sees the password; it gets a code of six characters, good for one use.',
  asks: [authorize_grant_type],
  needs: ['client_id', 'redirect_uri'],
  gives: ['code'],
  endpoint: authorizeEndpoint,
  parameters: authorizeParameters('code', 'authorization_code'),
  look: ['code: six characters, once.', 'state: the same that was sent; Grantwalk compares it.'],
  pitfalls: redirectPitfalls,
  deviations: [
    notAParameter,
    {
      how: 'AMM’s page lists client_secret as required here, though its example leaves it out.',
      rule: 'A secret never belongs in an address that a browser shows and remembers. Grantwalk does not send it.',
      rfc: rfc(6749, '2.3.1'),
      source: overview,
    },
  ],
  notes: [stateNote, certificate],
  links: [rfc(6749, '4.1.1')],
})

const authorizeImplicit: RedirectStep = authorizeStep({
  id: 'authorize',
  title: 'Go to AMM’s login page',
  phase: 'Get a token',
  action: 'Go to the login page',
  response_type: 'token',
  why: 'The token itself comes back in the part of the address after #, which browsers do not send to servers. There is no exchange and no secret, and for that reason no refresh token either.',
  asks: [authorize_grant_type],
  needs: ['client_id', 'redirect_uri'],
  gives: ['access_token'],
  endpoint: authorizeEndpoint,
  parameters: authorizeParameters('token', 'implicit'),
  look: [
    'The token stands in the fragment: the browser’s history keeps it, no server log does.',
    'There is no refresh_token. When it expires, you come back to this step.',
  ],
  pitfalls: redirectPitfalls,
  deviations: [
    { ...notAParameter, rfc: rfc(6749, '4.2.1') },
    {
      how: 'AMM offers the implicit grant.',
      rule: 'It should not be used any more: nothing binds the token to the program that asked for it.',
      rfc: rfc(9700, '2.1.2'),
      source: overview,
    },
  ],
  notes: [stateNote, certificate],
  links: [rfc(6749, '4.2')],
})

const calls = [api.groups, api.gateways, api.gatewayData, api.groupData, api.history]
const renewal = [renew.refresh, renew.replayRefresh]
const end = [renew.expire, api.callRevoked]

const password: Flow = {
  id: 'password',
  title: 'Password',
  summary: 'Name and password for a token pair. Short, and no longer recommended.',
  steps: [
    know([address, client_id, client_secret]),
    token.basicHeader,
    token.passwordToken,
    ...calls,
    token.askAgain,
    ...renewal,
    ...end,
  ],
}

const implicit: Flow = {
  id: 'implicit',
  title: 'Implicit',
  summary: 'The token comes back in the address. No secret, no refresh, no longer recommended.',
  steps: [know([address, client_id, redirect_uri]), authorizeImplicit, ...calls, ...end],
}

const code: Flow = {
  id: 'authorization_code',
  title: 'Authorization code',
  summary: 'Log in at AMM, come back with a code, exchange it. The one to build on.',
  steps: [
    know([address, client_id, client_secret, redirect_uri]),
    token.basicHeader,
    authorizeCode,
    token.exchangeCode,
    ...calls,
    ...renewal,
    ...end,
  ],
}

export const flows: readonly Flow[] = [code, password, implicit]
