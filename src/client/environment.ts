/** Where the page runs: its own address, the sandbox's, and the relay's key of this tab. */
import type { Environment } from '../core/vendor.ts'

const KEY = 'grantwalk:key'

/**
 * Takes the relay's key out of the printed link, before anything else runs (T11): from the fragment
 * into this tab's sessionStorage, and out of the address and the history entry.
 */
export function takeKey(): void {
  const match = /^#k=([A-Za-z0-9_-]{16,128})$/.exec(location.hash)
  if (match?.[1] === undefined) return
  sessionStorage.setItem(KEY, match[1])
  history.replaceState(history.state, '', location.pathname + location.search)
}

/** The relay did not take it: the page asks for the newest link. */
export const forgetKey = (): void => sessionStorage.removeItem(KEY)

/** Accepts the printed link, or the key alone. `false` when the text holds no key. */
export function pasteKey(text: string): boolean {
  const match = /(?:#k=|^)([A-Za-z0-9_-]{16,128})$/.exec(text.trim())
  if (match?.[1] === undefined) return false
  sessionStorage.setItem(KEY, match[1])
  return true
}

/** The key is never in a cookie, in the HTML, or on a channel: each tab gets it from the link. */
export const relayKey = (): string | undefined => sessionStorage.getItem(KEY) ?? undefined

/** The server writes the sandbox's origin into the page, because its port can be set. */
const sandboxOrigin = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="grantwalk-sandbox"]')?.content ??
  'http://localhost:7862'

export const environmentOf = (vendor: string): Environment => ({
  callback: `${location.origin}/callback/${vendor}`,
  sandbox: sandboxOrigin(),
})
