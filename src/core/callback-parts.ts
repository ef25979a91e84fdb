/** What an authorization answer is made of while it is judged, and the two ways to refuse one. */
import type { Problem } from './problem.ts'
import type { ResponseMode, Standing } from './response-mode.ts'
import type { Link } from './source.ts'

/** What the redirect froze before it left. Times are Unix milliseconds. */
export interface Expected {
  /** `code`, `token`, `code id_token`, …; `none` when only the state comes back. */
  readonly response_type: string
  readonly response_mode?: ResponseMode
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
  /** Where the answer must stand. */
  readonly standing: Standing
  /** The parameters there; of a signed answer, its claims. */
  readonly answer: Pairs
  readonly expected: Expected
  readonly at: number
}

export const has = (pairs: Pairs, ...names: readonly string[]): boolean =>
  pairs.some(([name]) => names.includes(name))

export const first = (pairs: Pairs, wanted: string): string | undefined =>
  pairs.find(([name]) => name === wanted)?.[1]

export const says = (pairs: Pairs): boolean => has(pairs, ...callbackParameters)

export const openid = (title: string, path: string): Link => ({
  title,
  url: `https://openid.net/specs/${path}`,
})

export const multipleTypes = (section: string): Link =>
  openid(
    `OAuth 2.0 Multiple Response Types, section ${section}`,
    'oauth-v2-multiple-response-types-1_0.html',
  )

export const formPost: Link = openid(
  'OAuth 2.0 Form Post Response Mode',
  'oauth-v2-form-post-response-mode-1_0.html',
)

export const stop = (code: string, means: string, source?: Link): Problem => ({
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

export const broken = (code: string, means: string, source: Link): Problem => ({
  kind: 'malformed_response',
  code,
  means,
  remedy: 'Look at the address as it came back, and show it to whoever runs the server.',
  source,
})

export interface Check {
  readonly name: string
  readonly test: (arrived: Arrived) => Problem | undefined
}

export const check = (name: string, test: Check['test']): Check => ({ name, test })
