/** A 100 MiB answer through the built relay into the built viewer, in a real browser: memory of the one, tasks of the other. */
import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { type Browser, chromium, type Page } from '@playwright/test'
import { startGrantwalk } from '../../e2e/process.ts'
import { largeBody } from '../../src/sandbox/samples-stream.ts'
import type { Bench } from '../bench.ts'
import { findBrowser, thisMachine } from '../browser.ts'
import { watchMemory } from './memory.ts'
import { fiveTimes, middle } from './samples.ts'
import { forgetTasks, longestTask, REMEMBER_TASKS } from './tasks.ts'

const MiB = 1024 * 1024
const SIZE = 100 * MiB

/** A server of its own, so that making the bytes is not counted as the relay's memory. */
async function startSource(): Promise<{ readonly origin: string; readonly close: () => void }> {
  const server = createServer((request, response) => {
    const size = Number(new URL(request.url ?? '/', 'http://x').searchParams.get('bytes'))
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': size })
    Readable.from(largeBody(size)).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() }
}

async function ask(page: Page, url: string): Promise<number> {
  await page.getByRole('textbox', { name: 'Address' }).fill(url)
  await forgetTasks(page)
  const from = performance.now()
  await page.getByRole('button', { name: /^Send to/ }).click()
  await page.getByRole('button', { name: 'Save the body' }).waitFor({ timeout: 180_000 })
  return performance.now() - from
}

/** On a server and a page that were started for it, so that each sample grows from the same. */
async function sample(browser: Browser, source: string) {
  const grantwalk = await startGrantwalk(['--allow', source])
  const page = await browser.newPage()
  try {
    await page.addInitScript(REMEMBER_TASKS)
    await page.goto(grantwalk.link)
    await page.goto(`${grantwalk.origin}/request`)
    // The first run pays for compiling both sides; what is measured is what the size costs.
    await ask(page, `${source}/?bytes=${16 * MiB}`)
    await page.reload()
    const grown = watchMemory(grantwalk.pid)
    const took = await ask(page, `${source}/?bytes=${SIZE}`)
    const memory = grown()
    const arriving = await longestTask(page)
    await forgetTasks(page)
    await page.getByRole('button', { name: /^Show next/ }).click()
    const more = await longestTask(page)
    await page.reload()
    await ask(page, `${source}/?bytes=${8 * MiB}`)
    await page.getByRole('tree').waitFor()
    return { took, memory, arriving, more, tree: await longestTask(page) }
  } finally {
    await page.close()
    await grantwalk.stop()
  }
}

export const run: Bench = async () => {
  const source = await startSource()
  const browser = await chromium.launch({
    executablePath: findBrowser(thisMachine()),
    args: ['--no-sandbox'],
  })
  try {
    const samples = await fiveTimes(() => sample(browser, source.origin))
    const task = (what: string, of: (one: (typeof samples)[number]) => number) => ({
      what,
      value: middle(samples, of),
      unit: 'ms',
      bar: 100,
    })
    return [
      {
        what: '100 MiB answer: from Send to its end',
        value: middle(samples, ({ took }) => took) / 1000,
        unit: 's',
      },
      {
        what: '100 MiB answer: growth of the relay’s memory',
        value: middle(samples, ({ memory }) => memory) / MiB,
        unit: 'MiB',
        bar: 32,
      },
      task('100 MiB answer: longest task on the page', ({ arriving }) => arriving),
      task('100 MiB answer: longest task of “Show next”', ({ more }) => more),
      task('8 MiB of JSON as a tree: longest task', ({ tree }) => tree),
    ]
  } finally {
    await browser.close()
    source.close()
  }
}
