import { expect, test } from 'vitest'
import { head, textOf, tokenSegments } from './segment.ts'

test('head keeps whole segments up to the limit and cuts the one that crosses it', () => {
  const segments = [{ text: 'abc', tone: 'name' as const }, { text: 'def' }, { text: 'ghi' }]
  expect(head(segments, 4)).toEqual([{ text: 'abc', tone: 'name' }, { text: 'd' }])
  expect(textOf(head(segments, 100))).toBe('abcdefghi')
})

test('a token of three parts has three tones, and no letter of it is lost', () => {
  const segments = tokenSegments('aa.bb.cc')
  expect(textOf(segments)).toBe('aa.bb.cc')
  expect(segments.map((segment) => segment.tone)).toEqual([
    'token-1',
    'strong',
    'token-2',
    'strong',
    'token-3',
  ])
})

test('an opaque token stays in one piece', () => {
  expect(tokenSegments('0a1b2c')).toEqual([{ text: '0a1b2c', link: undefined }])
})
