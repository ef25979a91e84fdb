/** Whatever text comes as JSON: what JSON.parse makes of it, or a fault that says where. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changed, jsonWith, often, text } from '../node-fuzz.test-support.ts'
import { isRecord } from './json.ts'
import { JsonFault, type JsonValue, parseJson } from './json-parser.ts'

/** As JSON.parse would have it: with prototypes, and with numbers that may be rounded. */
function plain(value: JsonValue): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map((one: JsonValue) => plain(one))
  if (!isRecord(value)) return value
  expect(Object.getPrototypeOf(value)).toBe(null)
  return Object.entries(value).map(([name, one]) => [name, plain(one)])
}

const pairs = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(pairs)
  return typeof value === 'object' && value !== null
    ? Object.entries(value).map(([name, one]) => [name, pairs(one)])
    : value
}

function parsed(read: () => unknown): { readonly value: unknown } | undefined {
  try {
    return { value: read() }
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError) && !(thrown instanceof JsonFault)) throw thrown
    return undefined
  }
}

const names = ['a', 'b', 'access_token', '1', '0']
const wholes = [
  '{"a":[1,-2.5e3,"\\u00e9\\n"],"b":{"c":null,"d":true}}',
  '[9007199254740993,"\\ud83d\\ude00"]',
]
const signs = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\u',
  '\\ud800',
  '1e9',
  '-',
  '.',
  '0',
  '\0',
  '\u2028',
]

describe('JSON, whatever it is', () => {
  it('is what JSON.parse makes of it, but for repeated names and numbers too large', () => {
    const any = fc.oneof(
      jsonWith(names),
      changed(wholes, signs),
      jsonWith(names).chain((one) => changed([one], signs)),
      text(),
    )
    fc.assert(
      fc.property(any, (json) => {
        const theirs = parsed(() => JSON.parse(json))
        const repeats: string[] = []
        const ours = parsed(() => parseJson(json, 64, (name) => void repeats.push(name)))
        // A number that none can hold is refused by us alone.
        if (ours === undefined && /\de\+?\d{3}|\d{300}/i.test(json)) return
        expect([json, ours !== undefined]).toEqual([json, theirs !== undefined])
        if (ours === undefined || theirs === undefined) return
        expect(plain(ours.value as JsonValue)).toEqual(pairs(theirs.value))
        const strict = parsed(() => parseJson(json, 64))
        expect(strict === undefined).toBe(repeats.length > 0)
      }),
      often,
    )
  })

  it('says where it is broken, and that place is in the text', () => {
    fc.assert(
      fc.property(changed(wholes, signs), fc.integer({ min: 1, max: 3 }), (json, depth) => {
        try {
          parseJson(json, depth)
        } catch (thrown) {
          if (!(thrown instanceof JsonFault)) throw thrown
          expect(thrown.at).toBeGreaterThanOrEqual(0)
          expect(thrown.at).toBeLessThanOrEqual(json.length)
        }
      }),
      often,
    )
  })
})
