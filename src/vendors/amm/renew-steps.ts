/** AMM's steps for the life and end of a token: refreshing, replaying, revoking. */
import { refusalOf } from '../../core/answer/refusal.ts'
import { type HttpRequest, textOf, utf8 } from '../../core/http.ts'
import { Refusal } from '../../core/problem.ts'
import { rfc } from '../../core/source.ts'
import { bearer, refusedStep, type TokenCall, tokenRequest, tokenStep } from '../../core/steps.ts'
import type { Context, RequestStep } from '../../core/vendor.ts'
import { apiPitfalls, clientPitfalls, inQuery, parameters_in } from './shared.ts'
import { access, assumed, overview, usage } from './sources.ts'
import { tokenCall, tokens } from './token-steps.ts'

const previous = (context: Context): Record<string, string> => ({
  previous_access_token: context.values.access_token ?? '',
  previous_refresh_token: context.values.refresh_token ?? '',
})

const refreshWith = (token: 'refresh_token' | 'previous_refresh_token'): TokenCall =>
  tokenCall('refresh_token', (context) => ({ refresh_token: context.need(token) }))

export const refresh: RequestStep = tokenStep({
  id: 'refresh',
  title: 'Refresh the token',
  phase: 'The life of a token',
  why: 'An access token lives a day, a refresh token thirty. Trading the one for a new pair keeps the walk going without asking the person again, and ends the old pair.',
  asks: [parameters_in],
  needs: ['client_id', 'basic_credentials', 'refresh_token'],
  gives: [...tokens, 'previous_access_token', 'previous_refresh_token'],
  call: refreshWith('refresh_token'),
  also: previous,
  look: [
    'Both tokens are new, and expires_in is back at just under 86400.',
    'The old access token is dead at once.',
    'From AMM 2.17.2 on, the old refresh token is dead too: it is good for one use.',
  ],
  pitfalls: [
    ...clientPitfalls,
    {
      status: 400,
      says: 'Invalid refresh token',
      cause: 'This refresh token was used before, revoked, or never issued.',
      remedy: 'Use the newest refresh token. If it is lost, get a new token from the start.',
    },
    {
      status: 401,
      says: 'expired',
      cause: 'The refresh token is older than thirty days.',
      remedy: 'Get a new token from the start.',
    },
    {
      status: 400,
      says: 'Wrong client',
      cause: 'The refresh token belongs to another client.',
      remedy: 'Use the client that got it.',
    },
  ],
  deviations: [inQuery],
  links: [rfc(6749, '6'), rfc(9700, '4.14')],
})

export const replayRefresh: RequestStep = refusedStep({
  id: 'replay',
  title: 'Try the old refresh token',
  phase: 'The life of a token',
  why: 'A refresh token that works twice also works for a thief. Sending the old one shows that AMM refuses it.',
  needs: ['client_id', 'basic_credentials', 'previous_refresh_token'],
  gives: [],
  optional: true,
  request: (context) => tokenRequest(refreshWith('previous_refresh_token'), context),
  expect: [400],
  otherwise: {
    means: 'AMM took the old refresh token again: it is older than 2.17.2, or set not to rotate.',
    remedy: 'Store refresh tokens as carefully as passwords, and update AMM.',
  },
  look: ['400 invalid_grant “Invalid refresh token”: refused, as it should be.'],
  pitfalls: clientPitfalls,
  notes: [
    { text: 'From AMM 2.17.2 on, refresh tokens can no longer be used twice.', source: overview },
  ],
  links: [rfc(9700, '4.14.2')],
})

/** The token that was in the request: it may have been edited, or an older request sent again. */
function revokedBy(sent: HttpRequest): string {
  const inBody = new URLSearchParams(textOf(sent)).get('access_token')
  return new URL(sent.url).searchParams.get('access_token') ?? inBody ?? ''
}

export const expire: RequestStep = {
  kind: 'request',
  id: 'expire',
  title: 'Revoke the token',
  phase: 'The end',
  why: 'A token that is no longer needed should stop working now, not tomorrow. AMM ends the access token and the refresh token that came with it.',
  needs: ['access_token'],
  gives: ['revoked_access_token'],
  asks: [parameters_in],
  request: async (context) => {
    const token = context.need('access_token')
    const parameters = new URLSearchParams({ access_token: token }).toString()
    const url = `${context.at()}/api/oauth/expire`
    if (context.values.parameters_in === 'query')
      return await bearer('POST', `${url}?${parameters}`, token)
    const request = await bearer('POST', url, token)
    return {
      ...request,
      headers: [...request.headers, ['content-type', 'application/x-www-form-urlencoded']],
      body: utf8(parameters),
    }
  },
  receive(_context, response, sent) {
    if (response.status !== 200) throw new Refusal(refusalOf(response, apiPitfalls))
    return { gained: { revoked_access_token: revokedBy(sent) } }
  },
  look: ['200 and an empty body.', 'Sent a second time, the answer is 401.'],
  pitfalls: apiPitfalls,
  deviations: [
    {
      how: 'AMM revokes at /api/oauth/expire with a parameter called access_token, and answers 401 for a token it does not know.',
      rule: 'Revocation takes a parameter called token and answers 200 even for an unknown one.',
      rfc: rfc(7009, '2.2'),
      source: overview,
    },
  ],
  notes: [
    {
      text: 'AMM’s page shows no authentication for this call. The token itself is sent as the bearer.',
      source: access,
    },
    { text: 'The answer’s body is empty.', source: assumed },
    {
      text: '429 is documented for this call, so it counts against the hourly quota.',
      source: usage,
    },
  ],
  links: [rfc(7009)],
}
