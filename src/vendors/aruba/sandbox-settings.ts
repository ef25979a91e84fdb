/** The knobs of the gateway's simulator: what another account, another release or a bad day would change. */
import type { Setting } from '../../core/simulator.ts'

export const settings: readonly Setting[] = [
  {
    id: 'login_per_second',
    label: 'Calls per second in steps 1 to 3',
    hint: 'The guide says 1; a real answer was seen to allow 3.',
    kind: 'number',
    min: 1,
    max: 10,
    initial: 1,
  },
  {
    id: 'api_per_second',
    label: 'API calls per second and customer',
    kind: 'number',
    min: 1,
    max: 100,
    initial: 7,
  },
  {
    id: 'api_per_day',
    label: 'API calls per day and customer',
    hint: 'Counted from midnight GMT. Older accounts had 1000.',
    kind: 'number',
    min: 1,
    max: 100000,
    initial: 5000,
  },
  {
    id: 'one_token_per_half_hour',
    label: 'One authorization code per 30 minutes and client',
    hint: 'Newer documents name this limit; what it answers is not published.',
    kind: 'switch',
    initial: false,
  },
  {
    id: 'csrf_rotates',
    label: 'A new CSRF token with each authorization code',
    hint: 'The answer of step 3 sets the cookies again. Then the older token is worthless.',
    kind: 'switch',
    initial: false,
  },
  {
    id: 'wrong_cluster',
    label: 'The account lives in another region',
    hint: 'Logins, clients and tokens are unknown here.',
    kind: 'switch',
    initial: false,
  },
  {
    id: 'plain_http',
    label: 'Pretend the token call came over plain HTTP',
    kind: 'switch',
    initial: false,
  },
  {
    id: 'audit_milliseconds',
    label: 'Times of audit events in milliseconds',
    hint: 'The real service was seen to answer both.',
    kind: 'switch',
    initial: false,
  },
  {
    id: 'behind_the_gateway',
    label: 'The service behind the gateway',
    kind: 'choice',
    choices: [
      { value: 'well', label: 'answers' },
      { value: 'down', label: 'is down: 503 as plain text' },
      { value: 'failing', label: 'fails: 500' },
    ],
    initial: 'well',
  },
]
