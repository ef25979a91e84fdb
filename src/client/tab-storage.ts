/** The tab's own storage for what may be secret. With a vault it is memory: `sessionStorage` is a file, too. */
import { createMode } from './mode.ts'

export type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Where texts go that outlast the page, while a vault is open. `undefined`: it is to be forgotten. */
export type Backing = (key: string, text: string | undefined) => void

const SESSIONS = 'grantwalk:session:'
const TEXTS = ['grantwalk:environment:', 'grantwalk:draft'] as const

/** One for the page: whoever asks twice means the same values. */
const held = new Map<string, string>()
const mode = createMode(() => localStorage)
let backing: Backing | undefined

const isText = (key: string): boolean => TEXTS.some((prefix) => key.startsWith(prefix))
const keysOf = (storage: Storage): readonly string[] =>
  Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '')

export const tabStorage: TabStorage = {
  getItem: (key) => held.get(key) ?? (mode.get() === 'vault' ? null : sessionStorage.getItem(key)),
  setItem(key, text) {
    held.delete(key)
    if (mode.get() !== 'vault') return sessionStorage.setItem(key, text)
    held.set(key, text)
    backing?.(key, text)
  },
  removeItem(key) {
    held.delete(key)
    sessionStorage.removeItem(key)
    backing?.(key, undefined)
  },
}

/** The vault is open: what was sealed is there again, and what was typed before it was open is sealed. */
export function backTab(kept: ReadonlyMap<string, string>, by: Backing): void {
  backing = by
  for (const [key, text] of held) by(key, text)
  for (const [key, text] of kept) if (isText(key) && !held.has(key)) held.set(key, text)
}

/** Another mode was chosen: everything moves to where that one wants it. */
export function settleTab(): void {
  const stored = keysOf(sessionStorage).filter(isText)
  const texts = [...stored.map((key) => [key, sessionStorage.getItem(key) ?? ''] as const), ...held]
  for (const [key, text] of texts) {
    sessionStorage.removeItem(key)
    tabStorage.setItem(key, text)
  }
}

/** Everything of the tab's that may be secret; the relay's key stays, it opens nothing of a vendor's. */
export function forgetTab(): void {
  backing = undefined
  held.clear()
  for (const key of keysOf(sessionStorage))
    if (isText(key) || key.startsWith(SESSIONS)) sessionStorage.removeItem(key)
}
