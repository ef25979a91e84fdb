/** Letters that pass for Latin ones. */
import { expect, test } from 'vitest'
import { confusableParts, isConfusable } from './confusable.ts'

test('a Cyrillic letter in a Latin word is named by its code (T75)', () => {
  const parts = confusableParts('https://login.micros\u043eftonline.com/')
  expect(parts.find(({ code }) => code !== undefined)).toEqual({ text: '\u043e', code: 'U+043E' })
  expect(parts.map(({ text }) => text).join('')).toBe('https://login.micros\u043eftonline.com/')
})

test('a word wholly in its own script deceives nobody', () => {
  expect(isConfusable('привет мир')).toBe(false)
  expect(isConfusable('Ἑλλάς')).toBe(false)
  expect(isConfusable('plain ASCII')).toBe(false)
})

test('two scripts in two words are two languages, not a disguise', () => {
  expect(isConfusable('Grüße из Москвы')).toBe(false)
})

test('a full-width letter among plain ones is found', () => {
  expect(isConfusable('\uff41dmin')).toBe(true)
})
