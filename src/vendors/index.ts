/** The registry: every vendor Grantwalk knows, in the order of the menu. */
import type { Vendor } from '../core/vendor.ts'
import { adobe } from './adobe/index.ts'
import { amm } from './amm/index.ts'
import { arm } from './arm/index.ts'
import { aruba } from './aruba/index.ts'
import { generic } from './generic/index.ts'
import { usageEngine } from './usage-engine/index.ts'

export const vendors: readonly Vendor[] = [arm, adobe, usageEngine, amm, aruba, generic]

export const vendorOf = (id: string): Vendor | undefined =>
  vendors.find((vendor) => vendor.profile.id === id)
