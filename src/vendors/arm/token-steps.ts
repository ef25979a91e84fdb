/** Arm's steps at Azure AD B2C's token endpoint: with the password, and with the refresh token. */
import { type ClientAuth, ClientSecretPost, None } from 'oauth4webapi'
import type { HttpRequest } from '../../core/http.ts'
import { type Deviation, rfc } from '../../core/source.ts'
import { type TokenCall, tokenStep } from '../../core/steps.ts'
import type { Context, RequestStep } from '../../core/vendor.ts'
import { scope, tokenEndpoint } from './shared.ts'
import { assumed, authentication, b2c, b2cErrors, edmgr } from './sources.ts'
import { clientPitfalls, personPitfalls, scopePitfalls } from './token-pitfalls.ts'

/** RFC 7523 section 2.2: the signed statement instead of a secret. */
const byAssertion =
  (client_assertion: string): ClientAuth =>
  (_server, client, body) => {
    body.set('client_id', client.client_id)
    body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
    body.set('client_assertion', client_assertion)
  }

function clientAuth(context: Context): ClientAuth {
  const way = context.values['client_authentication']
  if (way === 'client_secret') return ClientSecretPost(context.need('client_secret'))
  if (way === 'client_assertion') return byAssertion(context.need('client_assertion'))
  return None()
}

/** The parameters in the order of Microsoft's page, so that both can be laid side by side. */
const inOrder =
  (order: string) =>
  (request: HttpRequest): HttpRequest => {
    const given = new URLSearchParams(request.body?.data ?? '')
    const ordered = new URLSearchParams()
    for (const name of [...order.split(' '), ...given.keys()]) {
      const value = given.get(name)
      if (value !== null && !ordered.has(name)) ordered.set(name, value)
    }
    return { ...request, body: { encoding: 'utf8', data: ordered.toString() } }
  }

const call = (
  grant_type: string,
  order: string,
  parameters: TokenCall['parameters'],
): TokenCall => ({
  grant_type,
  endpoint: tokenEndpoint,
  auth: clientAuth,
  parameters,
  shape: inOrder(order),
})

const tokenEndpointParameters: Deviation = {
  how: 'response_type and resource go to the token endpoint, and the scope holds the client’s own ID.',
  rule: 'response_type belongs to the authorization endpoint; a scope names permissions.',
  rfc: rfc(6749, '3.1.1'),
  source: b2c,
}

const tokens = ['access_token', 'token_type', 'expires_in', 'id_token'] as const

/** The ID token must be for this client, whoever it names otherwise. */
const expected = (context: Context) => ({ client_id: context.need('client_id') })

export const passwordToken: RequestStep = tokenStep({
  id: 'token',
  title: 'Get tokens with the password',
  phase: 'Get tokens',
  why: 'The account’s email and password become an access token for the API and a refresh token for later. The program handles the password itself, which is why Arm wants an account made for this alone.',
  asks: [
    {
      name: 'username',
      label: 'Email of the account',
      hint: 'The address of the account that Arm approved for the API.',
      example: 'arm-api@your-company.example',
      sample: 'jane.doe@example.com',
    },
    {
      name: 'password',
      label: 'Password',
      kind: 'password',
      hint: 'The account’s own password. A company login has none at B2C.',
      sample: 'correct-horse',
    },
    scope,
  ],
  needs: ['tenant', 'policy', 'client_id'],
  gives: tokens,
  expected,
  call: call(
    'password',
    'grant_type username password client_id scope response_type',
    (context) => ({
      username: context.need('username'),
      password: context.need('password'),
      scope: context.need('scope'),
      response_type: 'token id_token',
    }),
  ),
  look: [
    'expires_in is "3600", in quotation marks: a text.',
    'Three tokens: one for the API, one to get the next, one about the person.',
    'No refresh_token means that offline_access was missing from the scope.',
  ],
  pitfalls: [...personPitfalls, ...clientPitfalls, ...scopePitfalls],
  deviations: [
    {
      how: 'expires_in comes as a text here, and as a number when refreshing.',
      rule: 'It is a number of seconds. A client of this server must take both.',
      rfc: rfc(6749, '5.1'),
      source: authentication,
    },
    {
      how: 'A wrong password is answered with access_denied.',
      rule: 'The token endpoint says invalid_grant then.',
      rfc: rfc(6749, '5.2'),
      source: b2cErrors,
    },
    tokenEndpointParameters,
    {
      how: 'Arm offers the password grant for programs without a person.',
      rule: 'It must not be used any more: the program sees the password. Microsoft advises against it for servers too.',
      rfc: rfc(9700, '2.4'),
      source: b2c,
    },
  ],
  notes: [
    { text: 'Arm’s own client is public: it sends neither secret nor assertion.', source: edmgr },
    {
      text: 'Ten wrong passwords in a row lock the account for a minute in the sandbox. B2C’s real number is not published.',
      source: assumed,
    },
  ],
  links: [rfc(6749, '4.3'), b2c.link],
})

export const refresh: RequestStep = tokenStep({
  id: 'refresh',
  title: 'Refresh the tokens',
  phase: 'The life of a token',
  why: 'An access token lives one hour, a refresh token fourteen days. Trading the one for a new set keeps a server working without sending the password again.',
  asks: [
    {
      name: 'refresh_token',
      label: 'Refresh token',
      kind: 'password',
      hint: 'The newest one. It is there as soon as tokens were asked for with offline_access in the scope.',
    },
  ],
  needs: ['tenant', 'policy', 'client_id'],
  gives: tokens,
  expected,
  call: call(
    'refresh_token',
    'grant_type response_type client_id resource refresh_token',
    (context) => ({
      response_type: 'id_token',
      resource: context.need('client_id'),
      refresh_token: context.need('refresh_token'),
    }),
  ),
  look: [
    'expires_in is now a number, and there are more fields than before.',
    'refresh_token_expires_in is 1209600: fourteen days.',
    'The refresh token is a new one. Keep the newest.',
  ],
  pitfalls: [
    {
      status: 400,
      says: 'AADB2C90080',
      cause: 'The refresh token is older than fourteen days.',
      remedy: 'Get tokens with the password again.',
    },
    {
      status: 400,
      says: 'AADB2C90129',
      cause: 'The refresh token was revoked, for example by a change of the password.',
      remedy: 'Get tokens with the new password.',
    },
    {
      status: 400,
      says: 'AADB2C90088',
      cause: 'This is not a refresh token of this endpoint.',
      remedy: 'Use the newest refresh token, with the tenant and policy that gave it.',
    },
    ...clientPitfalls,
  ],
  deviations: [tokenEndpointParameters],
  notes: [
    {
      text: 'Using a refresh token does not end it: the old one works until its fourteen days are over.',
      source: assumed,
    },
    {
      text: 'No address to revoke a token is known. Changing the password ends them.',
      source: assumed,
    },
  ],
  links: [rfc(6749, '6'), rfc(9700, '4.14')],
})
