/** The box of a tab whose relay gave it a key, in place of `tab-relay.ts`. */
import { createTabBox } from './tab-box.ts'

export const tabBox = createTabBox(() => new Uint8Array(32).fill(7))

export const openTabBox = (): Promise<void> => Promise.resolve()
