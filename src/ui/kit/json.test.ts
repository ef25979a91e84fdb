import { describe, expect, test } from 'vitest'
import { jsonSegments } from './json.ts'
import { textOf } from './segment.ts'

const pretty = (text: string) => {
  const segments = jsonSegments(text)
  return segments && textOf(segments)
}

describe('jsonSegments', () => {
  test('lays objects and lists out, one entry a line', () => {
    expect(pretty('{"a":[1,true],"b":{"c":null}}')).toBe(
      '{\n  "a": [\n    1,\n    true\n  ],\n  "b": {\n    "c": null\n  }\n}',
    )
  })
  test('keeps key order, repeated keys and keys that look like numbers', () => {
    expect(pretty('{"b":1,"a":2,"10":3,"a":4}')).toBe(
      '{\n  "b": 1,\n  "a": 2,\n  "10": 3,\n  "a": 4\n}',
    )
  })
  test('keeps the spelling of numbers', () => {
    expect(pretty('[1.0,1e3,-0,12345678901234567890]')).toBe(
      '[\n  1.0,\n  1e3,\n  -0,\n  12345678901234567890\n]',
    )
  })
  test('keeps escapes in strings as the server wrote them', () => {
    expect(pretty('"\\u00e9\\/\\"\\\\"')).toBe('"\\u00e9\\/\\"\\\\"')
  })
  test('leaves empty objects and lists on one line', () => {
    expect(pretty('{ "a" : {} , "b" : [ ] }')).toBe('{\n  "a": {},\n  "b": []\n}')
  })
  test('tells names, strings, numbers and literals apart', () => {
    const tones = jsonSegments('{"a":"x","b":1,"c":false}')
      ?.filter((segment) => segment.tone)
      .map((segment) => `${segment.text} ${segment.tone}`)
    expect(tones).toEqual([
      '"a" name',
      '"x" string',
      '"b" name',
      '1 number',
      '"c" name',
      'false literal',
    ])
  })
  test.each(['', 'Bad credentials', '{"a":1', "{'a':1}", '{"a":1}x', '<html></html>', '{"a":01}'])(
    'does not take %j for JSON',
    (text) => {
      expect(jsonSegments(text)).toBeUndefined()
    },
  )
  test('reads a long string and a deep list without running out of stack', () => {
    const long = JSON.stringify('x\\'.repeat(400_000))
    expect(pretty(long)).toBe(long)
    const deep = pretty('['.repeat(100_000) + ']'.repeat(100_000))
    expect(deep).toContain('[]')
    expect(deep?.length).toBeLessThan(20_000_000)
  })
  test('shows what is too large to lay out as it came', () => {
    expect(jsonSegments(JSON.stringify('x'.repeat(3_000_000)))).toBeUndefined()
  })
})
