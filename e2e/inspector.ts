/** The inspector as a person uses it, and tokens made for the occasion. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Locator, Page } from '@playwright/test'
import { exportJWK, SignJWT } from 'jose'
import { expect } from './fixtures.ts'
import type { Grantwalk } from './process.ts'

export const seconds = () => Math.floor(Date.now() / 1000)
export const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })

export const idClaims = () => ({
  iss: 'https://as.example',
  sub: 'user-1',
  aud: 'client-1',
  iat: seconds(),
  exp: seconds() + 3600,
  nonce: 'n-1',
})

export const signed = (
  claims: Record<string, unknown> = idClaims(),
  header: { kid?: string } = {},
) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', ...header })
    .sign(ec.privateKey)

export const base64url = (text: string) => Buffer.from(text).toString('base64url')
export const jwkOf = async (key: KeyObject) => JSON.stringify(await exportJWK(key))

export async function openInspector(page: Page, grantwalk: Grantwalk): Promise<void> {
  await page.goto(grantwalk.link)
  await page.goto(`${grantwalk.origin}/inspect`)
  await expect(page.getByRole('heading', { name: 'Token inspector' })).toBeVisible()
}

export const box = (page: Page): Locator =>
  page.getByRole('textbox', { name: 'A token, or what holds one' })
export const paste = (page: Page, text: string) => box(page).fill(text)

/** The row of one question. */
export const verdict = (page: Page, title: string): Locator =>
  page
    .getByRole('list', { name: 'Verdicts' })
    .first()
    .getByRole('listitem')
    .filter({ has: page.locator('summary', { hasText: title }) })

export async function expectVerdict(page: Page, title: string, word: string): Promise<void> {
  await expect(verdict(page, title).locator('summary')).toContainText(word)
}

/** A part that opens in place, by the beginning of its title. */
export const openPart = (page: Page, title: string) =>
  page
    .locator('summary', { hasText: new RegExp(`^${title}`) })
    .first()
    .click()

export async function pasteKey(page: Page, text: string, encoding?: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Key', exact: true })
  if (!(await field.isVisible())) await openPart(page, 'Keys')
  await field.fill(text)
  if (encoding !== undefined)
    await page.getByLabel('How it is written').selectOption({ label: encoding })
  await page.getByRole('button', { name: 'Use this key' }).click()
}
