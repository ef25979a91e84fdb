/** The token inspector on the largest token it takes and on fifty tokens in each other: the core alone, then the screen. */
import { chromium, type Page } from '@playwright/test'
import { startGrantwalk } from '../../e2e/process.ts'
import { encode, tokenOf } from '../../src/core/cases/jwts.ts'
import { limits } from '../../src/core/token/limits.ts'
import { nestedIn } from '../../src/core/token/nested.ts'
import { readPasted } from '../../src/core/token/pasted.ts'
import { readToken } from '../../src/core/token/read.ts'
import type { Bench, Measure } from '../bench.ts'
import { findBrowser, thisMachine } from '../browser.ts'
import { fiveTimes, middle } from './samples.ts'
import { forgetTasks, longestTask, REMEMBER_TASKS } from './tasks.ts'

/** As many claims as fit: the worst of what is still looked into. */
function largest(): string {
  const claims: string[] = []
  const room = limits.tokenBytes - 4_096
  for (let size = 0; size < room; size += (claims.at(-1)?.length ?? 0) + 1)
    claims.push(`"claim_${claims.length}":"${'value '.repeat(8)}"`)
  return encode({ alg: 'HS256', typ: 'JWT' }, `{"iss":"https://bench.example",${claims.join(',')}}`)
}

const nest = (): string => tokenOf({ $gen: 'jwt-nest', levels: 50 })

/** The slowest of a few, after one that pays for compiling. */
function slowest(work: () => unknown): number {
  work()
  const times = Array.from({ length: 5 }, () => {
    const from = performance.now()
    work()
    return performance.now() - from
  })
  return Math.max(...times)
}

function inCore(): readonly Measure[] {
  if (readToken(largest()).kind !== 'jws') throw new Error('The largest token is not taken.')
  const texts = [
    [`a token of ${(largest().length / 1e6).toFixed(2)} MB`, largest()],
    [`50 tokens in each other (${(nest().length / 1e6).toFixed(2)} MB)`, nest()],
  ] as const
  return texts.flatMap(([what, text]) => {
    const shared = { unit: 'ms', bar: 100 }
    const token = readToken(text)
    return [
      { what: `read ${what}`, value: slowest(() => readPasted(text)), ...shared },
      { what: '  and the tokens inside', value: slowest(() => nestedIn(token)), ...shared },
    ]
  })
}

/**
 * In the page; gives the milliseconds from the paste to the verdicts, drawn.
 * A paste as a person's: the driver's own typing of a megabyte is work of the driver.
 */
const PASTE = `(text) => new Promise((resolve) => {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
  const from = performance.now()
  const look = () =>
    document.querySelector('ul[aria-label="Verdicts"]') === null
      ? requestAnimationFrame(look)
      : requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)))
  document.querySelector('#inspect-text').dispatchEvent(paste)
  look()
})`

async function onScreen(page: Page, text: string) {
  await page.reload()
  const box = page.getByRole('textbox', { name: 'A token, or what holds one' })
  await box.waitFor()
  await page.getByRole('list', { name: 'Verdicts' }).waitFor({ state: 'detached' })
  await forgetTasks(page)
  // Read, or refused with the reason: both are said in the verdicts.
  const shown = Number(await page.evaluate(`(${PASTE})(${JSON.stringify(text)})`))
  return { shown, longest: await longestTask(page) }
}

async function shownOf(page: Page, what: string, text: string): Promise<readonly Measure[]> {
  const samples = await fiveTimes(() => onScreen(page, text))
  return [
    {
      what: `${what} on screen: from the paste to its verdicts`,
      value: middle(samples, ({ shown }) => shown),
      unit: 'ms',
      bar: 100,
    },
    {
      what: `${what} on screen: longest task`,
      value: middle(samples, ({ longest }) => longest),
      unit: 'ms',
      bar: 100,
    },
  ]
}

async function onScreens(): Promise<readonly Measure[]> {
  const grantwalk = await startGrantwalk()
  const executablePath = findBrowser(thisMachine())
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage()
    await page.addInitScript(REMEMBER_TASKS)
    await page.goto(`${grantwalk.origin}/inspect`)
    await onScreen(page, tokenOf({ $gen: 'jwt-nest', levels: 30 }))
    return [
      ...(await shownOf(page, 'the largest token', largest())),
      ...(await shownOf(page, '50 tokens in each other', nest())),
    ]
  } finally {
    await browser.close()
    await grantwalk.stop()
  }
}

export const run: Bench = async () => [...inCore(), ...(await onScreens())]
