/** The tab's own storage for what may be secret. With a vault it is memory: `sessionStorage` is a file, too. */
import { createMode } from './mode.ts'

export type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const PREFIXES = ['grantwalk:session:', 'grantwalk:environment:', 'grantwalk:draft'] as const

/** One for the page: whoever asks twice means the same values. */
const held = new Map<string, string>()
const mode = createMode(() => localStorage)

export const tabStorage: TabStorage = {
  getItem: (key) => held.get(key) ?? (mode.get() === 'vault' ? null : sessionStorage.getItem(key)),
  setItem(key, text) {
    if (mode.get() === 'vault') held.set(key, text)
    else sessionStorage.setItem(key, text)
  },
  removeItem(key) {
    held.delete(key)
    sessionStorage.removeItem(key)
  },
}

/** Everything of the tab's that may be secret; the relay's key stays, it opens nothing of a vendor's. */
export function forgetTab(): void {
  held.clear()
  for (const key of Object.keys(sessionStorage))
    if (PREFIXES.some((prefix) => key.startsWith(prefix))) sessionStorage.removeItem(key)
}
