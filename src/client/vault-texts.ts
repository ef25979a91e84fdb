/** Short texts under seal that are no walk: the values of secret variables, and the request being written. */
import type { Opened } from '../core/vault/lock.ts'
import { keysOf, settled, store } from './store.ts'
import { putAll, sealTextAt, unsealText } from './vault-seals.ts'

const PREFIX = 'vault:text:'
/** Another tab may write to the same part of the index; more than a few times in a row does not happen. */
const MOST_TRIES = 10

async function write(opened: Opened, key: string, text: string): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const { revision } = await unsealText(opened, key)
    if (await putAll(await sealTextAt(opened, key, text, revision))) return
  }
}

const drop = (key: string): Promise<unknown> =>
  store('readwrite', (db) => {
    db.delete(key)
    return settled(db.transaction)
  })

/** By the names they were given. What does not open is left out: it is asked for again. */
export async function readTexts(opened: Opened): Promise<ReadonlyMap<string, string>> {
  const keys = await store('readonly', (db) => settled(db.getAllKeys(keysOf(PREFIX))))
  const texts = new Map<string, string>()
  for (const key of keys.map(String)) {
    const { text } = await unsealText(opened, key)
    if (text !== undefined) texts.set(key.slice(PREFIX.length), text)
  }
  return texts
}

/** One after the other, and of several waiting for the same name only the last. */
export function createTextWriter(opened: () => Opened | undefined) {
  const waiting = new Map<string, string | undefined>()
  let running = false

  async function drain(): Promise<void> {
    running = true
    for (const [name, text] of waiting) {
      waiting.delete(name)
      const now = opened()
      // A disk that is full, or refuses: the text is in memory, and the next change tries again.
      if (text === undefined) await drop(PREFIX + name).catch(() => undefined)
      else if (now !== undefined) await write(now, PREFIX + name, text).catch(() => undefined)
    }
    running = false
  }

  return (name: string, text: string | undefined): void => {
    waiting.delete(name)
    waiting.set(name, text)
    if (!running) void drain()
  }
}
