/** Every flow an OAuth or OpenID server may have, as lists of steps. */
import type { Flow } from '../../core/vendor.ts'

export const flows: readonly Flow[] = []
