/** Any OAuth 2 or OpenID Connect server. */
import type { Vendor } from '../../core/vendor.ts'
import { profile } from './profile.ts'

export const generic: Vendor = {
  profile,
  flows: async () => (await import('./flows.ts')).flows,
}
