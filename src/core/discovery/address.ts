/** May this address of a server's metadata be used at all? (RFC 8414 section 2, RFC 6749 section 3.2; T60) */
import { type Problem, type ProblemKind, Refusal } from '../problem.ts'
import { type Link, rfc } from '../source.ts'

/** Plain http is for this machine only: the sandbox, or a server under development. */
export const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'

const problem = (kind: ProblemKind, code: string, means: string, source: Link): Problem => ({
  kind,
  code,
  means,
  remedy:
    'Nothing was taken from it. Ask whoever runs the server, or fill in the addresses by hand if you know better.',
  source,
})

/**
 * The address, letter by letter as the server wrote it.
 * @param name the member, for the sentence: `token_endpoint`
 * @throws Refusal
 */
export function checkedAddress(name: string, value: unknown): string {
  if (typeof value !== 'string')
    throw new Refusal(
      problem('malformed_response', 'endpoint_type', `${name} is not a text.`, rfc(8414, '2')),
    )
  if (!URL.canParse(value))
    throw new Refusal(
      problem('malformed_response', 'endpoint_type', `${name} is no address.`, rfc(8414, '2')),
    )
  const url = new URL(value)
  const refuse = (kind: ProblemKind, code: string, how: string, source = rfc(8414, '2')) =>
    new Refusal(problem(kind, code, `${name} ${how}`, source))
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refuse('security_stop', 'endpoint_scheme', `begins with ${url.protocol}, not with https.`)
  // Other parsers, and the relay, read `https:host`, a backslash or a blank in another way, or not at all.
  if (!/^https?:\/\/[^/\\?#]/i.test(value) || /[\\\p{C}\p{Z}]/u.test(value))
    throw refuse('malformed_response', 'endpoint_spelling', 'is not written as an address is.')
  if (url.username !== '' || url.password !== '')
    throw refuse('security_stop', 'endpoint_userinfo', 'hides a user name before the host.')
  if (url.protocol === 'http:' && !isLoopback(url))
    throw refuse(
      'security_stop',
      'endpoint_not_https',
      'is not https: secrets would be readable on the way.',
    )
  if (value.includes('#'))
    throw refuse('malformed_response', 'endpoint_fragment', 'has a fragment.', rfc(6749, '3.2'))
  return value
}
