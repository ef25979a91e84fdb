/** Adobe's steps that concern tokens: getting one, looking inside, getting the next, a wrong secret. */
import { ClientSecretPost } from 'oauth4webapi'
import type { JsonValue } from '../../core/answer/json.ts'
import type { HttpRequest } from '../../core/http.ts'
import { type Deviation, rfc } from '../../core/source.ts'
import { refusedStep, type TokenCall, tokenRequest, tokenStep } from '../../core/steps.ts'
import type { Context, Field, LocalStep, RequestStep } from '../../core/vendor.ts'
import { opened, tokenEndpoint, tokenPitfalls, withDevice } from './shared.ts'
import { access, assumed, questions, reports, throttling, tokens } from './sources.ts'

const parameters_in: Field = {
  name: 'parameters_in',
  label: 'Where the parameters go',
  kind: 'choice',
  initial: 'body',
  choices: [
    { value: 'body', label: 'In the body', hint: 'As the current reference and RFC 6749 say.' },
    {
      value: 'query',
      label: 'In the query',
      hint: 'As the picture on the CMU page shows it, secret and all.',
    },
  ],
}

/** Adobe reads both. In the order of its examples. */
function placed(request: HttpRequest, context: Context): HttpRequest {
  const given = new URLSearchParams(request.body?.data ?? '')
  const ordered = new URLSearchParams()
  for (const name of ['grant_type', 'client_id', 'client_secret'])
    ordered.set(name, given.get(name) ?? '')
  const inQuery = context.values.parameters_in === 'query'
  return withDevice(
    inQuery
      ? {
          method: request.method,
          url: `${request.url}?${ordered}`,
          headers: request.headers.filter(([name]) => name !== 'content-type'),
        }
      : { ...request, body: { encoding: 'utf8', data: ordered.toString() } },
    context,
  )
}

const callWith = (secret: (context: Context) => string): TokenCall => ({
  grant_type: 'client_credentials',
  endpoint: tokenEndpoint,
  auth: (context) => ClientSecretPost(secret(context)),
  parameters: () => ({}),
  shape: placed,
})

const call = callWith((context) => context.need('client_secret'))

const gives = ['access_token', 'token_type', 'expires_in'] as const

const deviations: readonly Deviation[] = [
  {
    how: 'The token endpoint answers 201.',
    rule: 'A token that was issued is answered with 200; strict clients take nothing else.',
    rfc: rfc(6749, '5.1'),
    source: tokens,
  },
  {
    how: 'The picture on the CMU page has the client secret in the query.',
    rule: 'Credentials must not stand in the address: addresses end up in logs and histories.',
    rfc: rfc(6749, '2.3.1'),
    source: access,
  },
  {
    how: 'invalid_client comes with 400 and no description.',
    rule: 'Allowed, where the client did not authenticate by header; 401 is the usual answer.',
    rfc: rfc(6749, '5.2'),
    source: tokens,
  },
]

export const token: RequestStep = tokenStep({
  id: 'token',
  title: 'Get an access token',
  phase: 'Get a token',
  why: 'The client asks in its own name, with the credentials from the registration; no person is involved. The token opens the reports for six hours.',
  asks: [parameters_in],
  needs: ['client_id', 'client_secret'],
  gives,
  call,
  expected: { acceptStatus: [201] },
  look: [
    '201, where other servers say 200.',
    'expires_in is 21600: six hours. Use this number rather than what a page says.',
    'created_at has 13 digits: milliseconds.',
    'token_type is written bearer. That is legal; the header is still written Bearer.',
  ],
  pitfalls: tokenPitfalls,
  deviations,
  notes: [
    { text: 'There is no refresh token: ask again with the same credentials.', source: questions },
    {
      text: 'Registration and token calls share a limit: one a second from an address, after a first burst of ten. There is no Retry-After.',
      source: throttling,
    },
  ],
  links: [rfc(6749, '4.4')],
})

/** One text with commas; a list would be understood as well. */
function scopesIn(scopes: JsonValue | undefined): readonly string[] {
  if (typeof scopes === 'string') return scopes.split(',')
  return Array.isArray(scopes) ? scopes.filter((one) => typeof one === 'string') : []
}

export const decodeToken: LocalStep = {
  kind: 'local',
  id: 'decode_token',
  title: 'Look inside the token',
  phase: 'Get a token',
  action: 'Decode the token',
  why: 'Adobe’s token is a JWT, so it tells who it is for and when it ends. A program should not depend on that: the token is meant for the reports, and its form may change.',
  needs: ['access_token'],
  gives: ['token_claims', 'token_scopes', 'token_lifetime'],
  look: [
    'exp − iat is 21600, the same as expires_in.',
    'scopes is one text with commas between.',
    'sub is your client ID. There is no aud: nothing in it says where it may be used.',
  ],
  pitfalls: [
    {
      says: 'nbf',
      cause: 'nbf lies in the future when this machine’s clock is behind.',
      remedy: 'Set the clock by the network.',
    },
  ],
  deviations: [
    {
      how: 'The claim is called scopes, and its names are separated by commas.',
      rule: 'The claim is called scope, with blanks.',
      rfc: rfc(9068, '2.2.3'),
      source: access,
    },
  ],
  links: [rfc(7519)],
  make(context) {
    const { claims, text } = opened(context.need('access_token'), 'access token')
    const { exp, iat, scopes } = claims
    const lifetime = typeof exp === 'number' && typeof iat === 'number' ? exp - iat : undefined
    return {
      token_claims: text,
      token_scopes: scopesIn(scopes).join(' ') || 'none named',
      token_lifetime: lifetime === undefined ? 'not named' : String(lifetime),
    }
  },
}

export const renew: RequestStep = tokenStep({
  id: 'renew',
  title: 'Get the next token',
  phase: 'Six hours later',
  why: 'When the token has expired, the same request gives the next one. The registration is not repeated: the client ID and the secret go on as they are.',
  asks: [parameters_in],
  needs: ['client_id', 'client_secret', 'access_token'],
  gives: [...gives, 'previous_access_token'],
  call,
  expected: { acceptStatus: [201] },
  also: (context) => ({ previous_access_token: context.need('access_token') }),
  look: ['id and access_token are new, client_id is the same as before.'],
  pitfalls: tokenPitfalls,
  deviations,
  notes: [
    { text: 'The earlier token goes on until its own six hours are over.', source: assumed },
    { text: 'An expired token is answered with 401 by the reports.', source: reports },
  ],
  links: [rfc(6749, '4.4')],
})

export const wrongSecret: RequestStep = refusedStep({
  id: 'wrong_secret',
  title: 'Ask with a wrong secret',
  phase: 'Six hours later',
  why: 'One day Adobe may revoke your credentials. This is what it looks like then, so that your program knows when to register again.',
  needs: ['client_id'],
  gives: [],
  optional: true,
  request: (context) =>
    tokenRequest(
      callWith(() => '00000000-0000-4000-8000-000000000000'),
      context,
    ),
  expect: [400, 401],
  code: 'invalid_client',
  otherwise: {
    means: 'The token endpoint took a secret that was made up.',
    remedy: 'Tell Adobe’s support.',
  },
  look: ['400 and invalid_client: the one answer after which registering again helps.'],
  pitfalls: tokenPitfalls,
  deviations,
})
