import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { disagreements, idOf, idsIn, rowsOf, testsIn } from './threats.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

const testFiles = () =>
  ['src', 'e2e', 'tools'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:test|spec)\.ts$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  )

const named = () =>
  testFiles()
    // The names below are examples.
    .filter((path) => !path.endsWith(`${sep}threats.test.ts`))
    .flatMap((path) =>
      testsIn(relative(ROOT, path).split(sep).join('/'), readFileSync(path, 'utf8')),
    )

test('every threat is tested where the table says so, or has a reason not to be', () => {
  const rows = rowsOf(readFileSync(join(ROOT, 'SECURITY.md'), 'utf8'))
  const tests = named()
  expect(tests.length).toBeGreaterThan(1_000)
  expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 106 }, (_, at) => idOf(at + 1)))
  expect(disagreements(rows, tests)).toEqual([])
})

test('ids are read from names, one by one and in runs', () => {
  expect(idsIn('a name (T06, T09 to T11, T101–T102) of 2026-11-20T13:00')).toEqual([
    'T06',
    'T09',
    'T10',
    'T11',
    'T101',
    'T102',
  ])
})

test('names are read however a test is written', () => {
  const text = [
    "it('one', () => 1)",
    "describe.each([['a', f(1)]])('two', () => 2)",
    'test(`three ${x}`, async () => 3)',
    "  it(\n    'four', () => 4)",
    "limit('none')",
  ].join('\n')
  expect(testsIn('a.test.ts', text).map(({ name }) => name)).toEqual([
    'one',
    'two',
    'three ${x}',
    'four',
  ])
})

const row = (where: string) => rowsOf(`| T01 | attack | defence | ${where} |`)

test.each([
  ['a test that is not there', '`src/b.test.ts`', 'is stopped (T01)'],
  ['a test that the table denies', 'Not built: there is no such thing yet', 'is stopped (T01)'],
  ['neither test nor reason', 'later', 'something else'],
  ['a reason that says nothing', 'Not built: x', 'something else'],
  ['a test of an unknown threat', '`src/a.test.ts`', 'is stopped (T01, T02)'],
])('the table is held against %s', (_what, where, name) => {
  expect(disagreements(row(where), [{ path: 'src/a.test.ts', name }])).toHaveLength(1)
})

test('a table that is true has no fault', () => {
  expect(
    disagreements(row('`src/a.test.ts`'), [{ path: 'src/a.test.ts', name: 'is stopped (T01)' }]),
  ).toEqual([])
})
