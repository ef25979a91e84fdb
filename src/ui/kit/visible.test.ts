import { describe, expect, test } from 'vitest'
import { visible, visibleParts } from './visible.ts'

describe('visible', () => {
  test('writes bidi overrides and isolates out (T38, T75)', () => {
    expect(visible('a\u202eb\u2066c\u2069')).toBe('a\\u202eb\\u2066c\\u2069')
  })
  test('writes zero-width characters, byte order marks and soft hyphens out', () => {
    expect(visible('\u200b\u200d\ufeff\u00ad')).toBe('\\u200b\\u200d\\ufeff\\u00ad')
  })
  test('writes control characters out, carriage return by its usual name', () => {
    expect(visible('\0\x1b[31m\r\x7f\x85')).toBe('\\u0000\\u001b[31m\\r\\u007f\\u0085')
  })
  test('leaves line feed, tab, space and ordinary letters of any script alone', () => {
    const text = 'a b\tc\nÄ 漢字 עברית 😀 é'
    expect(visible(text)).toBe(text)
  })
  test('shows spaces that only look like spaces', () => {
    expect(visible('my\u00a0secret\u3000')).toBe('my\\u00a0secret\\u3000')
  })
  test('writes characters beyond the basic plane in braces, and lone surrogates plainly', () => {
    expect(visible('\u{e0041}\u{e0101}\ud800')).toBe('\\u{e0041}\\u{e0101}\\ud800')
  })
})

describe('visibleParts', () => {
  test('tells an escape we wrote from one that was there', () => {
    expect(visibleParts('\\u202e\u202e\u202d!')).toEqual([
      { text: '\\u202e', escaped: false },
      { text: '\\u202e\\u202d', escaped: true },
      { text: '!', escaped: false },
    ])
  })
  test('gives nothing for nothing', () => {
    expect(visibleParts('')).toEqual([])
  })
})
