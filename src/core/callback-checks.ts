/** What makes an authorization response unsafe or unreadable: named checks, in the order they run. */
import type { Problem } from './problem.ts'
import { type Link, rfc } from './source.ts'

/** What the redirect froze before it left. Times are Unix milliseconds. */
export interface Expected {
  readonly response_type: 'code' | 'token'
  /** Empty when the person removed it from the request: then nothing binds the answer. */
  readonly state: string
  readonly redirect_uri: string
  readonly startedAt: number
  readonly issuer?: string
  /** The server promises `iss` in its answers (RFC 9207 section 3). */
  readonly issuerPromised?: boolean
  /** This state was used already. */
  readonly consumed?: boolean
}

/** A state older than this is not accepted (T52). */
const STATE_LIFE = 10 * 60_000

/** Every parameter an authorization response may carry that this reader knows. */
export const callbackParameters: readonly string[] = [
  'code',
  'state',
  'iss',
  'error',
  'error_description',
  'error_uri',
  'access_token',
  'token_type',
  'expires_in',
  'scope',
  'id_token',
  'session_state',
  'response',
]

export type Pairs = readonly (readonly [name: string, value: string])[]

export interface Arrived {
  readonly url: URL
  readonly query: Pairs
  readonly fragment: Pairs
  /** The part where the answer must stand. */
  readonly answer: Pairs
  readonly expected: Expected
  readonly at: number
}

const has = (pairs: Pairs, ...names: string[]) => pairs.some(([name]) => names.includes(name))
const first = (pairs: Pairs, wanted: string) => pairs.find(([name]) => name === wanted)?.[1]
const says = (pairs: Pairs) => pairs.some(([name]) => callbackParameters.includes(name))

const stop = (code: string, means: string, source?: Link): Problem => ({
  kind: 'security_stop',
  code,
  means,
  remedy: 'Nothing was taken from this address. Start the step again from its button.',
  ...(source === undefined ? {} : { source }),
})

export const noPendingRequest: Problem = stop(
  'no_pending_request',
  'No walk is waiting for an answer like this.',
)

const broken = (code: string, means: string, source: Link): Problem => ({
  kind: 'malformed_response',
  code,
  means,
  remedy: 'Look at the address as it came back, and show it to whoever runs the server.',
  source,
})

interface Check {
  readonly name: string
  readonly test: (arrived: Arrived) => Problem | undefined
}

const check = (name: string, test: Check['test']): Check => ({ name, test })

/** Order is security: what could be forged is refused before anything is read from it. */
export const callbackChecks: readonly Check[] = [
  check('it came to the registered address (RFC 9700 4.4, T53)', ({ url, expected }) => {
    const wanted = new URL(expected.redirect_uri)
    if (url.origin !== wanted.origin)
      return stop(
        'callback_origin_mismatch',
        `The answer came to ${url.origin}, but ${wanted.origin} was asked for.`,
        rfc(9700, '4.1'),
      )
    if (url.pathname !== wanted.pathname)
      return stop(
        'callback_context_mismatch',
        `The answer came to ${url.pathname}, but ${wanted.pathname} was asked for: it may belong to another walk.`,
        rfc(9700, '4.4'),
      )
    return undefined
  }),
  check('query and fragment do not both answer (T54)', ({ query, fragment }) =>
    says(query) && says(fragment)
      ? stop(
          'mixed_response',
          'The query and the fragment both carry an answer.',
          rfc(6749, '4.1.2'),
        )
      : undefined,
  ),
  check('the answer is of the type that was asked for (T55)', ({ query, fragment, expected }) => {
    const both = [...query, ...fragment]
    const other =
      expected.response_type === 'code' ? has(both, 'access_token', 'id_token') : has(both, 'code')
    return other
      ? stop(
          'response_type_mismatch',
          `response_type=${expected.response_type} was asked for, and something else came back.`,
          rfc(9700, '2.1.2'),
        )
      : undefined
  }),
  check('the answer stands where it belongs (T54)', ({ query, fragment, expected }) => {
    const elsewhere = expected.response_type === 'code' ? fragment : query
    return says(elsewhere)
      ? stop(
          'response_mode_mismatch',
          expected.response_type === 'code'
            ? 'The answer stands in the fragment; a code belongs in the query.'
            : 'The answer stands in the query; a token belongs in the fragment, where no server log sees it.',
          rfc(6749, expected.response_type === 'code' ? '4.1.2' : '4.2.2'),
        )
      : undefined
  }),
  check('no parameter repeats (RFC 6749 3.1)', ({ answer }) => {
    const names = answer.map(([name]) => name)
    const twice = callbackParameters.find((name) => names.indexOf(name) !== names.lastIndexOf(name))
    return twice === undefined
      ? undefined
      : stop('duplicate_param', `${twice} stands there more than once.`, rfc(6749, '3.1'))
  }),
  check('state is ours (RFC 6749 10.12, T52)', ({ answer, expected }) => {
    if (expected.state === '') return undefined
    const state = first(answer, 'state')
    if (state === undefined)
      return stop(
        'state_missing',
        has(answer, 'amp;state')
          ? 'state is missing; amp;state is there: the server wrote an HTML-escaped address.'
          : 'The answer carries no state, so it cannot be tied to this walk.',
        rfc(6749, '10.12'),
      )
    return state === expected.state
      ? undefined
      : stop('state_mismatch', 'The state is not the one this walk sent.', rfc(6749, '10.12'))
  }),
  check('state is used once and in time (T52)', ({ expected, at }) => {
    if (expected.consumed)
      return stop('state_consumed', 'This answer was taken already; a state is good for one use.')
    return at - expected.startedAt > STATE_LIFE
      ? stop('state_expired', 'The walk left for the login page more than ten minutes ago.')
      : undefined
  }),
  check('iss is the server this walk went to (RFC 9207)', ({ answer, expected }) => {
    const iss = first(answer, 'iss')
    if (iss === undefined)
      return expected.issuerPromised
        ? stop(
            'iss_missing',
            'The server promises iss in its answers; this one has none.',
            rfc(9207, '2.4'),
          )
        : undefined
    return expected.issuer === undefined || iss === expected.issuer
      ? undefined
      : stop('iss_mismatch', `iss is ${iss}, not ${expected.issuer}.`, rfc(9207, '2.4'))
  }),
  check('it does not say yes and no at once', ({ answer }) =>
    has(answer, 'error') && has(answer, 'code', 'access_token')
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
  check('a code is there and legal (RFC 6749 A.11)', ({ answer, expected }) =>
    expected.response_type === 'code' ? token(answer, 'code', '4.1.2') : undefined,
  ),
  check('a token is there, legal and typed (RFC 6749 4.2.2)', ({ answer, expected }) => {
    if (expected.response_type !== 'token') return undefined
    const bad = token(answer, 'access_token', '4.2.2')
    if (bad !== undefined) return bad
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
  }),
]

function token(answer: Pairs, name: string, section: string): Problem | undefined {
  const value = first(answer, name)
  if (value === undefined || value === '')
    return broken(`${name}_missing`, `The answer carries no ${name}.`, rfc(6749, section))
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
