/** The knobs of Usage Engine's simulator: what differs between accounts, or on a bad day. */
import type { Setting } from '../../core/simulator.ts'

export const settings: readonly Setting[] = [
  {
    id: 'region',
    label: 'Region this simulator plays',
    hint: 'A token for the other region’s audience is refused: 403 at the token endpoint, 401 at the API.',
    kind: 'choice',
    choices: [
      { value: 'both', label: 'Both at once' },
      { value: 'eu', label: 'EU' },
      { value: 'us', label: 'US' },
    ],
    initial: 'both',
  },
  {
    id: 'token_limit',
    label: 'Limit of token requests',
    kind: 'choice',
    choices: [
      { value: 'window', label: '1000 in 5 minutes, the newer page' },
      { value: 'burst', label: '10 a second, 5 at once, the older page' },
    ],
    initial: 'window',
  },
  {
    id: 'api_limit',
    label: 'API calls in a minute',
    hint: 'The documents name 429 and no number.',
    kind: 'number',
    min: 1,
    max: 99999,
    initial: 600,
  },
  {
    id: 'access_deleted',
    label: 'The application accesses were deleted',
    hint: 'No new tokens; those handed out before work until they expire.',
    kind: 'switch',
    initial: false,
  },
  {
    id: 'outage',
    label: 'The API is out of order',
    kind: 'choice',
    choices: [
      { value: 'no', label: 'No' },
      { value: '500', label: '500, an error of its own' },
      { value: '503', label: '503, out of service' },
    ],
    initial: 'no',
  },
]
