/** What the standard error codes and statuses most likely mean, and what to try. */
import { type Link, rfc } from '../source.ts'

export interface Cause {
  readonly means: string
  readonly remedy: string
  readonly source: Link
}

const cause = (means: string, remedy: string, source: Link): Cause => ({ means, remedy, source })

const token = rfc(6749, '5.2')
const authorize = rfc(6749, '4.1.2.1')
const bearer = rfc(6750, '3.1')
const register = rfc(7591, '3.2.2')

export const byCode: Readonly<Record<string, Cause>> = {
  invalid_request: cause(
    'The server did not understand the request: a parameter is missing, repeated or has a value it does not take.',
    'Compare the parameters of the request with the ones this step explains.',
    token,
  ),
  invalid_client: cause(
    'The server does not know the client, or its secret is wrong, or it came in a manner the server does not take.',
    'Check the client ID and the client secret, and whether the server wants them in the header or in the body.',
    token,
  ),
  invalid_grant: cause(
    'What was handed in (a code, a refresh token, or a user name and password) is wrong, used, expired, or belongs to another client.',
    'Go back to the step that gives it and get a new one; for a code, use the very same redirect_uri.',
    token,
  ),
  unauthorized_client: cause(
    'This client may not use this kind of grant.',
    'Allow the grant where the client is registered, or choose another flow.',
    token,
  ),
  unsupported_grant_type: cause(
    'The server does not offer this grant_type.',
    'Check how grant_type is spelled, or choose another flow.',
    token,
  ),
  invalid_scope: cause(
    'The scope is unknown, misspelled, or more than this client may have.',
    'Ask for less, or leave the scope out.',
    token,
  ),
  access_denied: cause(
    'The user or the server refused: access is not allowed for this user or this client.',
    'Check what the user and the client are allowed to do, then try again.',
    authorize,
  ),
  unsupported_response_type: cause(
    'The server does not offer this response_type.',
    'Check how response_type is spelled, or choose another flow.',
    authorize,
  ),
  server_error: cause(
    'Something went wrong inside the server.',
    'Try again later; if it stays, send the exchange to whoever runs the server.',
    authorize,
  ),
  temporarily_unavailable: cause(
    'The server is busy or being maintained.',
    'Try again in a few minutes.',
    authorize,
  ),
  invalid_token: cause(
    'The access token is expired, revoked, or not one of this server.',
    'Refresh the token or get a new one, then send the call once more.',
    bearer,
  ),
  insufficient_scope: cause(
    'The token is good, but its scope does not cover this call.',
    'Get a token with the scope that the call needs.',
    bearer,
  ),
  invalid_redirect_uri: cause(
    'The server does not accept one of the redirect URIs.',
    'Use an absolute address without a fragment, as the server expects it.',
    register,
  ),
  invalid_client_metadata: cause(
    'A field of the registration is missing or has a value the server does not take.',
    'Compare the fields with the ones the server documents.',
    register,
  ),
  invalid_software_statement: cause(
    'The software statement is not a JWT that this server trusts.',
    'Download the statement again and paste all of it, without blanks or line breaks.',
    register,
  ),
  unapproved_software_statement: cause(
    'The software statement is well formed, but not approved for this server: revoked, or made for another environment.',
    'Ask whoever issued it, or use the statement of this environment.',
    register,
  ),
  invalid_target: cause(
    'The server does not know the API (resource or audience) the token was asked for.',
    'Check the spelling of resource or audience, final slash included.',
    rfc(8707, '2'),
  ),
  use_dpop_nonce: cause(
    'The server wants a DPoP proof with the nonce it just sent.',
    'Send it once more with that nonce; once is enough.',
    rfc(9449, '8'),
  ),
}

/** Our code for a status that came without one, and what it means. */
export const byStatus: Readonly<Record<number, Cause & { readonly code: string }>> = {
  400: {
    code: 'bad_request',
    ...cause(
      'The server found something wrong with the request.',
      'Compare the request with what this step explains, parameter by parameter.',
      rfc(9110, '15.5.1'),
    ),
  },
  401: {
    code: 'auth_failure',
    ...cause(
      'The server did not accept who is asking: a token or a credential is missing, wrong or expired.',
      'Check the credentials of the request, or get a new token.',
      rfc(9110, '15.5.2'),
    ),
  },
  403: {
    code: 'forbidden',
    ...cause(
      'The server knows who is asking and does not allow this.',
      'Check what the user, the client and the scope are allowed to do.',
      rfc(9110, '15.5.4'),
    ),
  },
  404: {
    code: 'not_found',
    ...cause(
      'There is nothing at this address.',
      'Check the path, and every id in it.',
      rfc(9110, '15.5.5'),
    ),
  },
  405: {
    code: 'method_not_allowed',
    ...cause(
      'The address exists, but not with this method.',
      'Use the method that this step explains; the Allow header may name it.',
      rfc(9110, '15.5.6'),
    ),
  },
  406: {
    code: 'not_acceptable',
    ...cause(
      'The server has no answer in a format that the Accept header names.',
      'Change or remove the Accept header.',
      rfc(9110, '15.5.7'),
    ),
  },
  408: {
    code: 'request_timeout',
    ...cause(
      'The server gave up waiting before the request was done.',
      'Try again, and ask for less at once.',
      rfc(9110, '15.5.9'),
    ),
  },
  413: {
    code: 'content_too_large',
    ...cause(
      'The request is larger than the server takes.',
      'Send less at once.',
      rfc(9110, '15.5.14'),
    ),
  },
  415: {
    code: 'unsupported_media_type',
    ...cause(
      'The server does not take a body of this content type.',
      'Set Content-Type to the one that this step explains.',
      rfc(9110, '15.5.16'),
    ),
  },
  429: {
    code: 'rate_limited',
    ...cause(
      'Too many requests in a short time.',
      'Wait a little, then send it again.',
      rfc(6585, '4'),
    ),
  },
  500: {
    code: 'server_error',
    ...cause(
      'Something went wrong inside the server.',
      'Try again later; if it stays, send the exchange to whoever runs the server.',
      rfc(9110, '15.6.1'),
    ),
  },
  502: {
    code: 'bad_gateway',
    ...cause(
      'A gateway answered, but the server behind it gave it nothing usable.',
      'Try again later; if it stays, send the exchange to whoever runs the server.',
      rfc(9110, '15.6.3'),
    ),
  },
  503: {
    code: 'server_unavailable',
    ...cause(
      'The server is overloaded or being maintained.',
      'Try again in a few minutes.',
      rfc(9110, '15.6.4'),
    ),
  },
  504: {
    code: 'gateway_timeout',
    ...cause(
      'A gateway answered, but the server behind it did not, in time.',
      'Try again later, and ask for less at once.',
      rfc(9110, '15.6.5'),
    ),
  },
  511: {
    code: 'captive_portal',
    ...cause(
      'The network itself answered, not the server: it wants a login first.',
      'Open any web page, log in to the network, and send the request again.',
      rfc(6585, '6'),
    ),
  },
}
