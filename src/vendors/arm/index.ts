/** Arm Product Entitlement. */
import type { Vendor } from '../../core/vendor.ts'
import { profile } from './profile.ts'

export const arm: Vendor = {
  profile,
  flows: async () => (await import('./flows.ts')).flows,
}
