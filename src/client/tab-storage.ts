/** The tab's own storage for what may be secret: under seal, or with a vault in memory. `sessionStorage` is a file, too. */
import { createMode } from './mode.ts'
import { openTabBox, tabBox } from './tab-relay.ts'

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

const stored = (key: string): string | undefined =>
  tabBox.open(sessionStorage.getItem(key) ?? '', key)

export const tabStorage: TabStorage = {
  getItem: (key) => held.get(key) ?? (mode.get() === 'vault' ? null : (stored(key) ?? null)),
  setItem(key, text) {
    held.delete(key)
    const sealed = mode.get() === 'vault' ? undefined : tabBox.seal(text, key)
    if (sealed !== undefined) return sessionStorage.setItem(key, sealed)
    held.set(key, text)
    if (mode.get() === 'vault') backing?.(key, text)
  },
  removeItem(key) {
    held.delete(key)
    sessionStorage.removeItem(key)
    backing?.(key, undefined)
  },
}

/** To be awaited before the first is read: the key of the seal comes from the relay. */
export const openTabStorage = openTabBox

/** The vault is open: what was sealed is there again, and what was typed before it was open is sealed. */
export function backTab(kept: ReadonlyMap<string, string>, by: Backing): void {
  backing = by
  for (const [key, text] of held) by(key, text)
  for (const [key, text] of kept) if (isText(key) && !held.has(key)) held.set(key, text)
}

/** Another mode was chosen: everything moves to where that one wants it. */
export function settleTab(): void {
  const texts = new Map(held)
  for (const key of keysOf(sessionStorage).filter(isText)) {
    const text = stored(key)
    if (text !== undefined && !texts.has(key)) texts.set(key, text)
    sessionStorage.removeItem(key)
  }
  for (const [key, text] of texts) tabStorage.setItem(key, text)
}

/** Everything of the tab's that may be secret; the relay's key stays, it opens nothing of a vendor's. */
export function forgetTab(): void {
  backing = undefined
  held.clear()
  for (const key of keysOf(sessionStorage))
    if (isText(key) || key.startsWith(SESSIONS)) sessionStorage.removeItem(key)
}
