import { describe, expect, it } from 'vitest'
import { createPen, type Lookup, literal, MOST_CHARACTERS, partsOf } from './variables.ts'

const lookup =
  (values: Readonly<Record<string, string>>): Lookup =>
  (name) =>
    Object.hasOwn(values, name)
      ? { kind: 'known', value: values[name] ?? '', source: 'session', secret: name === 'token' }
      : name === 'held'
        ? { kind: 'withheld', by: { name: 'A walk', origins: [] } }
        : { kind: 'unknown' }

describe('the parts of a text', () => {
  it.each([
    '',
    'plain',
    '{{a}}',
    'x{{ a }}y{{b}}',
    '{{{a}}}',
    '\\{{a}}',
    '\\\\{{a}}',
    '{{}}',
    '{{ }}',
    '{{a b}}',
    '{{a',
    '{{a}{{b}}',
    '{{$uuid}}',
    '{{ключ}}',
  ])('of %j are the text again', (text) => {
    const parts = partsOf(text)
    expect(parts.map((part) => part.text).join('')).toBe(text)
  })

  it('are variables only with a name', () => {
    const names = partsOf('{{a}} {{ b.c }} {{$d}} {{}} {{e f}} \\{{g}} {{1}}').flatMap((part) =>
      part.kind === 'variable' ? [part.name] : [],
    )
    expect(names).toEqual(['a', 'b.c', '$d'])
  })

  it('of a wall of braces are found in time that grows with its length', () => {
    const started = performance.now()
    partsOf('{{'.repeat(500_000))
    partsOf(`{{${'a'.repeat(1_000_000)}`)
    partsOf('{{ '.repeat(300_000))
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('a pen', () => {
  it('puts values in as they are: what looks like a variable in a value is none', () => {
    const pen = createPen(lookup({ a: '{{b}}', b: '{{a}}' }))
    expect(pen.write('{{a}}-{{b}}')).toBe('{{b}}-{{a}}')
    expect(pen.unknown.size).toBe(0)
  })

  it('leaves the name where there is no value, and tells unknown from withheld', () => {
    const pen = createPen(lookup({ token: 's3cret' }))
    expect(pen.write('{{token}} {{nobody}} {{held}} {{__proto__}} {{constructor}}')).toBe(
      's3cret {{nobody}} {{held}} {{__proto__}} {{constructor}}',
    )
    expect([...pen.unknown]).toEqual(['nobody', '__proto__', 'constructor'])
    expect([...pen.withheld.keys()]).toEqual(['held'])
    expect([...pen.secrets]).toEqual([['token', 's3cret']])
  })

  it('writes \\{{ as two braces', () => {
    expect(createPen(lookup({ a: '1' })).write('\\{{a}} {{a}} \\\\{{a}}')).toBe('{{a}} 1 \\{{a}}')
  })

  it.each(['{{a}}', '\\{{a}}', '\\\\{{a}}', '{{{{a}}}}', 'a{{', '\\{'])(
    'writes %j as it is after literal()',
    (text) => {
      const pen = createPen(lookup({ a: 'wrong' }))
      expect(pen.write(literal(text))).toBe(text)
    },
  )

  it('stops a value that is repeated to fill the memory', () => {
    const pen = createPen(lookup({ a: 'x'.repeat(1_000_000) }))
    const text = pen.write('{{a}}'.repeat(10_000))
    expect(pen.overflowed).toBe(true)
    expect(text.length).toBeLessThanOrEqual(MOST_CHARACTERS)
  })
})
