/** How long the page was held up: the browser's own long tasks, remembered from the page's start. */
import type { Page } from '@playwright/test'

/** For `addInitScript`; a task counts from 50 ms (Long Tasks API). */
export const REMEMBER_TASKS = `globalThis.benchTasks = []
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) globalThis.benchTasks.push(duration)
}).observe({ type: 'longtask' })`

export const forgetTasks = (page: Page): Promise<unknown> =>
  page.evaluate('globalThis.benchTasks = []')

/** In milliseconds; `0` when none was long. Tasks are told a little after they ended. */
export const longestTask = async (page: Page): Promise<number> =>
  Number(
    await page.evaluate(
      'new Promise((resolve) => setTimeout(() => resolve(Math.max(0, ...globalThis.benchTasks)), 500))',
    ),
  )
