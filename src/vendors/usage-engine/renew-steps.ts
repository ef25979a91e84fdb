/** Usage Engine's steps after the first token: asking anew, and what the old token is still worth. */

import { readApi } from '../../core/answer/api.ts'
import { rfc } from '../../core/source.ts'
import { bearer, tokenStep } from '../../core/steps.ts'
import type { RequestStep } from '../../core/vendor.ts'
import { apiPitfalls, metering, tokenPitfalls } from './shared.ts'
import { assumed, guide } from './sources.ts'
import { credentialsFor, token_format } from './token-request.ts'
import { audienceParameter, chosenAudience, refusals, tokens } from './token-steps.ts'

const phase = 'The life of a token'

export const askAgain: RequestStep = tokenStep({
  id: 'ask_again',
  title: 'Ask for a new token',
  phase,
  why: 'There is no refresh token here, by design: a refresh token spares a person another login, and this program can simply show its own credentials again. RFC 6749 section 4.4.3 says the same of this grant.',
  asks: [token_format],
  needs: ['client_id', 'client_secret', 'audience', 'access_token'],
  gives: [...tokens, 'previous_access_token'],
  call: credentialsFor(chosenAudience),
  also: (context) => ({ previous_access_token: context.need('access_token') }),
  look: [
    'The request is the one from before, and the answer has a new access_token.',
    'In the sandbox, set the clock forward an hour first: the API says 401 until you ask anew.',
    'A program asks shortly before expires_in is over, not before every call.',
  ],
  pitfalls: tokenPitfalls,
  deviations: [audienceParameter, refusals],
  notes: [{ text: 'A new token must be asked for whenever one has expired.', source: guide }],
  links: [rfc(6749, '4.4.3')],
})

export const oldToken: RequestStep = {
  kind: 'request',
  id: 'old_token',
  title: 'Call with the previous token',
  phase,
  why: 'A new token does not end the old one: each is good until its own hour is over. Nothing takes it back before, so a leaked token stays dangerous for that long.',
  needs: ['previous_access_token'],
  gives: [],
  optional: true,
  request: (context) =>
    bearer('GET', metering(context, '/meter-types'), context.need('previous_access_token')),
  receive: (_context, response) => ({
    gained: {},
    findings: readApi(response, apiPitfalls).findings,
  }),
  look: ['200: both tokens work side by side. After an hour this one gets 401.'],
  pitfalls: apiPitfalls,
  notes: [
    {
      text: 'Even after its application access is deleted, a token most likely works until exp.',
      source: assumed,
    },
  ],
  links: [rfc(7519, '4.1.4')],
}
