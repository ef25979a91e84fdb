/** `npm run test:browsers`: the core walks in Firefox and WebKitGTK. Words after it choose browsers and walks. */
import { thisMachine } from '../../tools/browser.ts'
import { BUILDS, isStale } from '../../tools/builds.ts'
import { runCommand } from '../../tools/command.ts'
import { findPrograms } from '../../tools/other-browsers.ts'
import { startGrantwalk } from '../process.ts'
import type { Browser } from './driver.ts'
import { startFirefox } from './firefox.ts'
import { type Walk, walkAll } from './report.ts'
import { toolWalks } from './tool-walks.ts'
import { vendorWalks } from './vendor-walks.ts'
import { startWebKit } from './webkit.ts'

const BROWSERS: Readonly<Record<string, () => Promise<Browser>>> = {
  firefox: () => startFirefox(findPrograms(thisMachine(), ['firefox']).firefox),
  webkit() {
    const { webkit, display } = findPrograms(thisMachine(), ['webkit', 'display'])
    return startWebKit(webkit, display)
  },
}

async function build(): Promise<void> {
  console.log('Building Grantwalk …')
  for (const command of BUILDS) {
    const { status, output } = await runCommand(command)
    if (status !== 0) throw new Error(`${output}\nThe build failed.`)
  }
}

/** Each browser has a server of its own: what one person does at a simulator is nothing to another. */
async function walkIn(name: string, walks: readonly Walk[]): Promise<number> {
  const browser = await BROWSERS[name]?.()
  if (browser === undefined) return 0
  const grantwalk = await startGrantwalk()
  try {
    console.log(`  ${browser.name} ${browser.version}`)
    const { passed, failed } = await walkAll(browser, walks, grantwalk)
    console.log(`  ${browser.name}: ${passed} passed, ${failed} failed`)
    return failed
  } finally {
    await grantwalk.stop()
    await browser.close()
  }
}

async function main(words: readonly string[]): Promise<number> {
  const named = words.filter((word) => Object.hasOwn(BROWSERS, word))
  const about = words.filter((word) => !named.includes(word)).map((word) => word.toLowerCase())
  const every = [...(await vendorWalks()), ...toolWalks]
  const walks = every.filter(
    ({ name }) => about.length === 0 || about.some((word) => name.toLowerCase().includes(word)),
  )
  if (walks.length === 0) {
    console.error(`No walk is called that. There are:\n${every.map(({ name }) => name).join('\n')}`)
    return 2
  }
  if (isStale()) await build()
  let failed = 0
  // One after the other: a browser that waits for a processor looks like one that fails.
  for (const name of named.length === 0 ? Object.keys(BROWSERS) : named)
    failed += await walkIn(name, walks)
  return failed === 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
