/** CIBA in poll mode: the client names the person, and the server asks that person on another device. */
import { allowInsecureRequests, backchannelAuthenticationRequest } from 'oauth4webapi'
import { capture } from '../../core/capture.ts'
import type { HttpResponse } from '../../core/http.ts'
import { nextPoll } from '../../core/polling.ts'
import { rfc } from '../../core/source.ts'
import type { Context, Field, Pitfall, Receipt, RequestStep } from '../../core/vendor.ts'
import { tokensBack, wishes, withNonce } from './ask-back.ts'
import { authentication, given, tokenCall, tokenPitfalls } from './shared.ts'
import { ciba, documented } from './sources.ts'
import { intervalOf, lifetimeFindings, readWaiting, textOf } from './waiting-answer.ts'

const phase = 'Let a person approve'
const GRANT = 'urn:openid:params:grant-type:ciba'
const acknowledged = ciba('7.3', 'successful_authentication_request_acknowdlegment')

export const cibaFields: readonly Field[] = [
  {
    name: 'login_hint',
    label: 'Who is meant',
    hint: 'As the server knows the person: an e-mail address, a phone number, a name.',
    sample: 'jane.doe@example.com',
  },
  {
    name: 'binding_message',
    label: 'Message for both screens',
    optional: true,
    hint: 'Short. The person compares it with what the other screen shows.',
    sample: 'Desk 4, W4SCT',
  },
  {
    name: 'acr_values',
    label: 'ACR values',
    optional: true,
    hint: 'How strongly the person should sign in, in the server’s own words.',
  },
]

function receive(_context: Context, response: HttpResponse): Receipt {
  const record = readWaiting(response, startPitfalls)
  return {
    gained: {
      auth_req_id: textOf(record, 'auth_req_id', acknowledged),
      interval: intervalOf(record),
    },
    findings: lifetimeFindings(record, acknowledged),
  }
}

const startPitfalls: readonly Pitfall[] = [
  {
    says: 'unknown_user_id',
    cause: 'The server knows nobody by this hint.',
    remedy: 'Compare it with how the server names people.',
  },
  {
    says: 'invalid_binding_message',
    cause: 'The message is too long, or has signs the server does not show.',
    remedy: 'Take a short one of letters and digits.',
  },
  ...tokenPitfalls,
]

export const startCiba: RequestStep = {
  kind: 'request',
  id: 'ciba_start',
  title: 'Ask the server to ask the person',
  phase,
  why: 'There is no browser here: a cash desk or a call centre knows who stands before it, and the server reaches that person on a phone. The client has to prove itself, since it speaks of somebody else.',
  needs: ['backchannel_authentication_endpoint', 'client_id', 'login_hint'],
  gives: ['auth_req_id', 'interval'],
  request(context) {
    const backchannel_authentication_endpoint = context.need('backchannel_authentication_endpoint')
    const { origin } = new URL(backchannel_authentication_endpoint)
    const said = given(context.values, 'login_hint', 'binding_message', 'acr_values')
    return capture((options) =>
      backchannelAuthenticationRequest(
        { issuer: origin, backchannel_authentication_endpoint },
        { client_id: context.need('client_id') },
        authentication(context),
        { ...wishes(context), ...said },
        { ...options, [allowInsecureRequests]: true },
      ),
    )
  },
  receive,
  look: [
    'auth_req_id names this one question. Only this client can ask about it.',
    'interval: so many seconds have to pass between two polls.',
  ],
  pitfalls: startPitfalls,
  notes: [
    {
      text: 'Exactly one hint says who is meant.',
      source: documented(ciba('7.1', 'auth_request')),
    },
  ],
  links: [ciba('7.1', 'auth_request')],
}

/** In the sandbox a page stands for the phone; elsewhere it is the person's own. */
const phone = (context: Context) =>
  context.target === 'sandbox'
    ? { title: 'Answer on the phone', url: `${context.at()}/ciba` }
    : undefined

export const pollCiba: RequestStep = tokensBack({
  id: 'token',
  title: 'Wait for the person',
  phase,
  why: 'The person reads the question on the phone and answers it there. Meanwhile the client asks again and again, as slowly as the server wants it.',
  needs: ['token_endpoint', 'client_id', 'auth_req_id'],
  gives: ['access_token'],
  opens: phone,
  call: tokenCall(GRANT, (context) => ({ auth_req_id: context.need('auth_req_id') })),
  again: (context, last) => withNonce(context, last) ?? nextPoll('ciba_start', context, last),
  look: [
    'authorization_pending: nobody has answered yet. It is asked again by itself; you can stop that.',
    'slow_down: five seconds more between two polls, from now on.',
    'id_token: it says who answered, and how that person signed in.',
  ],
  pitfalls: [
    {
      says: 'authorization_pending',
      cause: 'The person has not answered yet.',
      remedy: 'Answer on the phone. It is asked again by itself.',
    },
    {
      says: 'slow_down',
      cause: 'It was asked too soon.',
      remedy: 'Nothing to do: five seconds more pass before each next time.',
    },
    {
      says: 'expired_token',
      cause: 'Nobody answered in time, so the question has ended.',
      remedy: 'Ask again in the step before.',
    },
    {
      says: 'access_denied',
      cause: 'The person said no.',
      remedy: 'Ask again in the step before, if that was a mistake.',
    },
    {
      says: 'transaction_failed',
      cause: 'Something went wrong on the way to the person.',
      remedy: 'Ask again in the step before. If it stays, show it to whoever runs the server.',
    },
    ...tokenPitfalls,
  ],
  links: [ciba('10.1', 'token_request'), ciba('11', 'token_error_response'), rfc(8628, '3.5')],
})
