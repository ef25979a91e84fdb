/** Adobe Pass Concurrency Monitoring Usage. */
import type { Vendor } from '../../core/vendor.ts'
import { profile } from './profile.ts'

export const adobe: Vendor = {
  profile,
  flows: async () => (await import('./flows.ts')).flows,
}
