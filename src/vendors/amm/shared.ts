/** What AMM's flows have in common: its fields, how it wants parameters, what goes wrong everywhere. */

import type { HttpRequest } from '../../core/http.ts'
import type { Deviation } from '../../core/source.ts'
import { rfc } from '../../core/source.ts'
import type { Context, Field, Pitfall } from '../../core/vendor.ts'
import { overview, spring } from './sources.ts'

export const tokenEndpoint = (context: Context) => `${context.at()}/api/oauth/token`
export const authorizeEndpoint = (context: Context) => `${context.at()}/api/oauth/authorize`

export const address: Field = {
  name: 'amm_address',
  label: 'Address of your AMM',
  kind: 'text',
  example: '10.20.30.40',
  hint: 'The IP address or name you open AMM’s pages with. https is assumed when you name no scheme.',
  when: (_values, target) => target === 'live',
  check: (value) =>
    URL.canParse(/^https?:\/\//i.test(value) ? value : `https://${value}`)
      ? undefined
      : 'This is not an address. Type an IP address or a host name, with a port if it needs one.',
}

export const client_id: Field = {
  name: 'client_id',
  label: 'Client ID',
  hint: 'From Develop → API Clients. Public ones are 32 lower-case hex digits.',
  sample: 'my_client',
}

export const client_secret: Field = {
  name: 'client_secret',
  label: 'Client secret',
  kind: 'password',
  hint: 'Shown beside the client ID in Develop → API Clients.',
  sample: 'the_secret',
}

export const redirect_uri: Field = {
  name: 'redirect_uri',
  label: 'Redirect URI',
  kind: 'url',
  hint: 'Must be the redirect URL registered for the client. If yours is another one, keep it: after the login you can paste the address you landed on.',
  initial: (environment) => environment.callback,
  check: (value) => {
    if (!URL.canParse(value)) return 'The redirect URI must be a whole address, with its scheme.'
    // RFC 6749 section 3.1.2: the endpoint URI must not include a fragment.
    return value.includes('#')
      ? 'A redirect URI has no fragment. Remove the part from # on.'
      : undefined
  },
}

export const parameters_in: Field = {
  name: 'parameters_in',
  label: 'Where the parameters go',
  kind: 'choice',
  initial: 'query',
  choices: [
    { value: 'query', label: 'In the query', hint: 'As AMM’s examples show it.' },
    { value: 'body', label: 'In the body', hint: 'As AMM’s prose and RFC 6749 say.' },
  ],
}

/** AMM reads query and form body alike; `parameters_in` says where they go. */
export function placed(request: HttpRequest, context: Context): HttpRequest {
  const parameters = new URLSearchParams(request.body?.data ?? '')
  // grant_type first, as in every example of the vendor.
  const ordered = new URLSearchParams({ grant_type: parameters.get('grant_type') ?? '' })
  for (const [name, value] of parameters) if (name !== 'grant_type') ordered.append(name, value)
  if (context.values.parameters_in !== 'query')
    return { ...request, body: { encoding: 'utf8', data: ordered.toString() } }
  return {
    method: request.method,
    url: `${request.url}?${ordered}`,
    headers: request.headers.filter(([name]) => name !== 'content-type'),
  }
}

export const inQuery: Deviation = {
  how: 'AMM’s examples put the parameters, passwords included, in the query of a POST.',
  rule: 'They belong in the body: addresses end up in logs and histories.',
  rfc: rfc(6749, '4.3.2'),
  source: overview,
}

export const reuse: Deviation = {
  how: 'Asking again gives the same access token with less time left.',
  rule: 'Allowed, but unusual: most servers make a new token for each request.',
  rfc: rfc(6749, '5.1'),
  source: spring,
}

export const clientPitfalls: readonly Pitfall[] = [
  {
    status: 401,
    says: 'Full authentication',
    cause: 'The Basic header is missing or cannot be read.',
    remedy: 'Build the Basic header again, and send the request without editing its headers.',
  },
  {
    status: 401,
    says: 'Bad client credentials',
    cause:
      'The client ID or the client secret is wrong, or they were encoded in a way AMM does not undo.',
    remedy:
      'Compare both with Develop → API Clients. If one holds - _ . or other signs, choose the raw encoding.',
  },
  {
    status: 401,
    says: 'Unauthorized grant type',
    cause: 'This client may not use this way in.',
    remedy: 'Ask the administrator which grants the client has, or take another flow.',
  },
  {
    status: 403,
    says: 'disabled',
    cause: 'The administrator disabled the client, the user or the customer group.',
    remedy:
      'Ask the administrator to enable it in Develop → API Clients or in the group’s settings.',
  },
  {
    status: 408,
    cause: 'AMM took longer than its own limit, 300 seconds by default.',
    remedy: 'Ask for less at once, or try again when the server has less to do.',
  },
]

export const apiPitfalls: readonly Pitfall[] = [
  {
    status: 401,
    says: 'expired',
    cause: 'The access token is older than 24 hours.',
    remedy: 'Refresh it, or get a new one.',
  },
  {
    status: 401,
    cause:
      'AMM does not know this access token: it was revoked, replaced by a refresh, or never issued here.',
    remedy: 'Get a new token. After a refresh only the newest one works.',
  },
  {
    status: 403,
    cause:
      'Access is disabled for the client, the user or the customer group, or the user lacks the Develop privilege.',
    remedy: 'Ask the administrator to check all three.',
  },
  {
    status: 429,
    cause:
      'The customer group has used up its calls for this hour: 360 unless the administrator changed it.',
    remedy: 'Wait as many seconds as X-Rate-Limit-Retry-After-Seconds says, then send it again.',
  },
  {
    status: 408,
    cause: 'AMM took longer than its own limit, 300 seconds by default.',
    remedy: 'Ask for fewer gateways, fewer data IDs or a shorter time span.',
  },
]
