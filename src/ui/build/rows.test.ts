import { expect, test } from 'vitest'
import { completed, typedName } from './names.ts'
import { moved, rowsOfText, textOfRows } from './rows.ts'

const rows = [
  { name: 'page', value: '1', on: true, about: 'Counted from 1.' },
  { name: 'q', value: 'a: b=c', on: false },
]

test('rows survive a round trip through text, with what explains them and what is off', () => {
  expect(rowsOfText(textOfRows(rows), rows)).toEqual(rows)
})

test('lines may be written with an equals sign, and empty ones are left out', () => {
  expect(rowsOfText('a=1\n\n  b: 2', [])).toEqual([
    { name: 'a', value: '1', on: true },
    { name: 'b', value: '2', on: true },
  ])
})

test('a row moves by one place, and stays where there is no place', () => {
  expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
})

test('a name is being typed only between two open braces and the caret', () => {
  expect(typedName('https://{{gro', 13)).toBe('gro')
  expect(typedName('https://{{', 10)).toBe('')
  expect(typedName('https://{{group}}/', 18)).toBeUndefined()
  expect(typedName('{x', 2)).toBeUndefined()
})

test('completing a name replaces what was typed of it on both sides of the caret', () => {
  expect(completed('a{{gro', 6, 'group')).toEqual({ text: 'a{{group}}', caret: 10 })
  expect(completed('a{{grXup}}/b', 5, 'group')).toEqual({ text: 'a{{group}}/b', caret: 10 })
})
