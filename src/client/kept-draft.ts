/** The request that is being written, kept in this tab so that a reload loses nothing of it. */
import type { Draft } from '../core/draft/draft.ts'
import { readSaved } from './request-records.ts'
import type { TabStorage } from './tab-storage.ts'

const KEY = 'grantwalk:draft'

export interface KeptDraft {
  get(): Draft | undefined
  set(draft: Draft): void
}

/** @param storage the tab's own: what was typed into a draft may be secret */
export function createKeptDraft(storage: TabStorage): KeptDraft {
  return {
    get() {
      const text = storage.getItem(KEY)
      if (text === null) return undefined
      try {
        const draft: unknown = JSON.parse(text)
        return readSaved([{ draft, savedAt: 0 }])[0]?.draft
      } catch {
        return undefined
      }
    },
    set(draft) {
      try {
        storage.setItem(KEY, JSON.stringify(draft))
      } catch {
        // Larger than a tab may keep, most likely for a file: then the one before must not come back.
        storage.removeItem(KEY)
      }
    },
  }
}
