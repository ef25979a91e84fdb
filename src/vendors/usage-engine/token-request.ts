/** The token request of Usage Engine: an audience beside the usual parameters, as a form or as JSON. */
import { ClientSecretPost } from 'oauth4webapi'
import { type HttpRequest, textOf, utf8 } from '../../core/http.ts'
import type { TokenCall } from '../../core/steps.ts'
import type { Context, Field } from '../../core/vendor.ts'
import { tokenEndpoint } from './shared.ts'

export const token_format: Field = {
  name: 'token_format',
  label: 'Format of the request',
  kind: 'choice',
  initial: 'form',
  choices: [
    { value: 'form', label: 'Form', hint: 'As RFC 6749 says and the guide shows.' },
    { value: 'json', label: 'JSON', hint: 'As the API reference shows. The answer is the same.' },
  ],
}

/** The order of the vendor's examples. */
const order = ['grant_type', 'client_id', 'client_secret', 'audience']

function formatted(request: HttpRequest, context: Context): HttpRequest {
  const given = new URLSearchParams(textOf(request))
  const names = [...order.filter((name) => given.has(name)), ...given.keys()]
  const pairs = [...new Set(names)].map((name) => [name, given.get(name) ?? ''] as const)
  if (context.values['token_format'] !== 'json')
    return {
      ...request,
      body: utf8(new URLSearchParams(pairs.map(([...pair]) => pair)).toString()),
    }
  return {
    ...request,
    headers: request.headers.map(([name, value]) =>
      name === 'content-type' ? [name, 'application/json'] : [name, value],
    ),
    body: utf8(JSON.stringify(Object.fromEntries(pairs))),
  }
}

/** Client credentials for an audience. */
export const credentialsFor = (audience: (context: Context) => string): TokenCall => ({
  grant_type: 'client_credentials',
  endpoint: tokenEndpoint,
  auth: (context) => ClientSecretPost(context.need('client_secret')),
  parameters: (context) => ({ audience: audience(context) }),
  shape: formatted,
})
