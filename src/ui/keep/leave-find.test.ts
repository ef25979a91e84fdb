import { expect, test } from 'vitest'
import { textOf } from '../kit/segment.ts'
import { found, MOST_FOUND } from './leave-find.ts'

const marked = (text: string, words: string) =>
  found(text, words)
    .segments.filter(({ tone }) => tone === 'changed')
    .map((segment) => segment.text)

test('every place is marked, in small and capital letters alike', () => {
  expect(marked('Token, token, TOKENS', 'token')).toEqual(['Token', 'token', 'TOKEN'])
})

test('what is looked for is no pattern', () => {
  expect(marked('a.b axb (a.b)', 'a.b')).toEqual(['a.b', 'a.b'])
  expect(marked('left [right', '[r')).toEqual(['[r'])
})

test('the text stays the same, whatever is looked for in it', () => {
  const text = 'one\ntwo <secret#1 len=4> two'
  for (const words of ['', ' ', 'two', 'zzz', '<'])
    expect(textOf(found(text, words).segments)).toBe(text)
})

test('of very many places the first are marked', () => {
  expect(found('a'.repeat(5000), 'a').count).toBe(MOST_FOUND)
  expect(textOf(found('a'.repeat(5000), 'a').segments)).toHaveLength(5000)
})
