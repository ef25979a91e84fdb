/** The keys of one walk as CryptoKeys that cannot be exported: a script in the page may sign, and copy nothing. */
import type { KeyRing } from '../core/key-ring.ts'
import { ringOf, textOfKey } from './sessions-disk.ts'
import { refusalOf, writeAll } from './sessions-writing.ts'
import { settled, store } from './store.ts'

export const keyRing = (session: string): KeyRing => ({
  keep: (thumbprint, key) =>
    store('readwrite', (db) => {
      db.put(key, `key:${session}:${thumbprint}`)
      return settled(db.transaction)
    }).catch((thrown: unknown) => {
      throw refusalOf(thrown)
    }),
  async find(thumbprint) {
    const found = await store('readonly', (db) =>
      settled<unknown>(db.get(`key:${session}:${thumbprint}`)),
    )
    return found instanceof CryptoKey ? found : undefined
  },
})

/** A fork goes on with the tokens of the walk it came from, and with the keys they are bound to. */
export const copyKeys = (from: string, to: string): Promise<void> =>
  writeAll((db, then) =>
    then(db.getAllKeys(ringOf(from)), (names) => {
      for (const name of names)
        then<unknown>(db.get(name), (key) => {
          db.put(key, `key:${to}:${textOfKey(name).split(':').at(-1)}`)
        })
    }),
  ).catch((thrown: unknown) => {
    throw refusalOf(thrown)
  })
