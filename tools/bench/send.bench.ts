/** From a click on Send to the exchange on screen, through the relay, against a server that answers at once. */
import { chromium, type Page } from '@playwright/test'
import { buildHeader, goOn, send, startWalk } from '../../e2e/amm.ts'
import { startGrantwalk } from '../../e2e/process.ts'
import type { Bench } from '../bench.ts'
import { findBrowser, thisMachine } from '../browser.ts'
import { median } from './sessions-page.ts'

/** Four times as many exchanges stay in the trace, which draws a hundred at most. */
const RUNS = 21
/** Milliseconds after which nothing of the send before is drawn any more: a person sends from a page at rest. */
const AT_REST = 400

/** Until the new entry stands in the trace, and is drawn; or until nothing of the answer before is left. */
const click = (whole: boolean): string => `new Promise((resolve) => {
  const entries = () => document.querySelectorAll('ol[aria-label="Exchanges"] > li').length
  const before = entries()
  const from = performance.now()
  const look = new MutationObserver(() => {
    if (entries() === before) return
    if (${whole} && document.querySelector('section.answer [aria-busy]') !== null) return
    look.disconnect()
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)))
  })
  look.observe(document.body, { attributes: true, childList: true, subtree: true })
  document.querySelector('[role=group][aria-label=Act] > button').click()
})`

async function clicks(page: Page, whole = false): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < RUNS; n += 1) {
    await page.waitForTimeout(AT_REST)
    times.push(Number(await page.evaluate(click(whole))))
  }
  return median(times)
}

/** A fetch of the page itself and its text on screen: what nothing in a page can be faster than. */
const BARE = `(async () => {
  const from = performance.now()
  const answer = await fetch('/', { cache: 'no-store' })
  const text = document.createTextNode((await answer.text()).slice(0, 100))
  document.querySelector('footer').append(text)
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  text.remove()
  return performance.now() - from
})()`

async function bare(page: Page): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < RUNS; n += 1) times.push(Number(await page.evaluate(BARE)))
  return median(times)
}

export const run: Bench = async () => {
  const grantwalk = await startGrantwalk()
  const browser = await chromium.launch({
    executablePath: findBrowser(thisMachine()),
    args: ['--no-sandbox'],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await startWalk(page, grantwalk, /^Password/)
    await buildHeader(page)
    await goOn(page)
    await send(page)
    await send(page)
    const devtools = await page.context().newCDPSession(page)
    const fast = [await clicks(page), await bare(page), await clicks(page, true)] as const
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    const slow = [await clicks(page), await bare(page), await clicks(page, true)] as const
    const what = (text: string) => `from Send to the exchange on screen${text}`
    return [
      { what: what(''), value: fast[0], unit: 'ms', bar: 25 },
      { what: what(', 4 × slower'), value: slow[0], unit: 'ms', bar: 80 },
      { what: '  and its body in the viewer', value: fast[2], unit: 'ms' },
      { what: '  and its body in the viewer, 4 × slower', value: slow[2], unit: 'ms' },
      { what: 'a bare fetch and a text node', value: fast[1], unit: 'ms' },
      { what: 'a bare fetch and a text node, 4 × slower', value: slow[1], unit: 'ms' },
    ]
  } finally {
    await browser.close()
    await grantwalk.stop()
  }
}
