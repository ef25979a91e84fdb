/** What several steps of Usage Engine have in common: paths, fields, and what goes wrong everywhere. */
import type { Context, Field, Pitfall } from '../../core/vendor.ts'

export const tokenEndpoint = (context: Context): string =>
  `${context.at()}/authentication/v1/oauth/token`

/** A call of the metering API. Blanks are written %20, as in the vendor's own example. */
export function metering(
  context: Context,
  route: string,
  query: Readonly<Record<string, string>> = {},
): string {
  const text = Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  return `${context.at()}/usage-metering/v1${route}${text === '' ? '' : `?${text}`}`
}

export const region: Field = {
  name: 'region',
  label: 'Region',
  kind: 'choice',
  initial: 'eu',
  choices: [
    { value: 'eu', label: 'EU', hint: 'api.digitalroute.io, the usual one.' },
    { value: 'us', label: 'US', hint: 'api.us.digitalroute.io' },
  ],
}

export const client_id: Field = {
  name: 'client_id',
  label: 'Client ID',
  hint: '32 characters, from Configuring Application Access.',
  sample: 'k7Rw2NqTzYb4Hc9LxVd1PmGs6JfA3EuQ',
}

export const client_secret: Field = {
  name: 'client_secret',
  label: 'Client secret',
  kind: 'password',
  hint: '64 characters. It was shown once, and stands in the file of Download JSON.',
  sample: 'sandbox-full-access_7Qm2vXr9Lk4TzWc8NbYp3HdGf6JsAe1UoKi5RtEwBxZn',
}

export const tokenPitfalls: readonly Pitfall[] = [
  {
    status: 401,
    cause: 'The client ID or the client secret is wrong, or the application access was deleted.',
    remedy:
      'Compare both with the JSON you downloaded. If the secret is lost, an administrator creates a new application access.',
  },
  {
    status: 403,
    says: 'Service not enabled',
    cause: 'No API goes by this audience. The text is compared letter by letter.',
    remedy:
      'Use the address of your region with a slash at its end, and send the request to the same region.',
  },
  {
    status: 403,
    says: 'not authorized to access',
    cause: 'The API exists, but this application access may not ask for tokens for it.',
    remedy: 'Choose the region in which the application access was created.',
  },
  {
    status: 403,
    says: 'audience parameter',
    cause: 'The request names no audience.',
    remedy: 'Choose the audience again; without it there is no token.',
  },
  {
    status: 429,
    cause: 'Too many tokens were asked for: 1000 in five minutes is the limit.',
    remedy: 'Keep a token for its whole hour instead of asking before every call.',
  },
]

export const apiPitfalls: readonly Pitfall[] = [
  {
    status: 401,
    cause: 'The token has expired, is meant for another audience, or is missing from the header.',
    remedy: 'Ask for a new token. If that does not help, open it and compare aud with the region.',
  },
  {
    status: 403,
    cause: 'The application access lacks the permission for this call.',
    remedy: 'Open the token and look at scope. An administrator can grant what is missing.',
  },
  {
    status: 404,
    cause: 'Nothing has this id, or the path is wrong.',
    remedy: 'List first, and use an id from the list.',
  },
  {
    status: 413,
    cause: 'The body is larger than the API takes.',
    remedy: 'Send less at once.',
  },
  {
    status: 429,
    cause: 'Too many calls in a short time.',
    remedy: 'Wait as long as Retry-After says, then send it again.',
  },
]
