/** What every browser test starts from: a server of its worker's own, and a page in which nothing may go wrong. */
import { type BrowserContext, test as base, type ConsoleMessage, expect } from '@playwright/test'
import { type Grantwalk, startGrantwalk } from './process.ts'

interface TestFixtures {
  /** Console errors and uncaught errors so far. Empty it where a test causes one on purpose. */
  readonly trouble: string[]
  /** CSP violations so far, apart from the rest: nothing but `takeViolation` takes one out. */
  readonly violations: string[]
  /** Watches a context that the test made for itself, as its own is. */
  readonly watched: (context: BrowserContext) => Promise<BrowserContext>
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
async function watch(
  context: BrowserContext,
  trouble: string[],
  violations: string[],
): Promise<void> {
  await context.exposeFunction(REPORT, (violation: string) => {
    violations.push(violation)
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
  trouble: async ({}, use) => {
    const trouble: string[] = []
    await use(trouble)
    expect(trouble, 'nothing goes wrong behind the page').toEqual([])
  },
  violations: async ({}, use) => {
    const violations: string[] = []
    await use(violations)
    expect(violations, 'nothing is against the policy').toEqual([])
  },
  watched: [
    async ({ context, trouble, violations }, use) => {
      const watched = async (one: BrowserContext) => {
        await watch(one, trouble, violations)
        return one
      }
      await watched(context)
      await use(watched)
    },
    { auto: true },
  ],
})

/** Waits for a violation that was caused on purpose, and takes out this one alone. */
export async function takeViolation(violations: string[], start: string): Promise<void> {
  const at = () => violations.findIndex((one) => one.startsWith(start))
  await expect.poll(at, `${start} in ${violations.join('; ')}`).not.toBe(-1)
  violations.splice(at(), 1)
}

export { expect }
