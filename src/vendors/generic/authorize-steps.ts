/** Going to the login page, in the three ways a request can travel, for every response type. */
import { allowInsecureRequests, pushedAuthorizationRequest } from 'oauth4webapi'
import { member, readRecord } from '../../core/answer/json.ts'
import { refusalOf } from '../../core/answer/refusal.ts'
import { checkWhole } from '../../core/answer/whole.ts'
import { capture } from '../../core/capture.ts'
import { wantsNonce } from '../../core/dpop.ts'
import { type HttpRequest, type HttpResponse, textOf } from '../../core/http.ts'
import { Refusal } from '../../core/problem.ts'
import { responseModes, typesIn } from '../../core/response-mode.ts'
import { type Link, rfc } from '../../core/source.ts'
import type { Values } from '../../core/values.ts'
import type { Context, LocalStep, Receipt, RedirectStep, RequestStep } from '../../core/vendor.ts'
import {
  addressWith,
  authorizationParameters,
  type Pair,
  requestObject,
} from './authorization-request.ts'
import { checkedFront } from './id-token.ts'
import { authentication, isOn, proven, tokenPitfalls } from './shared.ts'
import { core, documented, multiple } from './sources.ts'

const phase = 'The login'

/** Signs the request as one token. */
export const signRequest = (response_type: string): LocalStep => ({
  kind: 'local',
  id: 'sign_request',
  title: 'Sign the request',
  phase,
  action: 'Sign it',
  why: 'All parameters go into one token that the client signs. What the browser carries can then be read on the way, and not be changed.',
  needs: ['client_id', 'redirect_uri', 'issuer', 'client_jwk', 'nonce'],
  gives: ['request', 'state'],
  when: (values) => isOn(values, 'jar'),
  look: ['Sign again after every change: the browser carries what was signed.'],
  links: [rfc(9101, '4')],
  async make(context) {
    const parameters = await authorizationParameters(context, response_type)
    return { request: await requestObject(context, parameters), state: stateIn(parameters) }
  },
})

const stateIn = (pairs: readonly Pair[]): string =>
  pairs.find(([name]) => name === 'state')?.[1] ?? ''

/** What stands for the request while it is signed (OpenID Connect Core 6.1 wants these beside it). */
const signed = (context: Context, response_type: string): readonly Pair[] => [
  ['client_id', context.need('client_id')],
  ['response_type', response_type],
  ...(context.values['scope'] ? [['scope', context.values['scope']] as const] : []),
  ['request', context.need('request')],
]

/** Pushes the request ahead (RFC 9126). */
export const pushRequest = (response_type: string): RequestStep => ({
  kind: 'request',
  id: 'push_request',
  title: 'Push the request',
  phase,
  why: 'The client sends its request to the server directly and proves who it is. What the browser carries afterwards is only a reference, which nobody can change or read.',
  needs: ['pushed_authorization_request_endpoint', 'client_id', 'redirect_uri', 'nonce'],
  gives: ['request_uri', 'state'],
  when: (values) => isOn(values, 'par'),
  async request(context) {
    const pairs = isOn(context.values, 'jar')
      ? [
          ['client_id', context.need('client_id')] as const,
          ['request', context.need('request')] as const,
        ]
      : await authorizationParameters(context, response_type)
    return proven(await pushed(context, pairs), context)
  },
  receive: (context, response, sent) => readPushed(context, response, sent),
  again: ({ exchanges }, exchange) => (wantsNonce(exchange, exchanges) ? 0 : undefined),
  look: ['201, request_uri and how many seconds it holds. It is good for one try.'],
  pitfalls: tokenPitfalls,
  links: [rfc(9126, '2.1')],
})

function pushed(context: Context, pairs: readonly Pair[]): Promise<HttpRequest> {
  const pushed_authorization_request_endpoint = context.need(
    'pushed_authorization_request_endpoint',
  )
  const { origin } = new URL(pushed_authorization_request_endpoint)
  return capture((options) =>
    pushedAuthorizationRequest(
      { issuer: origin, pushed_authorization_request_endpoint },
      { client_id: context.need('client_id') },
      authentication(context),
      pairs.map(([...pair]) => pair),
      { ...options, [allowInsecureRequests]: true },
    ),
  )
}

function readPushed(context: Context, response: HttpResponse, sent: HttpRequest): Receipt {
  checkWhole(response)
  const { status } = response
  if (status < 200 || status > 299) throw new Refusal(refusalOf(response, tokenPitfalls))
  const request_uri = member(readRecord(response), 'request_uri')
  if (typeof request_uri !== 'string' || request_uri === '')
    throw new Refusal({
      kind: 'malformed_response',
      code: 'request_uri_missing',
      means: 'The answer carries no request_uri.',
      remedy: 'Look at the raw answer, and show it to whoever runs the server.',
      source: rfc(9126, '2.2'),
    })
  const state = new URLSearchParams(textOf(sent)).get('state') ?? context.values['state'] ?? ''
  const findings = status === 201 ? [] : [statusFinding(status)]
  return { gained: { request_uri, state }, findings }
}

const statusFinding = (status: number) => ({
  code: 'unexpected_status',
  text: `The answer came with status ${status}; the specification wants 201.`,
  rule: rfc(9126, '2.2'),
})

const readable: Readonly<Record<string, string>> = {
  code: 'a code, which is good for one exchange',
  token: 'an access token',
  id_token: 'an ID token',
}

const gains: Readonly<Record<string, string>> = {
  code: 'code',
  token: 'access_token',
  id_token: 'id_token',
}

type Way = Pick<RedirectStep, 'id' | 'title' | 'needs' | 'when' | 'request'>

/** The redirect in its three forms; one of them is in the flow at a time. */
export function authorizeSteps(response_type: string): readonly RedirectStep[] {
  const types = typesIn(response_type)
  const base = ['authorization_endpoint', 'client_id', 'redirect_uri'] as const
  const at = (context: Context, pairs: readonly Pair[]): HttpRequest => ({
    method: 'GET',
    url: addressWith(context.need('authorization_endpoint'), pairs),
    headers: [],
  })
  const ways: readonly Way[] = [
    {
      id: 'authorize',
      title: 'Go to the login page',
      needs: [...base, 'nonce'],
      when: (values) => !isOn(values, 'par') && !isOn(values, 'jar'),
      request: async (context) =>
        at(context, await authorizationParameters(context, response_type)),
    },
    {
      id: 'authorize_signed',
      title: 'Go to the login page, signed',
      needs: [...base, 'request'],
      when: (values) => !isOn(values, 'par') && isOn(values, 'jar'),
      request: (context) => at(context, signed(context, response_type)),
    },
    {
      id: 'authorize_pushed',
      title: 'Go to the login page, by reference',
      needs: [...base, 'request_uri'],
      when: (values) => isOn(values, 'par'),
      request: (context) =>
        at(context, [
          ['client_id', context.need('client_id')],
          ['request_uri', context.need('request_uri')],
        ]),
    },
  ]
  return ways.map((way) => ({ ...words(response_type, types), ...way }))
}

function words(response_type: string, types: readonly string[]) {
  const links: readonly Link[] = [rfc(6749, '4.1.1'), core('3.1.2.1', 'AuthRequest')]
  return {
    kind: 'redirect',
    phase,
    action: 'Go to the login page',
    why: `The person signs in at the server itself, which Grantwalk never sees, and says there what this program may do. Back comes ${types.map((type) => readable[type]).join(', and ')}.`,
    gives: types.map((type) => gains[type] ?? type),
    response_type,
    response_mode: ({ response_mode }: Values) =>
      responseModes.find((mode) => mode === response_mode),
    receive: checkedFront,
    look: [
      'state: the same that was sent; Grantwalk compares it.',
      'iss: which server answered, where the server says so.',
    ],
    pitfalls: [
      {
        says: 'access_denied',
        cause: 'You, or whoever signed in, said no.',
        remedy: 'Go to the login page again and agree.',
      },
      {
        says: 'redirect',
        cause: 'The redirect URI is not among the registered ones.',
        remedy: 'Correct it, or have it registered letter by letter, and start again.',
      },
    ],
    notes: [{ text: 'What may come back, and where it stands.', source: documented(multiple) }],
    links,
  } as const
}
