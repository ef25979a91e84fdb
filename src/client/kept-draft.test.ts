import { expect, test } from 'vitest'
import { emptyDraft } from '../core/draft/draft.ts'
import { createKeptDraft } from './kept-draft.ts'

function storageOf(most = 1000): Storage {
  const kept = new Map<string, string>()
  return {
    get length() {
      return kept.size
    },
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    removeItem: (key) => void kept.delete(key),
    setItem: (key, value) => {
      if (value.length > most) throw new DOMException('full', 'QuotaExceededError')
      kept.set(key, value)
    },
  }
}

const draft = { ...emptyDraft('d1'), url: 'https://api.example/{{id}}' }

test('the draft of before a reload comes back', () => {
  const storage = storageOf()
  createKeptDraft(storage).set(draft)
  expect(createKeptDraft(storage).get()).toEqual(draft)
})

test('what is no draft is nothing', () => {
  const storage = storageOf()
  storage.setItem('grantwalk:draft', '{"url":7}')
  expect(createKeptDraft(storage).get()).toBeUndefined()
  storage.setItem('grantwalk:draft', '{')
  expect(createKeptDraft(storage).get()).toBeUndefined()
})

test('a draft too large to keep does not leave an older one behind', () => {
  const kept = createKeptDraft(storageOf(600))
  kept.set(draft)
  kept.set({ ...draft, body: { kind: 'text', text: 'x'.repeat(1000), type: 'text/plain' } })
  expect(kept.get()).toBeUndefined()
})
