/** What Adobe's steps have in common: addresses, the device header, what goes wrong everywhere. */
import { claimsOf } from '../../core/answer/jwt.ts'
import type { HttpRequest } from '../../core/http.ts'
import { Refusal } from '../../core/problem.ts'
import { type Deviation, rfc } from '../../core/source.ts'
import type { Context, Field, Pitfall } from '../../core/vendor.ts'
import { access, registration } from './sources.ts'

export const registerEndpoint = (context: Context) => `${context.at()}/o/client/register`
export const tokenEndpoint = (context: Context) => `${context.at()}/o/client/token`
export const report = (context: Context, path: string) => `${context.at('cmu')}${path}`

/** The header is sent only once the step that makes it was run. */
export function withDevice(request: HttpRequest, context: Context): HttpRequest {
  const device = context.values.x_device_info ?? ''
  if (device === '') return request
  return { ...request, headers: [...request.headers, ['x-device-info', device]] }
}

/** A JWT written out for reading. Decoded, not verified. */
export function opened(jwt: string, what: string) {
  const parts = claimsOf(jwt)
  if (parts === undefined)
    throw new Refusal({
      kind: 'malformed_response',
      code: 'not_a_jwt',
      means: `The ${what} is not a JWT: it should have three parts with dots between them.`,
      remedy: 'It may still work. Only looking inside is not possible.',
      source: rfc(7519),
    })
  // Whole numbers too large for a number are kept as bigint, which JSON.stringify does not know.
  const written = (_name: string, one: unknown) => (typeof one === 'bigint' ? String(one) : one)
  return { ...parts, text: JSON.stringify(parts, written, 2) }
}

export const redirect_uri: Field = {
  name: 'redirect_uri',
  label: 'Redirect URI',
  kind: 'url',
  optional: true,
  sample: 'https://www.adobe.com',
  example: 'https://www.example.com',
  hint: 'One address, under the singular name redirect_uri. Nothing is ever sent there in this flow; leave it empty to leave it out.',
  check: (value) => {
    if (!URL.canParse(value)) return 'The redirect URI must be a whole address, with its scheme.'
    return value.includes('#')
      ? 'A redirect URI has no fragment. Remove the part from # on.'
      : undefined
  },
}

const throttled: Pitfall = {
  status: 429,
  cause:
    'More than one request a second from this address, after a first burst of ten. The answer is a web page, not JSON.',
  remedy: 'Wait a second, then send it again. A program must look at the status before it parses.',
}

export const registerPitfalls: readonly Pitfall[] = [
  {
    status: 400,
    says: 'unapproved_software_statement',
    cause: 'The statement is genuine, but revoked, or made for another of Adobe’s environments.',
    remedy: 'Compare the environment with the dashboard’s, and ask tve-support@adobe.com.',
  },
  {
    status: 400,
    says: 'invalid_software_statement',
    cause: 'The statement is damaged, incomplete or not signed by Adobe.',
    remedy: 'Download it from the dashboard again and take all of it.',
  },
  {
    status: 400,
    says: 'invalid_redirect_uri',
    cause:
      'redirect_uri is not a whole address, has a fragment, or is not one the statement allows.',
    remedy: 'Correct it, or leave it out.',
  },
  {
    status: 400,
    says: 'invalid_request',
    cause: 'software_statement is missing, or the body is not JSON.',
    remedy: 'Send application/json with software_statement in it. A form is not understood here.',
  },
  {
    status: 415,
    cause: 'The body is not JSON.',
    remedy: 'Send it as application/json.',
  },
  throttled,
]

export const tokenPitfalls: readonly Pitfall[] = [
  {
    status: 400,
    says: 'invalid_client',
    cause: 'Adobe does not know these credentials, or has revoked them.',
    remedy: 'Register again, and use the new client ID and secret.',
  },
  {
    status: 400,
    says: 'unsupported_grant_type',
    cause: 'grant_type is not client_credentials, letter by letter.',
    remedy: 'Correct the spelling.',
  },
  {
    status: 400,
    says: 'unauthorized_client',
    cause: 'This client was not registered for client_credentials.',
    remedy: 'Ask Adobe’s support for a statement that allows it, and register again.',
  },
  {
    status: 400,
    says: 'invalid_request',
    cause: 'A parameter is missing or stands there twice, or the client was named in two ways.',
    remedy: 'Send client_id, client_secret and grant_type, each once, and no Basic header.',
  },
  throttled,
]

export const reportPitfalls: readonly Pitfall[] = [
  {
    status: 401,
    cause: 'The access token is missing, damaged or older than six hours.',
    remedy: 'Get a new token with the same credentials; there is no need to register again.',
  },
  {
    status: 403,
    cause: 'The application is not enabled for CMU, or not for the tenant that was asked for.',
    remedy: 'Ask for another tenant, or ask Adobe’s support to enable the application.',
  },
  {
    status: 404,
    cause: 'No report is kept for this list of dimensions in this order.',
    remedy: 'Start at the root and follow the links: they lead only to reports that exist.',
  },
  {
    status: 400,
    cause: 'The question cannot be understood, or would give too much. The text says which.',
    remedy:
      'Read the text below: dates are ISO 8601, filters name dimensions, metrics are spelled as listed.',
  },
  {
    status: 405,
    cause: 'CMU takes GET only: no POST, no OPTIONS, no HEAD.',
    remedy: 'Send GET.',
  },
  {
    status: 406,
    cause: 'None of the four formats fits: JSON, XML, CSV, HTML.',
    remedy: 'Ask for one of them, or for none and take JSON.',
  },
]

export const singular: Deviation = {
  how: 'The request has redirect_uri, one text.',
  rule: 'Registration has redirect_uris, a list.',
  rfc: rfc(7591, '2'),
  source: registration,
}

export const registrationAnswer: readonly Deviation[] = [
  {
    how: 'client_id_issued_at counts milliseconds in the picture; the newer reference shows seconds.',
    rule: 'It counts seconds.',
    rfc: rfc(7591, '3.2.1'),
    source: access,
  },
  {
    how: 'The scopes come as a list called scopes.',
    rule: 'One text called scope, with blanks.',
    rfc: rfc(7591, '2'),
    source: access,
  },
  {
    how: 'client_secret_expires_at is not there.',
    rule: 'It is required as soon as a secret is given; 0 means never.',
    rfc: rfc(7591, '3.2.1'),
    source: access,
  },
]
