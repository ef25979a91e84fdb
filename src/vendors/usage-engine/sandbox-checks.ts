/** Usage Engine's own checks: audiences, scopes, sizes, and its two ways to count token requests. */
import { claimsOf } from '../../core/answer/jwt.ts'
import { type Check, Fault, type Turn } from '../../core/simulation.ts'
import type { RateLimit } from '../../core/simulator.ts'
import { audiencesOf, knownAudiences } from './sandbox-accesses.ts'

/** [A] The documents name 413 and no size. */
const LARGEST_BODY = 64 * 1024

const audienceOf = (turn: Turn): string => turn.parameters.get('audience') ?? ''

export const scopes = [
  'create:meter_types',
  'create:meters',
  'delete:meter_types',
  'delete:meters',
  'read:meter_types',
  'read:meters',
] as const

const scopeCheck = (scope: string): Check => ({
  name: `scope ${scope}`,
  source: 'RFC 6750 section 3.1 insufficient_scope; vendor notes, 3.2.4 [I], 3.3 [A]',
  run(turn) {
    if (turn.access?.scope.split(' ').includes(scope) !== true)
      throw new Fault('scope_lacking', { scope })
    return undefined
  },
})

export const checks: readonly Check[] = [
  {
    name: 'token_requests_left',
    source: 'vendor notes, 3.2.2 [D]: two versions of the page',
    run: (turn) => turn.runCheck(`limit:${String(turn.setting('token_limit'))}`),
  },
  {
    name: 'access_there',
    source: 'vendor notes, 3.3 [A]: without its application access a client is unknown',
    run(turn) {
      if (turn.setting('access_deleted') === true) throw new Fault('client_credentials_wrong')
      return undefined
    },
  },
  {
    name: 'audience_given',
    source: 'vendor notes, 3.2.3 [A]',
    run(turn) {
      if (audienceOf(turn) === '') throw new Fault('audience_missing')
      return undefined
    },
  },
  {
    name: 'audience_known',
    source: 'vendor notes, 3.2.3 and 3.3 [I]: compared letter by letter',
    run(turn) {
      const audience = audienceOf(turn)
      if (!knownAudiences(turn).includes(audience))
        throw new Fault('audience_unknown', { audience })
      return undefined
    },
  },
  {
    name: 'audience_granted',
    source: 'vendor notes, 3.2.3 [I]',
    run(turn) {
      const audience = audienceOf(turn)
      if (turn.client?.facts?.['audiences']?.split(' ').includes(audience) !== true)
        throw new Fault('audience_not_granted', { audience })
      return undefined
    },
  },
  {
    name: 'audience_right',
    source: 'RFC 9068 section 4: aud must be the resource server',
    run(turn) {
      const aud = claimsOf(turn.access?.access_token ?? '')?.claims['aud']
      if (typeof aud !== 'string' || !audiencesOf(turn).includes(aud))
        throw new Fault('audience_differs')
      return undefined
    },
  },
  {
    name: 'in_order',
    source: 'vendor notes, 3.2.3 [D]: 500 and 503',
    run(turn) {
      const outage = turn.setting('outage')
      if (outage === '500') throw new Fault('out_of_order')
      if (outage === '503') throw new Fault('out_of_service')
      return undefined
    },
  },
  {
    name: 'body_small',
    source: 'vendor notes, 3.2.3 [D]: 413',
    run(turn) {
      if (new TextEncoder().encode(turn.body).length > LARGEST_BODY)
        throw new Fault('body_too_large')
      return undefined
    },
  },
  ...scopes.map(scopeCheck),
]

/** What every call of the API goes through, before its own scope. */
export const doors = [
  'in_order',
  'token_given',
  'token_known',
  'token_fresh',
  'audience_right',
  'limit:api',
] as const

const counted = (max: number) => (left: number) =>
  [
    ['x-ratelimit-limit', String(max)],
    ['x-ratelimit-remaining', String(left)],
  ] as const

export const limits: Readonly<Record<string, RateLimit>> = {
  window: {
    source: 'vendor notes, 3.2.2 [D], newer page: 1000 in 5 minutes',
    seconds: 300,
    max: () => 1000,
    key: () => '',
    headers: counted(1000),
  },
  // Five at once, and as many again after half a second, make ten a second.
  burst: {
    source: 'vendor notes, 3.2.2 [D], older page: 10 a second, burst 5',
    seconds: 0.5,
    max: () => 5,
    key: () => '',
    headers: counted(5),
  },
  api: {
    source: 'vendor notes, 3.2.3 [D]: 429, without a number [A]',
    seconds: 60,
    max: (turn) => Number(turn.setting('api_limit')),
    key: (turn) => turn.client?.client_id ?? '',
  },
}
