/** The knobs of Adobe's simulator. */
import type { Setting } from '../../core/simulator.ts'

export const settings: readonly Setting[] = [
  {
    id: 'throttle',
    label: 'Throttle registration and token calls',
    hint: 'One a second after a first burst of ten; beyond it, a 429 that is a web page.',
    kind: 'switch',
    initial: true,
  },
  {
    id: 'revoke_statements',
    label: 'Revoke every software statement',
    hint: 'Registration answers unapproved_software_statement.',
    kind: 'switch',
    initial: false,
  },
  {
    id: 'revoke_clients',
    label: 'Revoke every client',
    hint: 'The token endpoint answers invalid_client: time to register again.',
    kind: 'switch',
    initial: false,
  },
  {
    id: 'cmu_enabled',
    label: 'Applications may use CMU',
    hint: 'Off: every report answers 403.',
    kind: 'switch',
    initial: true,
  },
  {
    id: 'minute',
    label: 'Reports by the minute',
    hint: 'Adobe switches them on when its support is asked.',
    kind: 'switch',
    initial: false,
  },
]
