/** `npm test`: every check there is, or the stages named: `npm test -- types unit`. */
import { endAll } from './command.ts'
import { type Result, type Stage, stages } from './stages.ts'

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`.padStart(8)

async function runStage(stage: Stage): Promise<Result> {
  const started = Date.now()
  const result = await stage.run().catch(
    (error: unknown): Result => ({
      passed: 0,
      failed: 1,
      faults: [String(error)],
      flaky: [],
      output: '',
    }),
  )
  const mark = result.failed === 0 ? '✓' : '✗'
  const failed = result.failed === 0 ? '' : `, ${result.failed} failed`
  console.log(
    `${mark} ${stage.name.padEnd(10)} ${seconds(started)}   ${result.passed} passed${failed}`,
  )
  for (const title of result.flaky)
    console.log(`! ${stage.name.padEnd(10)} only at its second attempt: ${title}`)
  if (result.failed > 0) console.log([result.output.trimEnd(), ...result.faults, ''].join('\n'))
  return result
}

/** As many at once as there are cores here: two. */
async function runWave(wave: readonly Stage[]): Promise<Result[]> {
  const queue = [...wave]
  const results: Result[] = []
  const worker = async () => {
    for (let stage = queue.shift(); stage !== undefined; stage = queue.shift())
      results.push(await runStage(stage))
  }
  await Promise.all([worker(), worker()])
  return results
}

function chosen(names: readonly string[]): readonly Stage[] {
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name))
  if (unknown.length === 0)
    return stages.filter(({ name }) => names.length === 0 || names.includes(name))
  console.error(
    `No such stage: ${unknown.join(', ')}. There are ${stages.map(({ name }) => name).join(', ')}.`,
  )
  return []
}

async function main(names: readonly string[]): Promise<number> {
  const selected = chosen(names)
  if (selected.length === 0) return 2
  const started = Date.now()
  const results: Result[] = []
  for (const wave of new Set(selected.map((stage) => stage.wave))) {
    if (results.some(({ failed }) => failed > 0)) break
    results.push(...(await runWave(selected.filter((stage) => stage.wave === wave))))
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0)
  const failed = results.reduce((sum, result) => sum + result.failed, 0)
  const left = selected.length - results.length
  console.log(
    `${left === 0 ? 'all stages' : `stopped early: ${left} not run`}${seconds(started)}\n`,
  )
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 && passed > 0 ? 0 : 1
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    endAll()
    process.exit(130)
  })

process.exitCode = await main(process.argv.slice(2))
