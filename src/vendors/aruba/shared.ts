/** What Aruba's flows have in common: fields, the cookie jar, how requests look, what goes wrong everywhere. */
import { checkCsrf } from '../../core/answer/cookies.ts'
import { cookieHeaderFor, jarOf } from '../../core/cookies.ts'
import { type HttpRequest, utf8 } from '../../core/http.ts'
import { Refusal } from '../../core/problem.ts'
import { rfc } from '../../core/source.ts'
import type { Context, Field, Pitfall } from '../../core/vendor.ts'
import { regions } from './regions.ts'

export const region: Field = {
  name: 'region',
  label: 'Region',
  kind: 'choice',
  hint: 'Where your Central account lives. Every region is a world of its own: a client or a token of another one is unknown. In the sandbox all regions are the simulator.',
  initial: 'US-1',
  choices: regions.map(({ id, host, later }) => ({
    value: id,
    label: `${id} · ${host}`,
    ...(later ? { hint: 'Not yet in the guide of 2.5.4.' } : {}),
  })),
}

export const loginBase = (context: Context): string =>
  `${context.at()}/oauth2/authorize/central/api`

/** A JSON message with an Accept header, as the guide writes them. */
export const jsonRequest = (
  method: string,
  url: string,
  body: Readonly<Record<string, string>>,
  headers: HttpRequest['headers'] = [],
): HttpRequest => ({
  method,
  url,
  headers: [['accept', 'application/json'], ['content-type', 'application/json'], ...headers],
  body: utf8(JSON.stringify(body)),
})

/**
 * The cookies of this walk, and the CSRF value that belongs to them (RFC 6265 section 5.4).
 * @throws Refusal when they are gone, or not of one login
 */
export function sessionHeaders(context: Context, url: string): HttpRequest['headers'] {
  const all = jarOf(context.exchanges, context.now)
  // A walk may have logged in in two regions: only this one's cookies are asked.
  const jar = all.filter((cookie) => cookieHeaderFor([cookie], url) !== undefined)
  const cookie = cookieHeaderFor(jar, url)
  const csrf = context.need('csrf_token')
  const session = context.need('session_cookie')
  if (cookie === undefined)
    throw new Refusal({
      kind: 'bad_input',
      code: 'no_cookie_here',
      means: 'The session’s cookies belong to another address than this request.',
      remedy: 'The region was changed after the login. Log in again in this region.',
      source: rfc(6265, '5.4'),
    })
  checkCsrf(jar, csrf, session)
  return [
    ['cookie', cookie],
    ['x-csrf-token', csrf],
  ]
}

export const rateText =
  'The answer says in X-RateLimit-Remaining-… how many calls are left in this second and this day.'

const wait: Pitfall = {
  status: 429,
  cause:
    'Too many calls: one in a second for steps 1 to 3, seven in a second for the API, and 5000 in a day.',
  remedy:
    'Look which X-RateLimit-Remaining is 0. A second is soon over; a day ends at midnight GMT. There is no Retry-After.',
}

export const gatewayPitfalls: readonly Pitfall[] = [
  wait,
  {
    status: 503,
    says: 'upstream',
    cause:
      'The gateway is there, the service behind it is not. This answer is plain text, not JSON.',
    remedy: 'Wait a little and send it again.',
  },
  {
    status: 404,
    says: 'no route',
    cause: 'The gateway knows no such path, or not with this method.',
    remedy: 'Compare the path with the step, letter by letter.',
  },
]

export const loginPitfalls: readonly Pitfall[] = [
  wait,
  {
    status: 401,
    says: 'Auth failure',
    cause: 'There is no login session, or it was not used for a while.',
    remedy: 'Log in again; then send this step again.',
  },
  {
    status: 400,
    says: 'CSRF',
    cause: 'X-CSRF-Token is missing, or it is not the value of this session’s csrftoken cookie.',
    remedy:
      'Send the request as this step builds it, with the newest value. If in doubt, log in again.',
  },
  {
    status: 400,
    says: 'customer',
    cause: 'This customer ID is not one that the user and the client belong to.',
    remedy: 'Copy the Customer ID from the user menu of Central, and compare the client ID.',
  },
]

export const apiPitfalls: readonly Pitfall[] = [
  {
    status: 401,
    says: 'invalid_token',
    cause:
      'The access token is older than two hours, was replaced by a refresh, was deleted, or is of another region.',
    remedy: 'Refresh it; if that fails too, begin at the login or download a new token.',
  },
  {
    status: 401,
    cause: 'The call came without a token.',
    remedy: 'Send the request with its Authorization header, as this step builds it.',
  },
  {
    status: 403,
    says: 'Tenant',
    cause: 'TenantID names a customer that is not a tenant of this MSP.',
    remedy: 'List the tenants and copy the customer_id from there.',
  },
  {
    status: 403,
    cause: 'The token may not do this: its scope is read, or the user’s role has no access here.',
    remedy: 'Ask for a code with scope all, or ask the administrator for the role.',
  },
  ...gatewayPitfalls,
]
