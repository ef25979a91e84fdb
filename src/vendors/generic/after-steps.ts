/** What tokens are good for, and how they end: userinfo, an API, introspection, revocation, logout. */
import { allowInsecureRequests, introspectionRequest, revocationRequest } from 'oauth4webapi'
import { readApi } from '../../core/answer/api.ts'
import { isRecord, member } from '../../core/answer/json.ts'
import { refusalOf } from '../../core/answer/refusal.ts'
import { type Caught, capture } from '../../core/capture.ts'
import { type Challenge, readChallenges } from '../../core/discovery/challenge.ts'
import { wantsNonce } from '../../core/dpop.ts'
import { Refusal } from '../../core/problem.ts'
import type { Finding } from '../../core/session.ts'
import { rfc } from '../../core/source.ts'
import type { Context, Field, RedirectStep, RequestStep } from '../../core/vendor.ts'
import { addressWith } from './authorization-request.ts'
import { withToken } from './resource.ts'
import { authentication, given, knows, tokenPitfalls } from './shared.ts'
import { logout as logoutPage } from './sources.ts'

const use = 'Use the tokens'
const end = 'The end'

const api_url: Field = {
  name: 'api_url',
  label: 'Address of an API',
  kind: 'url',
  hint: 'Something that takes this server’s access tokens and answers GET.',
  example: 'https://api.example.com/me',
  sample: ({ sandbox }) => `${sandbox}/generic/api/me`,
  check: (value) =>
    URL.canParse(value) && /^https?:/i.test(value)
      ? undefined
      : 'This is not a whole address with http or https.',
}

const told = ({ scheme, parameters }: Challenge): string =>
  [scheme, ...[...parameters].map(([name, value]) => `${name} ${value}`)].join(', ')

const challengeFinding = (challenges: readonly Challenge[]): Finding =>
  challenges.length === 0
    ? {
        code: 'challenge_missing',
        text: 'The refusal has no WWW-Authenticate, which a 401 must have: a program cannot tell what is wanted.',
        rule: rfc(9110, '11.6.1'),
      }
    : {
        code: 'challenge',
        text: `It asks for: ${challenges.map(told).join('; ')}.`,
        rule: rfc(6750, '3'),
      }

export const challenge: RequestStep = {
  kind: 'request',
  id: 'challenge',
  title: 'Call the API without a token',
  phase: use,
  why: 'The refusal is worth reading: it says which kind of token the API wants, and a good one where its authorization server is. Nothing secret is sent.',
  asks: [api_url],
  needs: [],
  gives: [],
  optional: true,
  request: (context) => ({
    method: 'GET',
    url: context.need('api_url'),
    headers: [['accept', 'application/json']],
  }),
  receive(_context, response) {
    const { status } = response
    if (status === 401)
      return { gained: {}, findings: [challengeFinding(readChallenges(response))] }
    if (status < 200 || status > 299) throw new Refusal(refusalOf(response))
    return { gained: {}, findings: [open] }
  },
  look: ['WWW-Authenticate: the scheme, and resource_metadata where the API has some (RFC 9728).'],
  links: [rfc(6750, '3'), rfc(9728, '5')],
}

const open: Finding = {
  code: 'open_door',
  text: 'The API answered without a token, so it does not protect this address.',
}

export const callApi: RequestStep = {
  kind: 'request',
  id: 'api',
  title: 'Call the API with the token',
  phase: use,
  why: 'This is what the token is for. The API decides by the token alone: who gave it, for whom, for what and until when.',
  asks: [api_url],
  needs: ['access_token'],
  gives: [],
  optional: true,
  request: (context) => withToken(context, context.need('api_url')),
  receive: (_context, response) => ({ gained: {}, findings: readApi(response, pitfalls).findings }),
  again: ({ exchanges }, last) => (wantsNonce(last, exchanges) ? 0 : undefined),
  look: ['A 401 with invalid_token means the token, a 403 with insufficient_scope what it allows.'],
  get pitfalls() {
    return pitfalls
  },
  links: [rfc(6750, '2.1'), rfc(9449, '7')],
}

const pitfalls = [
  {
    status: 401,
    says: 'use_dpop_nonce',
    cause: 'The API wants its nonce in the proof, and sent one along with this answer.',
    remedy: 'Send it again: the next proof carries it.',
  },
  {
    status: 401,
    cause: 'The API does not take this token: it has expired, or was made for another API.',
    remedy: 'Open the token and compare aud and exp. Ask with the right resource or audience.',
  },
  {
    status: 403,
    cause: 'The token does not allow this.',
    remedy: 'Ask for the scope that the API names, and sign in again.',
  },
] as const

const insecure = (options: Caught) => ({ ...options, [allowInsecureRequests]: true }) as const

export const introspect: RequestStep = {
  kind: 'request',
  id: 'introspect',
  title: 'Ask what the token is worth',
  phase: use,
  why: 'Only the server knows whether a token still holds. Introspection asks it, for tokens that say nothing by themselves above all.',
  needs: ['introspection_endpoint', 'client_id', 'access_token'],
  gives: [],
  optional: true,
  request(context) {
    const introspection_endpoint = context.need('introspection_endpoint')
    return capture((options) =>
      introspectionRequest(
        { issuer: new URL(introspection_endpoint).origin, introspection_endpoint },
        { client_id: context.need('client_id') },
        authentication(context),
        context.need('access_token'),
        insecure(options),
      ),
    )
  },
  receive(_context, response) {
    const { json, findings } = readApi(response, tokenPitfalls)
    const active = isRecord(json) ? member(json, 'active') : undefined
    if (typeof active !== 'boolean') throw new Refusal(noActive)
    return { gained: {}, findings: active ? findings : [...findings, dead] }
  },
  look: ['active is the answer. Everything else is optional.'],
  pitfalls: tokenPitfalls,
  links: [rfc(7662, '2')],
}

const noActive = {
  kind: 'malformed_response',
  code: 'active_missing',
  means: 'The answer does not say whether the token is active, which is all it must say.',
  remedy: 'Look at the raw answer, and show it to whoever runs the server.',
  source: rfc(7662, '2.2'),
} as const

const dead: Finding = {
  code: 'token_inactive',
  text: 'The server says that the token does not hold: it ended, or this client may not know.',
  rule: rfc(7662, '2.2'),
}

/** A refresh token takes everything with it; without one the access token goes alone (RFC 7009 section 2.1). */
const ending = ({ values }: Context) =>
  knows(values, 'refresh_token') ? 'refresh_token' : 'access_token'

export const revoke: RequestStep = {
  kind: 'request',
  id: 'revoke',
  title: 'Revoke the tokens',
  phase: end,
  why: 'What is not needed any more should not lie about. Revoking the refresh token ends the whole grant at most servers.',
  needs: ['revocation_endpoint', 'client_id', 'access_token'],
  gives: [],
  optional: true,
  request(context) {
    const revocation_endpoint = context.need('revocation_endpoint')
    const kind = ending(context)
    return capture((options) =>
      revocationRequest(
        { issuer: new URL(revocation_endpoint).origin, revocation_endpoint },
        { client_id: context.need('client_id') },
        authentication(context),
        context.need(kind),
        { ...insecure(options), additionalParameters: { token_type_hint: kind } },
      ),
    )
  },
  receive(_context, response) {
    if (response.status !== 200) throw new Refusal(refusalOf(response, tokenPitfalls))
    return { gained: {} }
  },
  look: ['200, also for a token the server does not know.'],
  pitfalls: tokenPitfalls,
  links: [rfc(7009, '2')],
}

export const signOut: RedirectStep = {
  kind: 'redirect',
  id: 'logout',
  title: 'Sign out at the server',
  phase: end,
  action: 'Go and sign out',
  why: 'Ending tokens does not end the person’s session at the server. This does, and the browser comes back with the same state that it left with.',
  asks: [
    {
      name: 'post_logout_redirect_uri',
      label: 'Where to come back to',
      kind: 'url',
      optional: true,
      hint: 'Must be registered for the client. Without it you stay at the server.',
      initial: ({ callback }) => callback,
    },
  ],
  needs: ['end_session_endpoint', 'client_id'],
  gives: [],
  optional: true,
  response_type: 'none',
  request: (context) => ({
    method: 'GET',
    url: addressWith(context.need('end_session_endpoint'), [
      ...(knows(context.values, 'id_token')
        ? [['id_token_hint', context.need('id_token')] as const]
        : []),
      ['client_id', context.need('client_id')],
      ...Object.entries(given(context.values, 'post_logout_redirect_uri')),
      ['state', context.random(32)],
    ]),
    headers: [],
  }),
  receive: () => ({ gained: {} }),
  look: ['The server may ask first; with the ID token as a hint it knows whom it is about.'],
  links: [logoutPage],
}
