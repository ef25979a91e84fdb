/** What is kept here: axe finds nothing in any of its states, and all of it works by keyboard and is wiped on a word. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { header, lockButton, PHRASE, setUp, unlock, walkLive } from './vault.ts'

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

for (const [theme, width] of [
  ['light', 360],
  ['dark', 1440],
] as const)
  test(`every state is accessible, ${theme} at ${width} px`, async ({ page, grantwalk }) => {
    test.setTimeout(60_000)
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 800 })
    await page.goto(grantwalk.link)
    await page.getByRole('link', { name: 'What is kept here' }).click()
    await expect(page.getByText('0 walks are kept')).toBeVisible()
    await check(page, 'in the tab only')
    await page.getByRole('radio', { name: /^In a vault/ }).click()
    await page.getByRole('textbox', { name: 'New passphrase' }).fill('summer vacation 2023')
    await page.getByRole('textbox', { name: 'The same once more' }).fill('another')
    await check(page, 'setting up')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('radio', { name: /^In the tab only/ })).toBeChecked()
    await setUp(page, grantwalk)
    await check(page, 'an open vault')
    await lockButton(page).click()
    await expect(page.getByText('Names and steps of your walks are here')).toBeVisible()
    await check(page, 'a locked vault')
    await unlock(page, 'not this one')
    await expect(page.getByText('It does not open')).toBeVisible()
    await check(page, 'a wrong passphrase')
    await page.getByRole('textbox', { name: 'Passphrase' }).fill(PHRASE)
    await page.keyboard.press('Enter')
    await expect(page.getByText('Open in this tab')).toBeVisible()
    await page.getByRole('radio', { name: /^Unprotected/ }).click()
    await check(page, 'before secrets lie open')
    await page.getByRole('button', { name: 'Keep them unprotected' }).click()
    await expect(header(page).getByText('Secrets unprotected')).toBeVisible()
    await check(page, 'unprotected')
  })

test('it is wiped on a word, and only then', async ({ page, grantwalk }) => {
  await setUp(page, grantwalk)
  await walkLive(page, grantwalk)
  await page.getByRole('link', { name: 'What is kept here' }).click()
  await page.getByRole('button', { name: 'Wipe everything' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('1 walk is kept')).toBeVisible()
  await page.getByRole('button', { name: 'Wipe everything' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Wipe', exact: true }).click()
  await expect(page.getByText('No walks yet')).toBeVisible()
  await page.getByRole('link', { name: 'What is kept here' }).click()
  await expect(page.getByRole('radio', { name: /^In the tab only/ })).toBeChecked()
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('vault')
})
