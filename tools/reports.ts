/** Counts tests from the runners' own JSON reports. */
import * as v from 'valibot'

export interface Count {
  readonly passed: number
  readonly failed: number
  /** A sentence for each thing that is wrong beyond the failed tests themselves. */
  readonly faults: readonly string[]
  /** Titles of tests that passed only at their second attempt: counted as passed, and always named. */
  readonly flaky: readonly string[]
}

const vitest = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numPendingTests: v.number(),
  numTodoTests: v.number(),
  testResults: v.array(
    v.object({ name: v.string(), status: v.string(), assertionResults: v.array(v.unknown()) }),
  ),
})

interface Suite {
  readonly specs: readonly {
    readonly title: string
    readonly tests: readonly { status: string }[]
  }[]
  readonly suites?: readonly Suite[] | undefined
}

const suite: v.GenericSchema<Suite> = v.object({
  specs: v.array(v.object({ title: v.string(), tests: v.array(v.object({ status: v.string() })) })),
  suites: v.optional(v.array(v.lazy(() => suite))),
})

const playwright = v.object({
  suites: v.array(suite),
  stats: v.object({
    expected: v.number(),
    unexpected: v.number(),
    flaky: v.number(),
    skipped: v.number(),
  }),
  errors: v.array(v.object({ message: v.optional(v.string()) })),
})

/** Skipped tests and runs without tests are faults: both look like success and prove nothing. */
function judged(
  passed: number,
  failed: number,
  skipped: number,
  broken: readonly string[],
  flaky: readonly string[] = [],
): Count {
  const faults = [...broken]
  if (skipped > 0) faults.push(`${skipped} skipped: a test that does not run proves nothing.`)
  if (passed + failed === 0) faults.push('No test ran.')
  return { passed, failed: failed + faults.length, faults, flaky }
}

export function countVitest(json: string): Count {
  const report = v.parse(vitest, JSON.parse(json))
  // A file that cannot be loaded has failed without a failed test in it.
  const broken = report.testResults
    .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
    .map(({ name }) => `${name} could not be loaded, or has no test.`)
  const skipped = report.numPendingTests + report.numTodoTests
  return judged(report.numPassedTests, report.numFailedTests, skipped, broken)
}

export function countPlaywright(json: string): Count {
  const { stats, errors, suites } = v.parse(playwright, JSON.parse(json))
  const broken = errors.map(({ message }) => message ?? 'Playwright failed outside of any test.')
  const flaky = suites.flatMap(flakyTitles)
  return judged(stats.expected + stats.flaky, stats.unexpected, stats.skipped, broken, flaky)
}

function flakyTitles({ specs, suites = [] }: Suite): readonly string[] {
  const here = specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
  return [...here.map(({ title }) => title), ...suites.flatMap(flakyTitles)]
}

/** What the exit code adds: a runner that failed although every test passed has failed. */
export function withExit(count: Count, status: number | null): Count {
  if (status === 0 || count.failed > 0) return count
  const fault = `Every test passed, and yet the runner ended with ${status ?? 'a signal'}.`
  return { ...count, failed: 1, faults: [fault] }
}
