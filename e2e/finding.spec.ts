/** Hundreds of walks are found, marked, forked, compared, deleted and brought back. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { answer, buildHeader, control, goOn, openStep, send, startWalk, stepButton } from './amm.ts'
import { openLongWalk, seedWalks } from './finding.ts'
import { expect, test } from './fixtures.ts'

const rows = (page: Page): Locator =>
  page.getByRole('region', { name: 'Your walks' }).locator('li.row')

const query = (page: Page): Locator => page.getByRole('searchbox', { name: /^Find walks/ })

async function act(page: Page, walk: string, label: string): Promise<void> {
  await page
    .locator('summary[aria-label]')
    .and(page.getByLabel(`Actions for ${walk}`, { exact: true }))
    .click()
  await page.getByRole('button', { name: label, exact: true }).click()
}

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

test('three hundred walks are searched, filtered and sorted', async ({ page, grantwalk }) => {
  await seedWalks(page, grantwalk, 300)
  await expect(page.getByText('300 walks', { exact: true })).toBeVisible()
  await expect(rows(page).first()).toContainText('Seeded walk 7')
  await expect(rows(page).nth(1)).toContainText('Seeded walk 299')

  await query(page).fill('bad credentials vendor:amm')
  await expect(page.getByText('20 of 300 walks')).toBeVisible()
  await expect(rows(page)).toHaveCount(20)
  await query(page).fill('status:4xx tag:customer name:"walk 30"')
  await expect(page.getByText('1 of 300 walks')).toBeVisible()
  await expect(rows(page).first()).toContainText('Seeded walk 30')

  await query(page).fill('nowhere')
  await expect(page.getByRole('heading', { name: 'No walk matches' })).toBeVisible()
  await page.getByRole('button', { name: 'Show all walks' }).click()
  await page.getByRole('button', { name: '#customer' }).click()
  await expect(query(page)).toHaveValue('tag:customer')
  await expect(page.getByText('30 of 300 walks')).toBeVisible()
  await page.getByRole('button', { name: 'Refused', exact: true }).click()
  await expect(page.getByText('10 of 300 walks')).toBeVisible()
  await page.getByRole('combobox', { name: 'Order' }).selectOption('Oldest first')
  await expect(rows(page).first()).toContainText('Seeded walk 0')

  // What was looked for is still there after a look into a walk.
  await page.getByRole('link', { name: 'Seeded walk 0', exact: true }).click()
  await page.goBack()
  await expect(page.getByText('10 of 300 walks')).toBeVisible()
})

test('of a long list only what is in view is drawn, and the end is reached by keyboard', async ({
  page,
  grantwalk,
}) => {
  await seedWalks(page, grantwalk, 300)
  await expect(rows(page).first()).toHaveAttribute('aria-setsize', '300')
  expect(await rows(page).count()).toBeLessThan(80)
  await page.getByRole('link', { name: 'Seeded walk 299' }).focus()
  await page.keyboard.press('End')
  const last = page.getByRole('link', { name: 'Seeded walk 0', exact: true })
  await expect(last).toBeInViewport()
  await expect(rows(page).last()).toHaveAttribute('aria-posinset', '300')
  expect(await rows(page).count()).toBeLessThan(80)
})

for (const [width, height] of [
  [1440, 900],
  [1000, 800],
  [360, 800],
  [900, 400],
] as const)
  test(`of a long trace only what is in view is drawn, ${width} by ${height}`, async ({
    page,
    grantwalk,
  }) => {
    await page.setViewportSize({ width, height })
    await openLongWalk(page, grantwalk, 3000)
    if (width === 360) await page.getByRole('button', { name: /^Trace/ }).click()
    if (width > 360 && width < 1200)
      await page.getByRole('button', { name: 'Show the trace' }).click()
    const entries = page.getByRole('list', { name: 'Exchanges' }).getByRole('listitem')
    await expect(entries.first()).toHaveAttribute('aria-setsize', '3000')
    expect(await entries.count()).toBeLessThan(60)
    await entries.first().getByRole('button').focus()
    await page.keyboard.press('End')
    await expect(entries.last()).toHaveAttribute('aria-posinset', '3000')
    await expect(entries.last()).toBeInViewport()
    expect(await entries.count()).toBeLessThan(60)
  })

test('a walk is tagged, noted and pinned, and found by it', async ({ page, grantwalk }) => {
  await seedWalks(page, grantwalk, 3)
  await act(page, 'Seeded walk 1', 'Tags and note')
  await page.getByRole('textbox', { name: /^Tags/ }).fill('ticket 77, Customer, customer')
  await page.getByRole('textbox', { name: /^Note/ }).fill('Asked the operator')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('#ticket 77').first()).toBeVisible()
  await query(page).fill('tag:"ticket 77" operator')
  await expect(rows(page)).toHaveCount(1)
  await query(page).fill('')
  await act(page, 'Seeded walk 1', 'Pin to the top')
  await expect(rows(page).first()).toContainText('Seeded walk 1')
  await page.reload()
  await expect(rows(page).first()).toContainText('#Customer')
  await act(page, 'Seeded walk 1', 'Unpin')
  await expect(rows(page).first()).toContainText('Seeded walk 2')
})

test('a deleted walk comes back within ten seconds, and is gone after', async ({
  page,
  grantwalk,
}) => {
  await seedWalks(page, grantwalk, 3)
  await act(page, 'Seeded walk 2', 'Delete')
  await expect(rows(page)).toHaveCount(2)
  await page.getByRole('button', { name: 'Undo deleting Seeded walk 2' }).click()
  await expect(rows(page).first()).toContainText('Seeded walk 2')
  await act(page, 'Seeded walk 2', 'Delete')
  await expect(rows(page)).toHaveCount(2)
  const undo = page.getByRole('button', { name: /^Undo deleting/ })
  await expect(undo).toBeVisible()
  await page.mouse.move(0, 0)
  await expect(undo).toBeHidden({ timeout: 15_000 })
  await page.reload()
  await expect(rows(page)).toHaveCount(2)
})

test('a walk is forked from a step, and duplicated without its secrets', async ({
  page,
  grantwalk,
}) => {
  test.setTimeout(60_000)
  await control(grantwalk, { reset: true })
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await send(page)
  await openStep(page, /List the groups/)
  await send(page)
  await openStep(page, /Get a token with the password/)
  await page.getByRole('button', { name: 'Fork from this step' }).click()
  await page.getByRole('button', { name: 'Fork and open it' }).click()
  await expect(page.getByRole('heading', { name: /from “Get a token/ })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Exchanges' }).getByRole('listitem')).toHaveCount(1)
  await openStep(page, /List the groups/)
  await send(page)
  await expect(answer(page)).toContainText('Accepted')

  await page.goto(grantwalk.link)
  await rows(page).filter({ hasNotText: 'from “' }).locator('summary').click()
  await page.getByRole('button', { name: 'Duplicate without secrets' }).click()
  await expect(rows(page).first()).toContainText('(copy)')
  await expect(rows(page)).toHaveCount(3)
})

test('two walks are compared, and it is said where they part', async ({ page, grantwalk }) => {
  test.setTimeout(60_000)
  await control(grantwalk, { reset: true })
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await send(page)
  await expect(stepButton(page, /Get a token with the password/)).toContainText('Done')
  const one = page.url()
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await page.getByLabel('Password', { exact: true }).fill('CANARY-wrong')
  await send(page)
  await expect(stepButton(page, /Get a token with the password/)).toContainText('Refused')
  const id = (address: string) => new URL(address).pathname.split('/').at(-1)
  await page.goto(`${grantwalk.origin}/compare?a=${id(one)}&b=${id(page.url())}`)
  await expect(page.getByRole('heading', { name: /^They part at “Get a token/ })).toBeVisible()
  await expect(page.getByText('400').first()).toBeVisible()
  await page.getByRole('button', { name: 'Swap left and right' }).click()
  await page.getByRole('checkbox', { name: /new in every run/ }).check()
  await expect(page.getByText('Left:').first()).toBeVisible()
  expect(await page.content()).not.toContain('CANARY')
  await check(page, 'two walks compared')
})

test('a record that cannot be read is named, saved and removed', async ({ page, grantwalk }) => {
  await seedWalks(page, grantwalk, 3)
  await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const open = indexedDB.open('grantwalk')
      open.addEventListener('success', () => resolve(open.result))
    })
    const store = db.transaction('sessions', 'readwrite').objectStore('sessions')
    store.put({ id: 'seeded-1', name: 'Torn walk', exchanges: 'torn' }, 'record:seeded-1')
    await new Promise((resolve) => store.transaction.addEventListener('complete', resolve))
    db.close()
  })
  await page.getByRole('link', { name: 'Seeded walk 1' }).click()
  await expect(page.getByRole('heading', { name: '1 walk cannot be shown' })).toBeVisible()
  await page.goto(grantwalk.origin)
  await expect(page.getByText('Torn walk')).toBeVisible()
  await check(page, 'home with a damaged record')
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save Torn walk as a file' }).click()
  expect((await saved).suggestedFilename()).toBe('seeded-1.damaged.json')
  await page.getByRole('button', { name: 'Remove Torn walk' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the record' }).click()
  await expect(page.getByText('Torn walk')).toBeHidden()
  await expect(rows(page)).toHaveCount(2)
})

for (const [theme, width] of [
  ['light', 360],
  ['dark', 1440],
] as const)
  test(`finding is accessible, ${theme} at ${width} px`, async ({ page, grantwalk }) => {
    test.setTimeout(60_000)
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 800 })
    await seedWalks(page, grantwalk, 12)
    await expect(page.getByText('12 walks', { exact: true })).toBeVisible()
    await act(page, 'Seeded walk 7', 'Tags and note')
    await expect(page.getByRole('textbox', { name: /^Note/ })).toBeVisible()
    await check(page, 'tags and note')
    await page.keyboard.press('Escape')
    await act(page, 'Seeded walk 7', 'Compare with another')
    await expect(page.getByText('11 walks, the most alike first.')).toBeVisible()
    await check(page, 'choosing what to compare with')
    await page.keyboard.press('Escape')
    await act(page, 'Seeded walk 7', 'Delete')
    await page.getByRole('button', { name: /^Undo/ }).hover()
    await check(page, 'home with an offer to undo')
  })
