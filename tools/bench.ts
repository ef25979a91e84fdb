/** `npm run bench`: runs every tools/bench/*.bench.ts, or those named, and prints what they measured. */
import { readdirSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as v from 'valibot'

/** One line of the table. A bench exports `run`, which gives such lines. */
export interface Measure {
  readonly what: string
  readonly value: number
  readonly unit: string
  /** The number it is held to (design, 7), when there is one; more is worse unless `atLeast`. */
  readonly bar?: number
  readonly atLeast?: true
}

export type Bench = () => Promise<readonly Measure[]>

const FOLDER = fileURLToPath(new URL('bench/', import.meta.url))
const benchFile = v.object({ run: v.custom<Bench>((value) => typeof value === 'function') })

function holds({ value, bar, atLeast }: Measure): string {
  if (bar === undefined) return ''
  return (atLeast === true ? value >= bar : value <= bar) ? 'holds' : 'MISSED'
}

/** For the eye; the verdict is on what was measured. */
const rounded = (value: number): string => Number(value.toFixed(2)).toLocaleString('en')

const row = (measure: Measure) => ({
  what: measure.what,
  measured: `${rounded(measure.value)} ${measure.unit}`,
  bar:
    measure.bar === undefined
      ? ''
      : `${measure.atLeast === true ? '≥' : '≤'} ${rounded(measure.bar)}`,
  verdict: holds(measure),
})

async function main(names: readonly string[]): Promise<void> {
  const files = readdirSync(FOLDER).filter(
    (file) =>
      file.endsWith('.bench.ts') &&
      (names.length === 0 || names.includes(file.slice(0, -'.bench.ts'.length))),
  )
  if (files.length === 0) throw new Error(`No such bench: ${names.join(', ')}.`)
  const rows = []
  // One after the other: two at once would measure each other.
  for (const file of files.sort()) {
    const { run } = v.parse(benchFile, await import(pathToFileURL(FOLDER + file).href))
    rows.push(...(await run()).map(row))
  }
  console.table(rows)
  if (rows.some(({ verdict }) => verdict === 'MISSED')) process.exitCode = 1
}

await main(process.argv.slice(2))
