/** Aruba's steps at the token endpoint: exchanging the code, refreshing, and what is dead afterwards. */
import type { ClientAuth } from 'oauth4webapi'
import { type HttpRequest, utf8 } from '../../core/http.ts'
import { type Deviation, rfc } from '../../core/source.ts'
import { bearer, refusedStep, type TokenCall, tokenRequest, tokenStep } from '../../core/steps.ts'
import type { Context, Field, Pitfall, RequestStep } from '../../core/vendor.ts'
import { clientOf } from './code-steps.ts'
import { apiPitfalls, gatewayPitfalls } from './shared.ts'
import { access, guide, guideLink, kong, pycentral } from './sources.ts'

const parameters_in: Field = {
  name: 'parameters_in',
  label: 'Where the parameters go',
  kind: 'choice',
  initial: 'query',
  choices: [
    { value: 'query', label: 'In the query', hint: 'As Aruba’s guide shows it.' },
    { value: 'body', label: 'In the body', hint: 'As RFC 6749 says. The gateway reads both.' },
  ],
}

/** RFC 6749 section 2.3.1: the alternative with parameters, which the gateway looks at first. */
const inParameters =
  (context: Context): ClientAuth =>
  (_server, _client, body) => {
    for (const [name, value] of Object.entries(clientOf(context))) body.set(name, value)
  }

/** In the guide's order, wherever they stand. */
function placed(request: HttpRequest, context: Context): HttpRequest {
  const given = new URLSearchParams(request.body?.data ?? '')
  const order = ['client_id', 'client_secret', 'grant_type', 'code', 'refresh_token']
  const ordered = new URLSearchParams(
    order.flatMap((name) => given.getAll(name).map((value) => [name, value])),
  )
  if (context.values.parameters_in === 'body') return { ...request, body: utf8(ordered.toString()) }
  return {
    method: request.method,
    url: `${request.url}?${ordered}`,
    headers: request.headers.filter(([name]) => name !== 'content-type'),
  }
}

const call = (grant_type: string, parameters: TokenCall['parameters']): TokenCall => ({
  grant_type,
  endpoint: (context) => `${context.at()}/oauth2/token`,
  auth: inParameters,
  parameters,
  shape: placed,
})

const tokens = ['access_token', 'token_type', 'refresh_token', 'expires_in'] as const

const inQuery: Deviation = {
  how: 'Aruba’s guide puts the secret, the code and the refresh token in the query of a POST.',
  rule: 'They must not be in the address: addresses end up in logs and histories.',
  rfc: rfc(6749, '2.3.1'),
  source: guide,
}

const clientPitfalls: readonly Pitfall[] = [
  {
    says: 'invalid_client',
    cause:
      'The client ID is unknown in this region, the secret is wrong, or the token belongs to another client.',
    remedy: 'Compare both with API Gateway → My Apps & Tokens, and compare the region.',
  },
  {
    status: 400,
    says: 'redirect_uri',
    cause: 'A redirect_uri was sent that is not the application’s.',
    remedy: 'Leave it out: this exchange needs none.',
  },
  {
    status: 400,
    says: 'unsupported_grant_type',
    cause: 'The gateway takes authorization_code and refresh_token only.',
    remedy: 'Send the request as this step builds it.',
  },
  {
    status: 400,
    says: 'HTTPS',
    cause: 'The call came to the gateway over plain HTTP.',
    remedy: 'Call the https address.',
  },
  ...gatewayPitfalls,
]

export const exchangeCode: RequestStep = tokenStep({
  id: 'token',
  title: 'Exchange the code',
  phase: 'Get a token',
  why: 'The code alone opens nothing. Together with the client’s secret it becomes an access token for two hours, and a refresh token.',
  asks: [parameters_in],
  needs: ['client_id', 'client_secret', 'code'],
  gives: tokens,
  call: call('authorization_code', (context) => ({ code: context.need('code') })),
  look: [
    'expires_in is 7200: two hours.',
    'token_type is written bearer. That is legal; the header is still written Bearer.',
    'Both tokens are 32 letters and digits: they say nothing by themselves.',
  ],
  pitfalls: [
    {
      status: 400,
      says: 'Invalid code',
      cause: 'The code is older than five minutes, was used before, or belongs to another client.',
      remedy: 'Get a new authorization code, and exchange it at once.',
    },
    ...clientPitfalls,
  ],
  deviations: [
    inQuery,
    {
      how: 'A wrong code is called invalid_request.',
      rule: 'It is invalid_grant.',
      rfc: rfc(6749, '5.2'),
      source: kong,
    },
  ],
  notes: [
    {
      text: 'A failed exchange leaves the code usable: with a wrong secret you can correct it and try again.',
      source: kong,
    },
    { text: 'The answer does not name the scope.', source: pycentral },
  ],
  links: [guideLink, rfc(6749, '4.1.3')],
})

const refreshWith = (name: 'refresh_token' | 'previous_refresh_token'): TokenCall =>
  call('refresh_token', (context) => ({ refresh_token: context.need(name) }))

const previous = ['previous_access_token', 'previous_refresh_token'] as const

export const refresh: RequestStep = tokenStep({
  id: 'refresh',
  title: 'Refresh the token',
  phase: 'The life of a token',
  why: 'An access token lives two hours. The refresh token gets a new pair without a login, as long as it is used at least every fifteen days.',
  asks: [parameters_in],
  needs: ['client_id', 'client_secret', 'refresh_token'],
  gives: [...tokens, ...previous],
  call: refreshWith('refresh_token'),
  also: ({ values }) => ({
    previous_access_token: values.access_token ?? '',
    previous_refresh_token: values.refresh_token ?? '',
  }),
  look: [
    'Both tokens are new: store both, in one go.',
    'The old pair is dead from this moment, also the access token that had time left.',
  ],
  pitfalls: [
    {
      status: 400,
      says: 'Invalid refresh_token',
      cause: 'This refresh token was used already, or nobody used it for fifteen days.',
      remedy: 'Use the newest one. If it is lost, log in again or download a new token.',
    },
    ...clientPitfalls,
  ],
  deviations: [
    inQuery,
    {
      how: 'A wrong refresh token is called invalid_request, “Invalid refresh_token”.',
      rule: 'It is invalid_grant.',
      rfc: rfc(6749, '5.2'),
      source: kong,
    },
  ],
  notes: [
    {
      text: 'Fifteen days without use end the refresh token together with its access token.',
      source: access,
    },
  ],
  links: [rfc(6749, '6'), rfc(9700, '4.14')],
})

export const oldAccessToken: RequestStep = refusedStep({
  id: 'old_access',
  title: 'Try the old access token',
  phase: 'The life of a token',
  why: 'With many servers the old access token lives on until its time is over. Here the refresh ended it, and a program that still holds it must notice.',
  needs: ['previous_access_token'],
  gives: [],
  optional: true,
  request: (context) =>
    bearer('GET', `${context.at()}/monitoring/v2/networks`, context.need('previous_access_token')),
  expect: [401],
  code: 'invalid_token',
  otherwise: {
    means: 'The old access token still opens the API.',
    remedy: 'Check that it is the old one; then tell Aruba’s support.',
  },
  look: [
    '401 invalid_token: refused, as it should be.',
    'WWW-Authenticate repeats error and error_description (RFC 6750 section 3).',
  ],
  pitfalls: gatewayPitfalls,
  links: [rfc(6750, '3.1')],
})

export const oldRefreshToken: RequestStep = refusedStep({
  id: 'old_refresh',
  title: 'Try the old refresh token',
  phase: 'The life of a token',
  why: 'A refresh token that works twice also works for a thief. Sending the old one shows that the gateway refuses it.',
  needs: ['client_id', 'client_secret', 'previous_refresh_token'],
  gives: [],
  optional: true,
  request: (context) => tokenRequest(refreshWith('previous_refresh_token'), context),
  expect: [400],
  // A wrong secret is 400 too, and proves nothing about the token.
  code: 'invalid_request',
  otherwise: {
    means: 'The old refresh token was taken again.',
    remedy: 'Store the newest pair, and treat refresh tokens like passwords.',
  },
  look: ['400 invalid_request “Invalid refresh_token”: refused, as it should be.'],
  pitfalls: [...clientPitfalls, ...apiPitfalls],
  links: [rfc(9700, '4.14.2')],
})
