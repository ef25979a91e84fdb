/** `npm run fuzz`: every property 10,000 times with a new seed; `npm run fuzz -- 50000 curl` for more of some. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { endAll, runCommand } from './command.ts'

const report = v.object({
  testResults: v.array(
    v.object({
      name: v.string(),
      assertionResults: v.array(
        v.object({
          fullName: v.string(),
          status: v.string(),
          duration: v.optional(v.nullable(v.number())),
          failureMessages: v.nullish(v.array(v.string())),
        }),
      ),
    }),
  ),
})

interface Asked {
  readonly runs: number
  readonly seed: number
  readonly files: readonly string[]
}

function asked(words: readonly string[]): Asked {
  const files = words.filter((word) => !/^\d+$/.test(word))
  const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  return { runs: Number(words.find((word) => /^\d+$/.test(word)) ?? 10_000), seed, files }
}

const patterns = (files: readonly string[]): readonly string[] =>
  files.length === 0 ? ['.fuzz.test.ts'] : files.map((file) => `${file}.fuzz.test.ts`)

async function main({ runs, seed, files }: Asked): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'grantwalk-fuzz-'))
  const path = join(folder, 'report.json')
  const options = ['--reporter=json', `--outputFile.json=${path}`, '--testTimeout=1800000']
  console.log(`${runs} runs of each property, seed ${seed} (repeat with FUZZ_SEED=${seed})`)
  try {
    const { output, status } = await runCommand(
      ['vitest', 'vitest', 'run', ...options, ...patterns(files)],
      { FUZZ_RUNS: String(runs), FUZZ_SEED: String(seed) },
    )
    const { testResults } = v.parse(report, JSON.parse(readFileSync(path, 'utf8')))
    const all = testResults.flatMap((file) => file.assertionResults)
    for (const { fullName, duration, status, failureMessages } of all) {
      const seconds = `${((duration ?? 0) / 1000).toFixed(1)} s`.padStart(8)
      console.log(`${status === 'passed' ? '✓' : '✗'} ${seconds}   ${fullName}`)
      for (const message of failureMessages ?? []) console.log(message)
    }
    const held = all.filter((one) => one.status === 'passed').length
    const total = all.reduce((sum, { duration }) => sum + (duration ?? 0), 0) / 1000
    console.log(
      `${held} of ${all.length} properties held, ${(runs * all.length).toLocaleString('en')} runs, ${total.toFixed(0)} s of work`,
    )
    if (status !== 0 && held === all.length) console.log(output)
    return status === 0 && all.length > 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    endAll()
    process.exit(130)
  })

process.exitCode = await main(asked(process.argv.slice(2)))
