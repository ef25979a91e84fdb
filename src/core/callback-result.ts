/** What an answer that is safe to read must hold: a refusal, or everything its response type promises. */
import {
  type Arrived,
  broken,
  type Check,
  check,
  first,
  has,
  multipleTypes,
  type Pairs,
  stop,
} from './callback-parts.ts'
import type { Problem } from './problem.ts'
import { typesIn } from './response-mode.ts'
import { type Link, rfc } from './source.ts'

const asks = ({ expected }: Arrived, type: string): boolean =>
  typesIn(expected.response_type).includes(type)

const isHybrid = ({ expected }: Arrived): boolean => typesIn(expected.response_type).length > 1

export const resultChecks: readonly Check[] = [
  check('it does not say yes and no at once', ({ answer }) =>
    has(answer, 'error') && has(answer, 'code', 'access_token', 'id_token')
      ? stop(
          'error_and_success',
          'The answer carries an error and a result together.',
          rfc(6749, '4.1.2.1'),
        )
      : undefined,
  ),
  check('it is not an error', ({ answer }) => {
    const error = first(answer, 'error')
    return error === undefined ? undefined : refusal(error, first(answer, 'error_description'))
  }),
  check('a code is there and legal (RFC 6749 A.11)', (arrived) =>
    asks(arrived, 'code') ? legal(arrived, 'code', rfc(6749, '4.1.2')) : undefined,
  ),
  check('a token is there, legal and typed (RFC 6749 4.2.2)', (arrived) => {
    if (!asks(arrived, 'token')) return undefined
    return legal(arrived, 'access_token', rfc(6749, '4.2.2')) ?? typed(arrived.answer)
  }),
  check('an ID token is there and legal (OpenID Connect Core 3.2.2.5)', (arrived) =>
    asks(arrived, 'id_token') ? legal(arrived, 'id_token', multipleTypes('3')) : undefined,
  ),
]

function typed(answer: Pairs): Problem | undefined {
  if (!has(answer, 'token_type'))
    return broken(
      'token_type_missing',
      'token_type is missing; it is required.',
      rfc(6749, '4.2.2'),
    )
  const lifetime = first(answer, 'expires_in')
  return lifetime === undefined || /^\d{1,10}$/.test(lifetime)
    ? undefined
    : broken('expires_in_invalid', 'expires_in is not a number of seconds.', rfc(6749, '4.2.2'))
}

/** Of several promised parts all have to come (OAuth 2.0 Multiple Response Types, section 5). */
function legal(arrived: Arrived, name: string, rule: Link): Problem | undefined {
  const value = first(arrived.answer, name)
  if (value === undefined || value === '')
    return broken(
      `${name}_missing`,
      `The answer carries no ${name}.`,
      isHybrid(arrived) ? multipleTypes('5') : rule,
    )
  // VSCHAR is %x20-7E (RFC 6749 appendix A): anything else could become a header later (T58).
  return /^[\x20-\x7e]+$/.test(value)
    ? undefined
    : stop(
        `${name}_illegal_chars`,
        `${name} has characters that RFC 6749 does not allow.`,
        rfc(6749, 'appendix-A'),
      )
}

function refusal(error: string, description: string | undefined): Problem {
  const denied = error === 'access_denied'
  return {
    kind: 'oauth_error',
    code: error,
    said: description === undefined ? error : `${error}: ${description}`,
    means: denied
      ? 'The person, or a rule of the server, said no on the consent page.'
      : 'The authorization server refused the request.',
    remedy: denied
      ? 'Go to the login page again and approve, or ask who administers the server why it is denied.'
      : 'Compare the request with what the server expects, and start the step again.',
    source: rfc(6749, '4.1.2.1'),
  }
}
