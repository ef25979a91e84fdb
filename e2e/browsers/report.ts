/** Runs walks in one browser, each in a visit of its own, and says how each went. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Grantwalk } from '../process.ts'
import type { Browser, Visit } from './driver.ts'
import { type Screen, screenOf } from './screen.ts'

export interface Walk {
  readonly name: string
  readonly run: (screen: Screen, grantwalk: Grantwalk) => Promise<void>
}

/** Where pictures are left, of what failed and of each screen; the browser tests keep theirs there, too. */
const FOLDER = join(import.meta.dirname, '../../test-results')
const WIDE = [1440, 900] as const

const fileName = (...words: string[]) => `${words.join(' ').replaceAll(/[^\w-]+/g, '-')}.png`

/** As it looks once colours have faded over and a new width is drawn: two pictures that are the same. */
async function stillPicture(visit: Visit): Promise<Buffer> {
  let before = await visit.picture()
  for (let tries = 0; tries < 10; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 150))
    const now = await visit.picture()
    if (now.equals(before)) return now
    before = now
  }
  return before
}

async function keepPicture(visit: Visit, name: string): Promise<string> {
  const path = join(FOLDER, name)
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(path, await stillPicture(visit))
  return path
}

/** What a browser says though nothing went wrong. */
const NOISE = [
  // Firefox asks for an icon of the simulators' pages, which run under `default-src 'none'`.
  '/favicon.ico',
  // A notice by its own definition (Resize Observer 3.3): the next frame tells the rest.
  'ResizeObserver loop completed with undelivered notifications',
]

/** What went wrong, or nothing. */
async function attempt(
  browser: Browser,
  visit: Visit,
  { run }: Walk,
  grantwalk: Grantwalk,
): Promise<string | undefined> {
  const screen = screenOf(
    visit,
    async (name) => void (await keepPicture(visit, fileName(browser.name, name))),
  )
  try {
    await visit.resize(...WIDE)
    await run(screen, grantwalk)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  const trouble = screen.trouble().filter((one) => !NOISE.some((noise) => one.includes(noise)))
  return trouble.length === 0
    ? undefined
    : `Behind the page: ${[...new Set(trouble)].join('\n    ')}`
}

async function walkOnce(browser: Browser, walk: Walk, grantwalk: Grantwalk): Promise<boolean> {
  const started = Date.now()
  const visit = await browser.visit()
  const fault = await attempt(browser, visit, walk, grantwalk)
  const seconds = `${((Date.now() - started) / 1000).toFixed(1)} s`.padStart(7)
  console.log(
    `${fault === undefined ? '✓' : '✗'} ${browser.name.padEnd(9)} ${seconds}  ${walk.name}`,
  )
  if (fault !== undefined) {
    const picture = await keepPicture(visit, fileName(browser.name, walk.name)).catch(String)
    console.log(`    ${fault}\n    ${picture}`)
  }
  await visit.end()
  return fault === undefined
}

/** How many passed, and how many did not. */
export async function walkAll(
  browser: Browser,
  walks: readonly Walk[],
  grantwalk: Grantwalk,
): Promise<{ passed: number; failed: number }> {
  const count = { passed: 0, failed: 0 }
  for (const walk of walks) {
    const done = await walkOnce(browser, walk, grantwalk).catch((error: unknown) => {
      console.log(`✗ ${browser.name.padEnd(9)} ${walk.name}\n    ${String(error)}`)
      return false
    })
    count[done ? 'passed' : 'failed'] += 1
  }
  return count
}
