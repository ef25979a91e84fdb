/** Where a registered client is managed (RFC 7592): the token for it must not go anywhere else. */
import { type Problem, Refusal } from '../problem.ts'
import { rfc } from '../source.ts'
import { type JsonRecord, member } from './json.ts'

const stop = (code: string, means: string): Problem => ({
  kind: 'security_stop',
  code,
  means,
  remedy: 'The client was not kept. Ask whoever runs the server before you register again.',
  source: rfc(7592, '3'),
})

/**
 * @param endpoint where the registration was sent; without it only the scheme can be judged
 * @throws Refusal
 */
export function checkManagement(record: JsonRecord, endpoint: string | undefined): void {
  const uri = member(record, 'registration_client_uri')
  if (typeof uri !== 'string') return
  const problem = problemWith(uri, endpoint)
  if (problem !== undefined) throw new Refusal(problem)
}

function problemWith(uri: string, endpoint: string | undefined): Problem | undefined {
  const url = parsed(uri)
  const own = endpoint === undefined ? undefined : parsed(endpoint)
  // The sandbox and some appliances speak http; then, and only then, so may the management address.
  const allowed = ['https:', own?.protocol ?? 'https:']
  if (url === undefined || !allowed.includes(url.protocol))
    return stop('endpoint_scheme', 'registration_client_uri is not an https address.')
  if (url.username !== '' || url.password !== '' || url.hash !== '')
    return stop('endpoint_form', 'registration_client_uri carries credentials or a fragment.')
  if (own === undefined || url.origin === own.origin) return undefined
  return stop(
    'endpoint_cross_origin',
    `The client would be managed at ${url.origin}, but it was registered at ${own.origin}: the management token would go there.`,
  )
}

function parsed(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}
