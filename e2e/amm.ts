/** AMM as a person walks it: by the names on screen, never by the page's insides. */
import { expect, type Locator, type Page } from '@playwright/test'
import type { Grantwalk } from './process.ts'

export async function startWalk(
  page: Page,
  grantwalk: Grantwalk,
  flow: RegExp,
  vendor = 'Sierra Wireless AMM',
): Promise<void> {
  await page.goto(grantwalk.link)
  await page.getByRole('link', { name: vendor, exact: true }).click()
  await chooseWay(page, flow)
  await page.getByRole('button', { name: 'Start the walk' }).click()
  await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible()
}

/** A few ways in stand side by side, many in a list. */
async function chooseWay(page: Page, flow: RegExp): Promise<void> {
  const radio = page.getByRole('radio', { name: flow })
  const list = page.getByRole('combobox', { name: 'Which way in' })
  await expect(radio.or(list)).toBeVisible()
  if (!(await list.isVisible())) return await radio.check()
  const titles = await list.getByRole('option').allTextContents()
  await list.selectOption({ label: titles.find((title) => flow.test(title)) ?? String(flow) })
}

export const stepButton = (page: Page, title: string | RegExp): Locator =>
  page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: title })

/** One step by its whole title, which another's may begin with. */
export const wholeStep = (title: string): RegExp =>
  new RegExp(
    `^\\d+\\s*${title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*(Locked|Ready|Waiting|Saving|Done|Run again|Refused|No answer)`,
  )

export const openStep = (page: Page, title: string | RegExp) => stepButton(page, title).click()

export const answer = (page: Page): Locator => page.getByRole('region', { name: 'What came back' })

export const buildHeader = async (page: Page): Promise<void> => {
  await openStep(page, /Build the Basic header/)
  await page.getByRole('button', { name: 'Build the header' }).click()
  await expect(stepButton(page, /Build the Basic header/)).toContainText('Done')
}

/** Sends what is shown and waits until it stands in the trace, and is kept. */
export async function send(page: Page): Promise<void> {
  const trace = page.getByRole('list', { name: 'Exchanges' }).getByRole('listitem')
  const before = await trace.count()
  await page.getByRole('button', { name: /^Send to/ }).click()
  // A nonce that was missing is asked for and sent at once: two exchanges.
  await expect.poll(() => trace.count()).toBeGreaterThan(before)
  // Until all of it is drawn, the rest of the answer before stands there.
  await expect(answer(page).locator('[aria-busy]')).toHaveCount(0)
  // What is not kept yet would be gone with the page.
  await expect(page.getByRole('navigation', { name: 'Steps' })).not.toContainText('Saving')
}

export async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Go on:/ }).click()
}

export async function leaveForLogin(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Go to the login page' }).click()
  await expect(page.getByRole('heading', { name: /Sign in|Approve access/ })).toBeVisible()
}

/** At AMM: logs in if it asks, then answers on the approval page. */
export async function answerAtAmm(page: Page, choice: 'Approve' | 'Deny'): Promise<void> {
  if (await page.getByRole('heading', { name: 'Sign in' }).isVisible()) {
    await page.getByLabel('User name').fill('operator')
    await page.getByLabel('Password').fill('operator-password')
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  await page.getByRole('button', { name: choice, exact: true }).click()
  await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible()
}

/** Every call of the API, in order, each accepted. */
export async function callTheApi(page: Page): Promise<void> {
  for (const title of [
    'List the groups',
    'List the gateways',
    'Latest data of one gateway',
    'Latest data of a group',
    'Raw history',
  ]) {
    await openStep(page, new RegExp(title))
    await send(page)
    await expect(stepButton(page, new RegExp(title))).toContainText('Done')
    await expect(answer(page)).toContainText('Accepted')
  }
}

/** Revokes, and sees that the token is dead. */
export async function endTheWalk(page: Page): Promise<void> {
  await openStep(page, /Revoke the token/)
  await send(page)
  await expect(answer(page)).toContainText('200')
  await goOn(page)
  await send(page)
  await expect(answer(page)).toContainText('401')
  await expect(stepButton(page, /Call with the revoked token/)).toContainText('Done')
}

export async function refreshAndReplay(page: Page): Promise<void> {
  await openStep(page, /Refresh the token/)
  await send(page)
  await expect(stepButton(page, /Refresh the token/)).toContainText('Done')
  await goOn(page)
  await send(page)
  await expect(answer(page)).toContainText('Invalid refresh token')
  await expect(stepButton(page, /Try the old refresh token/)).toContainText('Done')
}

/** One call to the simulator's own controls. */
export async function control(grantwalk: Grantwalk, order: unknown, vendor = 'amm'): Promise<void> {
  const response = await fetch(`${grantwalk.sandbox}/${vendor}/.sandbox`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  })
  expect(response.status).toBe(200)
}
