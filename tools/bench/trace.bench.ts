/** A walk of 10,000 exchanges in a real browser: opening it, its list coming on screen, and scrolling that. */
import { chromium, type Page } from '@playwright/test'
import * as v from 'valibot'
import { startGrantwalk } from '../../e2e/process.ts'
import { summaryOf } from '../../src/client/sessions-summary.ts'
import { rowKey } from '../../src/client/summary.ts'
import type { Session } from '../../src/core/session.ts'
import type { Bench } from '../bench.ts'
import { findBrowser, thisMachine } from '../browser.ts'
import { median, sessionAt } from './sessions-page.ts'

const COUNT = 10_000

/** As an API that is asked over and over leaves it: a small answer each time. */
function longSession(): Session {
  const session = sessionAt(1)
  const [first] = session.exchanges
  if (first === undefined || first.outcome.kind !== 'accepted') throw new Error('no exchange')
  const { response } = first.outcome
  if (response === undefined) throw new Error('no answer')
  const body = { encoding: 'utf8', data: '{"ok":true}' } as const
  return {
    ...session,
    exchanges: Array.from({ length: COUNT }, (_, n) => ({
      ...first,
      id: `x${n}`,
      startedAt: first.startedAt + n * 1000,
      endedAt: first.endedAt + n * 1000 + 20,
      outcome: { kind: 'accepted', response: { ...response, body }, gained: {}, findings: [] },
    })),
  }
}

const seed = (page: Page, session: Session): Promise<void> =>
  page.evaluate(
    ([entries]) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open('grantwalk')
        open.addEventListener('success', () => {
          const transaction = open.result.transaction('sessions', 'readwrite')
          for (const [key, value] of entries) transaction.objectStore('sessions').put(value, key)
          transaction.addEventListener('complete', () => resolve())
          transaction.addEventListener('abort', () => reject(new Error('not written')))
        })
      }),
    [
      [
        [`record:${session.id}`, session],
        [rowKey(session), summaryOf(session)],
      ] as const,
    ] as const,
  )

/** From a click to rows of the list, drawn. */
const clickToRows = (click: string) => `new Promise((resolve) => {
  const from = performance.now()
  const look = () => {
    const row = document.querySelector('ol[aria-label="Exchanges"] > li')
    return row === null || row.offsetHeight === 0
      ? requestAnimationFrame(look)
      : requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)))
  }
  ${click}
  look()
})`

/** Two seconds of scrolling, 300 pixels a frame: how many frames were drawn, and the longest pause between two. */
const SCROLL = `new Promise((resolve) => {
  const list = document.querySelector('.trace-body')
  const times = []
  const frame = (now) => {
    times.push(now)
    list.scrollBy(0, 300)
    if (now - times[0] < 2000) return requestAnimationFrame(frame)
    const pauses = times.slice(1).map((time, n) => time - times[n])
    resolve({ frames: (pauses.length * 1000) / (times.at(-1) - times[0]), pause: Math.max(...pauses) })
  }
  requestAnimationFrame(frame)
})`

const scrolled = v.object({ frames: v.number(), pause: v.number() })

export const run: Bench = async () => {
  const grantwalk = await startGrantwalk()
  const browser = await chromium.launch({
    executablePath: findBrowser(thisMachine()),
    args: ['--no-sandbox'],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1000, height: 800 } })
    await page.goto(`${grantwalk.origin}/`)
    await page.getByText('No walks yet').waitFor()
    await seed(page, longSession())
    const opening: number[] = []
    const showing: number[] = []
    const scrolling: v.InferOutput<typeof scrolled>[] = []
    for (let n = 0; n < 5; n += 1) {
      await page.goto(`${grantwalk.origin}/`)
      await page.locator('a[href^="/walk/"]').waitFor()
      const open = `document.querySelector('a[href^="/walk/"]').click()
        const shown = setInterval(() => {
          const button = document.querySelector('.trace-toggle > button')
          if (button !== null) { clearInterval(shown); button.click() }
        }, 1)`
      opening.push(Number(await page.evaluate(clickToRows(open))))
      await page.getByRole('button', { name: 'Hide the trace' }).click()
      await page.waitForTimeout(1000)
      const show = `document.querySelector('.trace-toggle > button').click()`
      showing.push(Number(await page.evaluate(clickToRows(show))))
      scrolling.push(v.parse(scrolled, await page.evaluate(SCROLL)))
    }
    const what = (text: string) => `10,000 exchanges: ${text}`
    return [
      { what: what('from the list of walks to its entries'), value: median(opening), unit: 'ms' },
      { what: what('the list on screen'), value: median(showing), unit: 'ms', bar: 50 },
      {
        what: what('scrolling (≥ 59 of 60)'),
        value: median(scrolling.map(({ frames }) => frames)),
        unit: 'frames a second',
        bar: 59,
        atLeast: true,
      },
      {
        what: what('scrolling, longest pause'),
        value: median(scrolling.map(({ pause }) => pause)),
        unit: 'ms',
      },
    ]
  } finally {
    await browser.close()
    await grantwalk.stop()
  }
}
