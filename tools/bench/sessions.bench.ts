/** 10,000 sessions of 20 KB in a real browser: the list, opening one, saving one; beside a store with one key for all. */
import { fileURLToPath } from 'node:url'
import { type CDPSession, chromium, type Page } from '@playwright/test'
import * as v from 'valibot'
import { build } from 'vite'
import { startGrantwalk } from '../../e2e/process.ts'
import type { Bench, Measure } from '../bench.ts'
import { findBrowser, thisMachine } from '../browser.ts'
import { fiveTimes } from './samples.ts'
import { median, sessionAt } from './sessions-page.ts'

const COUNT = 10_000
const FEW = 100
const MB = 1_000_000

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** The app's own code for sessions, built as the app is, under names that can be imported. */
async function bundle(): Promise<ReadonlyMap<string, string>> {
  const built = await build({
    ...{ configFile: false, logLevel: 'silent', publicDir: false },
    build: {
      write: false,
      minify: true,
      lib: {
        entry: {
          sessions: root('src/client/sessions.ts'),
          page: root('tools/bench/sessions-page.ts'),
        },
        formats: ['es'],
      },
    },
  })
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  )
  return new Map(
    outputs.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code] as const] : [])),
  )
}

async function serve(page: Page): Promise<void> {
  const files = await bundle()
  await page.route('**/bench/*.js', (route) => {
    const code = files.get(new URL(route.request().url()).pathname.slice('/bench/'.length))
    return code === undefined
      ? route.fulfill({ status: 404 })
      : route.fulfill({ contentType: 'text/javascript', body: code })
  })
}

/** Opens the app's code in the page, as `bench` and `kept`. Text, because the page has no TypeScript. */
const PREPARE = `(async () => {
  globalThis.bench = await import('/bench/page.js')
  const { createSessions } = await import('/bench/sessions.js')
  globalThis.kept = createSessions({ holdsSecrets: () => false, strip: (one) => one, mode: () => 'session' })
})()`

async function heapOf(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage')
  return (await devtools.send('Runtime.getHeapUsage')).usedSize
}

/** Let go of before the next: each list grows from the same. */
async function heapOfList(page: Page, devtools: CDPSession): Promise<number> {
  await page.evaluate('globalThis.held = undefined')
  const before = await heapOf(devtools)
  await page.evaluate('kept.list().then((list) => { globalThis.held = list; return list.length })')
  return (await heapOf(devtools)) - before
}

/** From the click on the way home to walks on screen, and drawn. */
const HOME = `new Promise((resolve) => {
  const from = performance.now()
  const look = () =>
    document.querySelector('a[href^="/walk/"]') === null
      ? requestAnimationFrame(look)
      : requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)))
  document.querySelector('a[href="/"]').click()
  look()
})`

async function onScreen(page: Page, origin: string): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < 6; n += 1) {
    await page.goto(`${origin}/start/amm`)
    await page.getByRole('button', { name: 'Start the walk' }).waitFor()
    times.push(Number(await page.evaluate(HOME)))
  }
  return median(times.slice(1))
}

const times = v.object({ page: v.number(), list: v.number(), open: v.number(), save: v.number() })
const naive = v.object({ list: v.number(), save: v.number() })

async function measures(page: Page, origin: string): Promise<readonly Measure[]> {
  const devtools = await page.context().newCDPSession(page)
  await page.goto(`${origin}/start/amm`) // not home: its list would be drawn anew with every save
  await page.evaluate(PREPARE)
  await page.evaluate(`bench.seed(0, ${FEW})`)
  const few = v.parse(times, await page.evaluate(`bench.measure(kept, ${FEW})`))
  await page.evaluate(`bench.seed(${FEW}, ${COUNT})`)
  const all = v.parse(times, await page.evaluate(`bench.measure(kept, ${COUNT})`))
  const heap = median(await fiveTimes(() => heapOfList(page, devtools)))
  const screen = await onScreen(page, origin)
  await page.goto(`${origin}/start/amm`) // not home: its list would be drawn anew with every save
  await page.evaluate(PREPARE)
  const plain = v.parse(naive, await page.evaluate(`bench.measureNaive(${COUNT})`))
  const what = (text: string) =>
    `10,000 sessions of ${Math.round(JSON.stringify(sessionAt(1)).length / 1000)} KB: ${text}`
  return [
    { what: what('home, from click to list on screen'), value: screen, unit: 'ms', bar: 150 },
    { what: what('first 50 of the list'), value: all.page, unit: 'ms' },
    { what: what('the whole list'), value: all.list, unit: 'ms', bar: 150 },
    { what: what('heap of the whole list'), value: heap / MB, unit: 'MB', bar: 10 },
    { what: what('open one'), value: all.open, unit: 'ms', bar: 10 },
    { what: what('save one'), value: all.save, unit: 'ms', bar: 10 },
    {
      what: what('save one, against 100 sessions'),
      value: all.save / few.save,
      unit: '×',
      bar: 1.5,
    },
    { what: what('the whole list, one key for all'), value: plain.list, unit: 'ms' },
    { what: what('save one, one key for all'), value: plain.save, unit: 'ms' },
  ]
}

export const run: Bench = async () => {
  const grantwalk = await startGrantwalk()
  const browser = await chromium.launch({
    executablePath: findBrowser(thisMachine()),
    args: ['--no-sandbox'],
  })
  try {
    const page = await browser.newPage()
    await serve(page)
    return await measures(page, grantwalk.origin)
  } finally {
    await browser.close()
    await grantwalk.stop()
  }
}
