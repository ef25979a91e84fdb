/** The tab is killed between the steps, and at the login page: the walk goes on in another one. */
import type { Page } from '@playwright/test'
import { vendors } from '../src/vendors/index.ts'
import { control, openStep, startWalk, stepButton, wholeStep } from './amm.ts'
import { expect, test } from './fixtures.ts'
import { oneWayEach, runStep } from './whole-walk.ts'

/** Far enough to have been given everything once. */
const STEPS = 7

/** As the browser's task manager does it: nothing of the page runs any more. */
async function kill(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const crashed = page.waitForEvent('crash')
  // The answer to this never comes: the page that would give it is gone.
  void devtools.send('Page.crash').catch(() => undefined)
  await crashed
  await page.close()
}

for (const [id, flow] of oneWayEach)
  test(`${id}: a tab that is killed again and again loses nothing of the walk`, async ({
    context,
    grantwalk,
  }) => {
    test.setTimeout(90_000)
    await control(grantwalk, { reset: true }, id)
    const vendor = vendors.find(({ profile }) => profile.id === id)
    const way = (await vendor?.flows())?.find((one) => one.id === flow)
    if (vendor === undefined || way === undefined) throw new Error(`no ${id} ${flow}`)
    let page = await context.newPage()
    await startWalk(page, grantwalk, new RegExp(`^${way.title}`), vendor.profile.name)
    const address = new URL(page.url()).pathname
    const anew = async () => {
      await kill(page)
      page = await context.newPage()
      await page.goto(`${grantwalk.origin}${address}#k=${grantwalk.key}`)
    }
    const done: RegExp[] = []
    for (const step of way.steps.slice(0, STEPS)) {
      const title = wholeStep(step.title)
      if (step.when !== undefined && !(await stepButton(page, title).isVisible())) continue
      await openStep(page, title)
      if (step.kind === 'redirect') {
        await page.getByRole('button', { name: step.action, exact: true }).click()
        await expect(page).not.toHaveURL(new RegExp(`^${grantwalk.origin}`))
        await anew()
        await expect(stepButton(page, title)).toContainText('Waiting')
        await openStep(page, title)
      }
      await runStep(page, id, step)
      await expect(stepButton(page, title), step.title).toContainText('Done', { timeout: 12_000 })
      done.push(title)
      // Where nobody signs in, every second time will do.
      if (!way.steps.some(({ kind }) => kind === 'redirect') && done.length % 2 === 0) continue
      await anew()
      for (const one of done) await expect(stepButton(page, one)).toContainText('Done')
    }
    expect(done.length).toBeGreaterThan(3)
  })
