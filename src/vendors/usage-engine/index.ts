/** DigitalRoute Usage Engine Cloud Edition. */
import type { Vendor } from '../../core/vendor.ts'
import { profile } from './profile.ts'

export const usageEngine: Vendor = {
  profile,
  flows: async () => (await import('./flows.ts')).flows,
}
