/** The end of a token: deleting it with the login session, and seeing that it is gone. */
import { readApi } from '../../core/answer/api.ts'
import { rfc } from '../../core/source.ts'
import { bearer, refusedStep } from '../../core/steps.ts'
import type { RequestStep } from '../../core/vendor.ts'
import { ownerOf } from './code-steps.ts'
import { gatewayPitfalls, jsonRequest, loginPitfalls, sessionHeaders } from './shared.ts'
import { assumed, guideLink, pycentral } from './sources.ts'

const phase = 'The end'

const pitfalls = [
  {
    status: 404,
    says: 'Not found',
    cause: 'The gateway does not know this access token any more, or it is another customer’s.',
    remedy: 'If it was refreshed or deleted, there is nothing left to do.',
  },
  {
    status: 401,
    says: 'Auth failure',
    cause: 'The login session has ended. A token cannot delete itself here.',
    remedy: 'Run “Log in again” above, then send this once more.',
  },
  ...loginPitfalls,
] as const

export const deleteToken: RequestStep = {
  kind: 'request',
  id: 'delete',
  title: 'Delete the token',
  phase,
  why: 'A token that is no longer needed should stop working now, not in two hours. It is deleted by the person’s login session; the token itself is only named in the body.',
  needs: ['access_token', 'customer_id', 'session_cookie', 'csrf_token'],
  gives: ['deleted_access_token'],
  request(context) {
    const url = `${context.at()}/oauth2/api/tokens`
    const access_token = context.need('access_token')
    const body = { customer_id: ownerOf(context), access_token }
    return jsonRequest('DELETE', url, body, sessionHeaders(context, url))
  },
  receive(context, response) {
    const { findings } = readApi(response, pitfalls)
    return { gained: { deleted_access_token: context.need('access_token') }, findings }
  },
  look: [
    'A DELETE with a body, and with the cookie and the CSRF value of the login.',
    'No Authorization header: the token does not speak for itself.',
  ],
  pitfalls,
  deviations: [
    {
      how: 'Aruba deletes a token by DELETE with a JSON body, authorised by a cookie.',
      rule: 'Revocation is a POST of the parameter token by the client.',
      rfc: rfc(7009, '2.1'),
      source: pycentral,
    },
  ],
  notes: [
    { text: 'The refresh token dies with the access token.', source: assumed },
    { text: 'The body of a successful answer is not published.', source: assumed },
  ],
  links: [guideLink, rfc(9110, '9.3.5')],
}

export const callDeleted: RequestStep = refusedStep({
  id: 'after',
  title: 'Call with the deleted token',
  phase,
  why: 'Trust, but look: the same call that worked before must fail now.',
  needs: ['deleted_access_token'],
  gives: [],
  request: (context) =>
    bearer('GET', `${context.at()}/monitoring/v2/networks`, context.need('deleted_access_token')),
  expect: [401],
  code: 'invalid_token',
  otherwise: {
    means: 'The deleted token still opens the API.',
    remedy: 'Delete it again, or revoke it at API Gateway → Token List.',
  },
  look: ['401 invalid_token: refused, as it should be. The walk is complete.'],
  pitfalls: gatewayPitfalls,
})
