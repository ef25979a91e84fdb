/** Sierra Wireless AirLink Mobility Manager. */
import type { Vendor } from '../../core/vendor.ts'
import { profile } from './profile.ts'

export const amm: Vendor = {
  profile,
  flows: async () => (await import('./flows.ts')).flows,
}
