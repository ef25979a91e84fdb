/** axe finds nothing on any screen, in both themes, wide and narrow; nothing scrolls sideways at 360 px. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { answer, buildHeader, control, goOn, openStep, send, startWalk } from './amm.ts'
import { expect, test } from './fixtures.ts'

async function check(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  )
  expect(found, screen).toEqual([])
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  expect(sideways, `${screen} scrolls sideways`).toBe(false)
}

// Each theme once and each width once: what one theme lacks in contrast it lacks at every width.
for (const [theme, width] of [
  ['light', 360],
  ['dark', 1440],
] as const)
  test(`every screen is accessible, ${theme} at ${width} px`, async ({ page, grantwalk }) => {
    test.setTimeout(60_000)
    await control(grantwalk, { reset: true })
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.goto(grantwalk.link)
    await expect(page.getByText('No walks yet')).toBeVisible()
    await check(page, 'home, empty')
    await page.setViewportSize({ width: 1440, height: 900 })
    await startWalk(page, grantwalk, /^Password/)
    await buildHeader(page)
    await goOn(page)
    await send(page)
    await page.setViewportSize({ width, height: 800 })
    await check(page, 'a step that was accepted')
    await page.getByText('What can go wrong').click()
    await answer(page).getByText('The request as sent').click()
    await check(page, 'a step, opened out')
    if (width === 360) {
      const parts = page.getByRole('navigation', { name: 'Parts of the walk' })
      await parts.getByRole('button', { name: 'Steps' }).click()
      await check(page, 'the steps')
      await parts.getByRole('button', { name: /Trace/ }).click()
      await check(page, 'the trace')
      await parts.getByRole('button', { name: 'Steps' }).click()
    }
    await openStep(page, /Raw history/)
    await check(page, 'a locked step')
    await page.getByRole('button', { name: 'Sandbox clock and switches' }).click()
    await expect(page.getByRole('heading', { name: 'Clock' })).toBeVisible()
    await check(page, 'the sandbox')
    await page.keyboard.press('Escape')
    await page.goto(`${grantwalk.origin}/nowhere`)
    await check(page, 'not found')
    await page.goto(`${grantwalk.origin}/start/amm`)
    await expect(page.getByRole('button', { name: 'Start the walk' })).toBeVisible()
    await check(page, 'start')
    await page.goto(`${grantwalk.origin}/callback/amm?code=x`)
    await expect(page.getByText('No walk is waiting')).toBeVisible()
    await check(page, 'a callback nobody waits for')
    await page.goto(grantwalk.origin)
    await expect(page.getByRole('link', { name: /Password/ })).toBeVisible()
    await check(page, 'home with a walk')
  })
