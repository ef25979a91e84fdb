/** The knobs of AMM's simulator: what an administrator, or a bad day, would change. */
import type { Setting } from '../../core/simulator.ts'

export const settings: readonly Setting[] = [
  {
    id: 'version',
    label: 'AMM version',
    hint: 'Since 2.17.2 a refresh token works once. The whole API needs 2.17.5.',
    kind: 'choice',
    choices: ['2.17.1', '2.17.2', '2.17.5'].map((value) => ({ value, label: value })),
    initial: '2.17.5',
  },
  {
    id: 'strict',
    label: 'Demand grant_type on /authorize',
    hint: 'The documentation calls it required; the server behind AMM is known to ignore it.',
    kind: 'switch',
    initial: false,
  },
  {
    id: 'error_names',
    label: 'Names of 401 errors at the API',
    kind: 'choice',
    choices: [
      { value: 'documented', label: 'unauthorized, as documented' },
      { value: 'spring', label: 'invalid_token, as Spring Security answers' },
    ],
    initial: 'documented',
  },
  {
    id: 'access_disabled',
    label: 'API access disabled by an administrator',
    kind: 'choice',
    choices: [
      { value: 'nobody', label: 'For nobody' },
      { value: 'client', label: 'For every API client' },
      { value: 'user', label: 'For every user' },
      { value: 'group', label: 'For every customer group' },
    ],
    initial: 'nobody',
  },
  {
    id: 'quota',
    label: 'API requests per hour and customer group',
    kind: 'number',
    min: 1,
    max: 99999,
    initial: 360,
  },
  {
    id: 'answer_seconds',
    label: 'Seconds until token and API calls are answered',
    hint: 'From 300 on the answer is 408. It comes at once: nobody is made to wait five minutes.',
    kind: 'number',
    min: 0,
    max: 600,
    initial: 0,
  },
  {
    id: 'untrusted_certificate',
    label: 'Pretend an untrusted certificate',
    hint: 'The sandbox speaks plain HTTP, so token and API connections are cut without an answer instead.',
    kind: 'switch',
    initial: false,
  },
]
