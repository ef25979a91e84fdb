/** What every browser test starts from: a server of its worker's own, and a page in which nothing may go wrong. */
import { type BrowserContext, test as base, type ConsoleMessage, expect } from '@playwright/test'
import { type Grantwalk, startGrantwalk } from './process.ts'

interface TestFixtures {
  /** Console errors, uncaught errors and CSP violations so far. Empty it where a test causes one on purpose. */
  readonly trouble: string[]
}

interface WorkerFixtures {
  readonly grantwalk: Grantwalk
}

const REPORT = 'grantwalkViolation'

/** Runs in the page, before anything of the page's own. */
function reportViolations(): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    const violation = `${event.effectiveDirective} blocked ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`
    const report: unknown = Reflect.get(window, 'grantwalkViolation')
    if (typeof report === 'function') report(violation)
  })
}

/** Chrome calls every 4xx answer an error. Servers here refuse on purpose; a missing file of the app is trouble. */
function isRefusal(message: ConsoleMessage): boolean {
  if (!message.text().startsWith('Failed to load resource: the server responded with')) return false
  return !message.location().url.includes('/assets/')
}

/** Watches every page of the context, popups and second tabs included. */
async function watch(context: BrowserContext, trouble: string[]): Promise<void> {
  await context.exposeFunction(REPORT, (violation: string) => {
    trouble.push(`CSP: ${violation}`)
  })
  await context.addInitScript(reportViolations)
  context.on('console', (message) => {
    if (message.type() === 'error' && !isRefusal(message))
      trouble.push(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => trouble.push(`uncaught: ${String(error.error())}`))
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  grantwalk: [
    async ({}, use) => {
      const grantwalk = await startGrantwalk()
      await use(grantwalk)
      await grantwalk.stop()
    },
    { scope: 'worker', timeout: 20_000 },
  ],
  baseURL: async ({ grantwalk }, use) => {
    await use(grantwalk.origin)
  },
  trouble: [
    async ({ context }, use) => {
      const trouble: string[] = []
      await watch(context, trouble)
      await use(trouble)
      expect(trouble, 'nothing goes wrong behind the page').toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
