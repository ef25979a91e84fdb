/** HPE Aruba Networking Central, the classic API gateway. */
import type { Vendor } from '../../core/vendor.ts'
import { profile } from './profile.ts'

export const aruba: Vendor = {
  profile,
  flows: async () => (await import('./flows.ts')).flows,
}
