/** The request builder as a person uses it: by the names on screen. */
import { expect, type Locator, type Page } from '@playwright/test'
import type { Grantwalk } from './process.ts'

/** What the sandbox's echo saw. */
export interface Echo {
  readonly method: string
  readonly target: string
  readonly query: readonly (readonly [string, string])[]
  readonly headers: readonly (readonly [string, string])[]
  readonly body: { readonly bytes: number; readonly text?: string; readonly base64?: string }
}

export const address = (page: Page): Locator => page.getByRole('textbox', { name: 'Address' })

export const result = (page: Page): Locator => page.getByRole('region', { name: 'Result' })

/** What the request is, as it will be sent. */
export const preview = (page: Page): Locator => result(page).locator('.wire')

export async function openBuilder(page: Page, grantwalk: Grantwalk, query = ''): Promise<void> {
  await page.goto(grantwalk.link)
  await page.goto(`${grantwalk.origin}/request${query}`)
  await expect(address(page)).toBeVisible()
}

export const part = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('tablist', { name: 'Parts of the request' }).getByRole('tab', { name }).click()

export const library = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('tablist', { name: 'Library' }).getByRole('tab', { name }).click()

export const show = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('tablist', { name: 'Result', exact: true }).getByRole('tab', { name }).click()

/** Sends, and waits for the status. */
export async function sendFor(page: Page, status: number | string): Promise<void> {
  await page.getByRole('button', { name: /^Send to/ }).click()
  await expect(result(page).getByRole('heading', { name: String(status) })).toBeVisible()
}

/** Sends to the echo, and gives back what it saw. */
export async function echoed(page: Page): Promise<Echo> {
  await sendFor(page, 200)
  await result(page).getByRole('tab', { name: 'Raw' }).click()
  const body = result(page)
    .getByText(/^\s*\{"method":/)
    .first()
  await expect(body).toContainText('"body":')
  return JSON.parse((await body.textContent()) ?? '') as Echo
}

export async function addRow(page: Page, what: string, name: string, value: string): Promise<void> {
  await page.getByRole('button', { name: `Add a ${what}` }).click()
  const last = page.getByRole('textbox', { name: new RegExp(`^Value of ${what}`) })
  const place = await last.count()
  // A combobox where names are offered, a plain box where not.
  await page.getByLabel(`Name of ${what} ${place}`, { exact: true }).fill(name)
  await page.getByLabel(`Value of ${what} ${place}`, { exact: true }).fill(value)
}

export const chooseSession = (page: Page, name: RegExp): Promise<void> =>
  chooseIn(page.getByRole('combobox', { name: 'Walk' }), name)

/** Options by a part of their words. */
export async function chooseIn(list: Locator, name: RegExp): Promise<void> {
  const label = await list.locator('option').filter({ hasText: name }).first().textContent()
  await list.selectOption({ label: label ?? '' })
}
