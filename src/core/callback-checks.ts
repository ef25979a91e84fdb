/** What makes an authorization answer unsafe, whatever it says: named checks, in the order they run. */
import {
  type Check,
  callbackParameters,
  check,
  first,
  formPost,
  has,
  says,
  stop,
} from './callback-parts.ts'
import { isPosted } from './form-post.ts'
import { typesIn } from './response-mode.ts'
import { rfc } from './source.ts'

/** A state older than this is not accepted (T52). */
const STATE_LIFE = 10 * 60_000

/** Which parameter each word of a response type brings. */
const brings: Readonly<Record<string, string>> = {
  code: 'code',
  token: 'access_token',
  id_token: 'id_token',
}

export const typeCheck: Check = check(
  'the answer is of the type that was asked for (T55)',
  ({ query, fragment, expected }) => {
    const types = typesIn(expected.response_type)
    const unasked = Object.entries(brings).flatMap(([type, name]) =>
      types.includes(type) ? [] : [name],
    )
    return has([...query, ...fragment], ...unasked)
      ? stop(
          'response_type_mismatch',
          `response_type=${expected.response_type} was asked for, and something else came back.`,
          rfc(9700, '2.1.2'),
        )
      : undefined
  },
)

/** Where the answer came to, and where it stands. Order is security: nothing is read before its place is right. */
export const placeChecks: readonly Check[] = [
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
  typeCheck,
  check('the answer stands where it belongs (T54)', ({ query, fragment, standing, url }) => {
    const { place } = standing
    if (says(place === 'query' ? fragment : query))
      return stop('response_mode_mismatch', misplaced(place), misplacedRule(place))
    if (place === 'query' || !says(fragment) || isPosted(url) === (place === 'form_post'))
      return undefined
    return stop(
      'response_mode_mismatch',
      place === 'form_post'
        ? 'The answer stands in the fragment; it was asked for as a form (response_mode=form_post).'
        : 'The answer was posted as a form; it was asked for in the fragment.',
      formPost,
    )
  }),
  check('no parameter repeats (RFC 6749 3.1)', ({ answer }) => {
    const names = answer.map(([name]) => name)
    const twice = callbackParameters.find((name) => names.indexOf(name) !== names.lastIndexOf(name))
    return twice === undefined
      ? undefined
      : stop('duplicate_param', `${twice} stands there more than once.`, rfc(6749, '3.1'))
  }),
]

/** Whether it answers this walk, and comes from where this walk went. */
export const bindingChecks: readonly Check[] = [
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
    // An ID token in the same answer names the issuer, too, and is held to it (section 4).
    if (iss === undefined)
      return expected.issuerPromised && !has(answer, 'id_token')
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
]

function misplaced(place: 'query' | 'fragment' | 'form_post'): string {
  if (place === 'query') return 'The answer stands in the fragment; a code belongs in the query.'
  return place === 'fragment'
    ? 'The answer stands in the query; a token belongs in the fragment, where no server log sees it.'
    : 'The answer stands in the query; it was asked for as a form (response_mode=form_post).'
}

const misplacedRule = (place: 'query' | 'fragment' | 'form_post') =>
  place === 'form_post' ? formPost : place === 'query' ? rfc(6749, '4.1.2') : rfc(6749, '4.2.2')
