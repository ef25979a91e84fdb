/** The first screen on a slow line and a slow machine, beside the same screen as plain HTML in the same run. */
import { createServer, type Server } from 'node:http'
import { brotliCompressSync } from 'node:zlib'
import { type Browser, chromium, type Page } from '@playwright/test'
import * as v from 'valibot'
import { type Grantwalk, startGrantwalk } from '../../e2e/process.ts'
import type { Bench } from '../bench.ts'
import { findBrowser, thisMachine } from '../browser.ts'
import { median } from './sessions-page.ts'
import { REMEMBER_TASKS } from './tasks.ts'

const RUNS = 7
/** 1.6 Mbit/s down, 0.75 up, 150 ms there and back (design, 7). */
const slowLine = {
  offline: false,
  latency: 150,
  downloadThroughput: 200_000,
  uploadThroughput: 93_750,
}
const SLOWER = 4

const REMEMBER_PAINT = `globalThis.benchLargest = 0
new PerformanceObserver((list) => {
  for (const { startTime } of list.getEntries()) globalThis.benchLargest = startTime
}).observe({ type: 'largest-contentful-paint', buffered: true })`

const seen = v.object({ first: v.number(), largest: v.number(), blocked: v.number() })
const SEEN = `({
  first: performance.getEntriesByName('first-contentful-paint')[0].startTime,
  largest: globalThis.benchLargest,
  blocked: globalThis.benchTasks.reduce((sum, task) => sum + task - 50, 0),
})`

/** All of it is there, the walks too: a person can go on. */
const READY = `new Promise((resolve) => {
  const look = () =>
    document.body.textContent.includes('No walks yet')
      ? resolve(performance.now())
      : requestAnimationFrame(look)
  look()
})`

interface Seen extends v.InferOutput<typeof seen> {
  readonly ready: number
  /** In bytes, after a collection. */
  readonly heap: number
}

async function look(browser: Browser, url: string): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 } })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await page.addInitScript(`${REMEMBER_TASKS}\n${REMEMBER_PAINT}`)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', slowLine)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  await page.goto(url, { waitUntil: 'commit' })
  const ready = Number(await page.evaluate(READY))
  await page.waitForTimeout(1500)
  const told = v.parse(seen, await page.evaluate(SEEN))
  await devtools.send('HeapProfiler.collectGarbage')
  const heap = (await devtools.send('Runtime.getHeapUsage')).usedSize
  await context.close()
  return { ...told, ready, heap }
}

/** The screen as it stands, with its style sheet and without a script. */
async function plainOf(
  page: Page,
  { link, origin }: Grantwalk,
): Promise<ReadonlyMap<string, Buffer>> {
  await page.goto(link)
  await page.getByText('No walks yet').waitFor()
  const html = String(
    await page.evaluate(`(() => {
      const copy = document.documentElement.cloneNode(true)
      for (const one of copy.querySelectorAll('script, link[rel=modulepreload], [rel=icon], [rel=manifest]')) one.remove()
      return '<!doctype html>' + copy.outerHTML
    })()`),
  )
  const style = /href="(\/assets\/[^"]+\.css)"/.exec(html)?.[1]
  const sheet = style === undefined ? '' : await (await fetch(`${origin}${style}`)).text()
  return new Map([
    ['/', brotliCompressSync(html)],
    [style ?? '/none', brotliCompressSync(sheet)],
  ])
}

function serve(files: ReadonlyMap<string, Buffer>): Promise<Server> {
  const server = createServer((request, response) => {
    const bytes = files.get(request.url ?? '/')
    const type = request.url?.endsWith('.css') ? 'text/css' : 'text/html; charset=utf-8'
    response.writeHead(bytes === undefined ? 404 : 200, {
      'content-type': type,
      'content-encoding': 'br',
    })
    response.end(bytes)
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

export const run: Bench = async () => {
  const grantwalk = await startGrantwalk()
  const browser = await chromium.launch({
    executablePath: findBrowser(thisMachine()),
    args: ['--no-sandbox'],
  })
  const page = await browser.newPage()
  const server = await serve(await plainOf(page, grantwalk))
  try {
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const ours: Seen[] = []
    const plain: Seen[] = []
    for (let n = 0; n < RUNS; n += 1) {
      ours.push(await look(browser, grantwalk.link))
      plain.push(await look(browser, `http://localhost:${port}/`))
    }
    const of = (all: readonly Seen[], name: keyof Seen) => median(all.map((one) => one[name]))
    const times = (name: keyof Seen, against: keyof Seen = name) =>
      of(ours, name) / of(plain, against)
    return [
      { what: 'slow profile, plain HTML: first paint', value: of(plain, 'first'), unit: 'ms' },
      { what: 'slow profile, plain HTML: largest paint', value: of(plain, 'largest'), unit: 'ms' },
      { what: 'slow profile: first paint', value: of(ours, 'first'), unit: 'ms' },
      { what: 'slow profile: largest paint', value: of(ours, 'largest'), unit: 'ms' },
      { what: 'slow profile: ready', value: of(ours, 'ready'), unit: 'ms' },
      {
        what: 'slow profile: first paint against plain',
        value: times('first'),
        unit: '×',
        bar: 1.5,
      },
      {
        what: 'slow profile: largest paint against plain',
        value: times('largest'),
        unit: '×',
        bar: 1.5,
      },
      {
        what: 'slow profile: ready against plain’s largest paint',
        value: times('ready', 'largest'),
        unit: '×',
        bar: 2.5,
      },
      { what: 'slow profile: blocking time', value: of(ours, 'blocked'), unit: 'ms', bar: 100 },
      { what: 'home: heap', value: of(ours, 'heap') / 1e6, unit: 'MB', bar: 2.4 },
    ]
  } finally {
    await browser.close()
    server.close()
    await grantwalk.stop()
  }
}
