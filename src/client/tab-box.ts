/**
 * Seals what a tab keeps in `sessionStorage` (d.2, “session only”). Browsers write that to disk, and keep what was
 * deleted from it for a while: so it holds only what opens with a key that the running relay has in memory, and
 * nobody else. At once, not later: a page that goes away waits for nothing.
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { managedNonce } from '@noble/ciphers/utils.js'
import { toBase64 } from '../core/http.ts'
import { TAB_KEY_PATH } from '../core/tab-key.ts'

export interface TabBox {
  /** `undefined` while there is no key: then it stays in memory. @param place where it will lie, and opens */
  seal(text: string, place: string): string | undefined
  /** `undefined` when it was sealed by a relay that was stopped since, elsewhere, or not at all. */
  open(sealed: string, place: string): string | undefined
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** @param key of 32 bytes, as soon as it is known */
export function createTabBox(key: () => Uint8Array | undefined): TabBox {
  const cipherAt = (place: string) => {
    const known = key()
    return known && managedNonce(xchacha20poly1305)(known, utf8(place))
  }
  return {
    seal(text, place) {
      const sealed = cipherAt(place)?.encrypt(utf8(text))
      return sealed && toBase64(sealed)
    },
    open(sealed, place) {
      try {
        const opened = cipherAt(place)?.decrypt(bytesOf(sealed))
        return opened && new TextDecoder().decode(opened)
      } catch {
        return undefined
      }
    },
  }
}

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), (one) =>
    one.charCodeAt(0),
  )

/** @param ask posts to an address of the relay; gives `undefined` where the relay is not there, or refuses */
export function createTabKey(ask: (path: string) => Promise<unknown>) {
  let key: Uint8Array | undefined
  let asking: Promise<void> | undefined
  const take = async (): Promise<void> => {
    key = keyIn(await ask(TAB_KEY_PATH))
    if (key === undefined) asking = undefined
  }
  /** Asks until there is one: a tab may be given the relay's own key later. */
  const fetchKey = (): Promise<void> => {
    asking ??= take()
    return asking
  }
  return {
    fetchKey,
    key: () => {
      if (key === undefined) void fetchKey()
      return key
    },
  }
}

function keyIn(answer: unknown): Uint8Array | undefined {
  if (typeof answer !== 'object' || answer === null || !('key' in answer)) return undefined
  const text = answer.key
  if (typeof text !== 'string' || !/^[\w-]{43}$/.test(text)) return undefined
  return bytesOf(text)
}
