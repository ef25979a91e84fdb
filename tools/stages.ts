/** What `npm test` consists of, cheapest first. Stages of one wave share the two cores; a red wave is the last. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser, thisMachine } from './browser.ts'
import { BUILDS, isStale } from './builds.ts'
import { type Command, runCommand } from './command.ts'
import { type Count, countPlaywright, countVitest, withExit } from './reports.ts'

export interface Result extends Count {
  readonly output: string
}

export interface Stage {
  readonly name: string
  readonly wave: number
  readonly run: () => Promise<Result>
}

/** Runs commands one after the other, up to the first that fails, and counts the whole as one. */
async function checked(commands: readonly Command[]): Promise<Result> {
  let output = ''
  for (const command of commands) {
    const ended = await runCommand(command)
    output += ended.output
    if (ended.status !== 0) return { passed: 0, failed: 1, faults: [], flaky: [], output }
  }
  return { passed: 1, failed: 0, faults: [], flaky: [], output }
}

interface Runner {
  /** Given the path where the JSON report must be left. */
  readonly command: (report: string) => Command
  readonly env?: (report: string) => Record<string, string>
  readonly count: (json: string) => Count
}

/** Runs a test runner and counts from the report it leaves. */
async function tested({ command, env, count }: Runner): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'grantwalk-'))
  const report = join(folder, 'report.json')
  try {
    const { status, output } = await runCommand(command(report), env?.(report))
    if (existsSync(report))
      return { ...withExit(count(readFileSync(report, 'utf8')), status), output }
    return {
      passed: 0,
      failed: 1,
      faults: ['The runner left no report to count from.'],
      flaky: [],
      output,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const WORLDS = ['worker', 'dom', 'node', 'e2e']

export const stages: readonly Stage[] = [
  {
    name: 'types',
    wave: 1,
    run: () =>
      checked(WORLDS.map((world) => ['typescript', 'tsc', '-p', `tsconfig.${world}.json`])),
  },
  { name: 'format', wave: 1, run: () => checked([['@biomejs/biome', 'biome', 'check', '.']]) },
  { name: 'lint', wave: 1, run: () => checked([['oxlint', 'oxlint']]) },
  { name: 'dead-code', wave: 1, run: () => checked([['knip', 'knip']]) },
  { name: 'build', wave: 2, run: () => checked(BUILDS) },
  {
    name: 'unit',
    wave: 2,
    run: () =>
      tested({
        command: (report) => [
          'vitest',
          'vitest',
          'run',
          '--reporter=dot',
          '--reporter=json',
          `--outputFile.json=${report}`,
        ],
        count: countVitest,
      }),
  },
  {
    name: 'browser',
    wave: 3,
    run: () => {
      if (isStale())
        console.log('! browser    dist is older than its sources: npm test -- build browser')
      return tested({
        command: () => [
          '@playwright/test',
          'playwright',
          'test',
          '--config=e2e',
          '--reporter=line,json',
        ],
        env: (report) => ({
          CHROMIUM_PATH: findBrowser(thisMachine()),
          PLAYWRIGHT_JSON_OUTPUT_FILE: report,
        }),
        count: countPlaywright,
      })
    },
  },
]
