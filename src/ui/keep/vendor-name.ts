/** How a vendor is called; one this Grantwalk does not know by its id. */
import { vendorOf } from '../../vendors/index.ts'

export const vendorName = (id: string): string => vendorOf(id)?.profile.name ?? id
