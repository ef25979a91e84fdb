/** The JSON reader takes what JSON.parse takes, but never guesses and always says where. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyOf, type HttpResponse, utf8 } from '../http.ts'
import { Refusal } from '../problem.ts'
import { isRecord, type JsonValue, readJson, readRecord } from './json.ts'
import { parseJson } from './json-parser.ts'

const answer = (body: string | Uint8Array): HttpResponse => ({
  status: 200,
  statusText: '',
  httpVersion: '1.1',
  headers: [['content-type', 'application/json']],
  body: typeof body === 'string' ? utf8(body) : bodyOf(body),
})

function problemOf(body: string | Uint8Array) {
  try {
    readJson(answer(body))
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.problem
  }
  throw new Error('It was not refused.')
}

/** Plain objects, so that they compare with what JSON.parse gives. */
const plain = (value: JsonValue): unknown => {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'bigint') return Number(value)
  if (!isRecord(value)) return value
  const entries = Object.entries(value).map(([name, inner]) => [name, plain(inner)] as const)
  return Object.fromEntries(entries)
}

const signs = '{ } [ ] " , : - + . 0 1 2 3 e E t f n \\ u \n \u0001'.split(' ').concat(' ')

describe('parseJson', () => {
  it('reads whatever JSON.stringify writes, as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const parsed: unknown = JSON.parse(text)
        expect(plain(parseJson(text, 64))).toEqual(parsed)
      }),
    )
  })

  it('refuses whatever JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 10, unit: fc.constantFrom(...signs) }), (text) => {
        const accepts = (read: (text: string) => unknown) => {
          try {
            read(text)
            return true
          } catch {
            return false
          }
        }
        // Too short to repeat a name; and infinite numbers, which only we refuse, are left out.
        fc.pre(!/e\+?\d{3}/i.test(text))
        expect(accepts((one) => parseJson(one, 64))).toBe(accepts(JSON.parse))
      }),
      {
        numRuns: 2_000,
        examples: [['01'], ['1.'], ['"\t"'], ['[1,]'], ['-'], ['1e5'], ['"\\u12g4"']],
      },
    )
  })

  it('keeps whole numbers exactly and refuses what no number can hold', () => {
    expect(parseJson('[9007199254740991,9007199254740993,-0,1e3]', 64)).toEqual([
      9_007_199_254_740_991,
      9_007_199_254_740_993n,
      -0,
      1_000,
    ])
    expect(() => parseJson('1e999', 64)).toThrow('too large to hold')
  })

  it('makes __proto__ a name like any other', () => {
    const value = parseJson('{"__proto__":{"a":1}}', 64)
    expect(isRecord(value) && Object.keys(value)).toEqual(['__proto__'])
    expect(isRecord(value) && 'a' in value).toBe(false)
  })

  it('takes a depth of 64 and not of 65 (T59)', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(parseJson(nested(64), 64)).toBeInstanceOf(Array)
    expect(() => parseJson(nested(65), 64)).toThrow('deeper than 64')
  })
})

describe('readJson', () => {
  it('counts bytes, not characters', () => {
    expect(problemOf('{"é😀":x}').means).toContain(
      'at byte 10, a value is expected, but x stands there',
    )
  })

  it('sees a repeated name however it is escaped (T59)', () => {
    expect(problemOf('{"a":1,"\\u0061":2}')).toMatchObject({
      kind: 'security_stop',
      code: 'duplicate_json_key',
      means: expect.stringContaining('At byte 7'),
    })
  })

  it('allows the same name in different objects', () => {
    expect(readJson(answer('[{"a":1},{"a":{"a":2}}]'))).toHaveLength(2)
  })

  it.each([
    ['UTF-16 (little endian)', [0x7b, 0, 0x7d, 0]],
    ['UTF-16 (big endian)', [0, 0x7b, 0, 0x7d]],
    ['UTF-16 (little endian)', [0xff, 0xfe, 0x7b, 0]],
    ['UTF-16 (big endian)', [0xfe, 0xff, 0, 0x7b]],
  ])('names %s', (name, bytes) => {
    const { code, means } = problemOf(Uint8Array.from(bytes))
    expect(code).toBe('invalid_utf8')
    expect(means).toContain(name)
  })

  it('names the first byte that is not UTF-8, at any place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string(), (before, after) => {
        const head = new TextEncoder().encode(`"${before.replaceAll('\0', '')}`)
        const body = Uint8Array.from([...head, 0xff, ...new TextEncoder().encode(after)])
        expect(problemOf(body).means).toContain(`at byte ${head.length}.`)
      }),
    )
  })

  it('takes 1 MiB and not a byte more, counted in bytes', () => {
    const text = (bytes: number) => `"${'é'.repeat((bytes - 2) / 2)}"`
    expect(readJson(answer(text(1 << 20)))).toHaveLength((1 << 19) - 1)
    expect(problemOf(text((1 << 20) + 2)).code).toBe('response_too_large')
  })

  it('refuses a body that was cut off, even where it can be parsed', () => {
    expect(() => readJson({ ...answer('{}'), truncated: true })).toThrow('cut off')
  })

  it('reads 1 MiB in a moment, however hostile (T78)', () => {
    const started = performance.now()
    expect(problemOf(`{"a":"${'\\u0061'.repeat(170_000)}`).code).toBe('json_parse')
    expect(problemOf('['.repeat(1_000_000)).code).toBe('json_depth')
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('wants an object where an object belongs', () => {
    expect(() => readRecord(answer('[]'))).toThrow('a list')
  })
})
