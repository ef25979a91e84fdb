/** Lighthouse, mobile, on home: installed into a folder of its own, five times over, and removed. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { startGrantwalk } from '../../e2e/process.ts'
import type { Bench } from '../bench.ts'
import { findBrowser, thisMachine } from '../browser.ts'
import { median } from './sessions-page.ts'

const PACKAGE = 'lighthouse@12.8.2'
const RUNS = 5
const kinds = ['performance', 'accessibility', 'best-practices', 'seo'] as const

const category = v.object({ score: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) })
const report = v.object({
  categories: v.object({
    performance: category,
    accessibility: category,
    'best-practices': category,
    seo: category,
  }),
})

function install(folder: string): void {
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-save', '--silent']
  const { status } = spawnSync('npm', ['install', '--prefix', folder, ...options, PACKAGE])
  if (status !== 0) throw new Error(`npm could not install ${PACKAGE}.`)
}

/** Scores from 0 to 100. */
async function audit(folder: string, url: string): Promise<Record<string, number>> {
  const file = join(folder, 'report.json')
  const child = spawn(
    process.execPath,
    [
      join(folder, 'node_modules/lighthouse/cli/index.js'),
      url,
      '--quiet',
      '--output=json',
      `--output-path=${file}`,
      '--chrome-flags=--headless=new --no-sandbox',
    ],
    { env: { ...process.env, CHROME_PATH: findBrowser(thisMachine()) }, stdio: 'ignore' },
  )
  await once(child, 'exit')
  if (child.exitCode !== 0) throw new Error(`Lighthouse ended with ${child.exitCode}.`)
  const { categories } = v.parse(report, JSON.parse(readFileSync(file, 'utf8')))
  return Object.fromEntries(kinds.map((kind) => [kind, categories[kind].score * 100]))
}

export const run: Bench = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'grantwalk-lighthouse-'))
  const grantwalk = await startGrantwalk()
  try {
    install(folder)
    const runs: Record<string, number>[] = []
    for (let n = 0; n < RUNS; n += 1) runs.push(await audit(folder, `${grantwalk.origin}/`))
    return kinds.map((kind) => ({
      what: `Lighthouse, mobile, home: ${kind}`,
      value: median(runs.map((scores) => scores[kind] ?? 0)),
      unit: 'of 100',
      bar: 99,
      atLeast: true,
    }))
  } finally {
    await grantwalk.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
