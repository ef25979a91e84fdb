/** One failed line fails a verdict, and a verdict with nothing checked never passes. */
import { expect, test } from 'vitest'
import type { Mark, VerdictLine } from './shapes.ts'
import { combine } from './verdict.ts'

const lines = (...marks: Mark[]): VerdictLine[] =>
  marks.map((mark) => ({ code: mark, mark, text: mark }))
const headlines = { passed: 'good', failed: 'bad', unchecked: 'open' }

test.each([
  [['passed', 'failed', 'unchecked'], 'failed', 'bad'],
  [['unchecked', 'passed'], 'passed', 'good'],
  [['unchecked'], 'unchecked', 'open'],
  [[], 'unchecked', 'open'],
] as const)('of %j comes %s', (marks, mark, headline) => {
  expect(combine('time', lines(...marks), headlines)).toMatchObject({ mark, headline })
})
