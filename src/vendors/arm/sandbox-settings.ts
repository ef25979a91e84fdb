/** The knobs of Arm's simulator. */
import type { Setting } from '../../core/simulator.ts'

export const settings: readonly Setting[] = [
  {
    id: 'calls_per_minute',
    label: 'API calls per minute and client',
    hint: 'Arm publishes no limit. 0 means none; with 1 the second call is refused with 429.',
    kind: 'number',
    min: 0,
    max: 10000,
    initial: 0,
  },
  {
    id: 'refresh_revoked',
    label: 'Every refresh token is revoked',
    hint: 'As after a change of the password: AADB2C90129.',
    kind: 'switch',
    initial: false,
  },
  {
    id: 'compliance_blocked',
    label: 'Export rules block downloads',
    hint: 'Entitlements say so under compliance, and no link is given.',
    kind: 'switch',
    initial: false,
  },
]
