/** The only IndexedDB: one store of records by key, so that one transaction can write several. */
import { createStore, promisifyRequest } from 'idb-keyval'

/** Resolves when a request succeeded, or a transaction is through. */
export const settled = promisifyRequest

export const store = createStore('grantwalk', 'sessions')

/**
 * Every key that begins so: U+FFFF sorts after every character an id may have.
 * @param after only those that follow this one
 */
export const keysOf = (prefix: string, after?: string): IDBKeyRange =>
  IDBKeyRange.bound(after ?? prefix, `${prefix}\uffff`, after !== undefined)
