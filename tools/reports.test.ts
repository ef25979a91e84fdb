import { expect, test } from 'vitest'
import { countPlaywright, countVitest, withExit } from './reports.ts'

const vitest = (over: object = {}) =>
  JSON.stringify({
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults: [{}, {}, {}] }],
    ...over,
  })

const playwright = (over: object = {}, errors: readonly object[] = [], suites: object[] = []) =>
  JSON.stringify({
    stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0, ...over },
    errors,
    suites,
  })

test('passed and failed tests are counted as the runners report them', () => {
  expect(countVitest(vitest({ numFailedTests: 2 }))).toEqual({
    passed: 3,
    failed: 2,
    faults: [],
    flaky: [],
  })
  expect(countPlaywright(playwright({ unexpected: 1 }))).toEqual({
    passed: 4,
    failed: 1,
    faults: [],
    flaky: [],
  })
})

test('a test that passed only at its second attempt is passed, and named', () => {
  const spec = (title: string, status: string) => ({ title, tests: [{ status }] })
  const suites = [
    { specs: [spec('steady', 'expected')], suites: [{ specs: [spec('shaky', 'flaky')] }] },
  ]
  const count = countPlaywright(playwright({ flaky: 1 }, [], suites))
  expect(count).toEqual({ passed: 5, failed: 0, faults: [], flaky: ['shaky'] })
})

test('a run without tests has failed', () => {
  expect(countVitest(vitest({ numPassedTests: 0, testResults: [] })).failed).toBe(1)
  expect(countPlaywright(playwright({ expected: 0 })).failed).toBe(1)
})

test('a skipped test is a fault', () => {
  expect(countVitest(vitest({ numPendingTests: 1 })).failed).toBe(1)
  expect(countVitest(vitest({ numTodoTests: 1 })).failed).toBe(1)
  expect(countPlaywright(playwright({ skipped: 2 })).failed).toBe(1)
})

test('a test file that cannot be loaded has failed', () => {
  const testResults = [{ name: 'broken.test.ts', status: 'failed', assertionResults: [] }]
  const count = countVitest(vitest({ testResults }))
  expect(count.failed).toBe(1)
  expect(count.faults[0]).toContain('broken.test.ts')
})

test('an error outside of any test has failed', () => {
  expect(countPlaywright(playwright({}, [{ message: 'the server did not start' }])).failed).toBe(1)
})

test('a runner that ends badly has failed although every test passed', () => {
  const count = countVitest(vitest())
  expect(withExit(count, 0).failed).toBe(0)
  expect(withExit(count, 1).failed).toBe(1)
  expect(withExit(count, null).failed).toBe(1)
})

test('a report of another shape is an error, never a silent zero', () => {
  expect(() => countVitest('{}')).toThrow('numPassedTests')
  expect(() => countPlaywright('{"suites":[],"stats":{}}')).toThrow('expected')
})
