/** Leaving and arriving as a person does it, and what a walk holds that must stay behind. */
import { readFile } from 'node:fs/promises'
import { expect, type Locator, type Page } from '@playwright/test'

export const dialog = (page: Page): Locator => page.getByRole('dialog')

export async function openLeave(page: Page): Promise<void> {
  await page.getByRole('main').locator('summary').filter({ hasText: 'This walk' }).click()
  await page.getByRole('button', { name: 'Export or share' }).click()
  await expect(page.getByRole('dialog', { name: 'Export or share this walk' })).toBeVisible()
}

/** The very text that is shown. */
export async function preview(page: Page): Promise<string> {
  const shown = dialog(page).getByRole('tabpanel').locator('pre code')
  await expect(shown).toBeVisible()
  return (await shown.textContent()) ?? ''
}

export interface Saved {
  readonly name: string
  readonly path: string
  readonly text: string
}

export async function save(page: Page, button = 'Save the file'): Promise<Saved> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog(page).getByRole('button', { name: button }).click(),
  ])
  const path = await download.path()
  return { name: download.suggestedFilename(), path, text: await readFile(path, 'utf8') }
}

/** As if a file of that name and text had been chosen on home. */
export async function openOnHome(page: Page, name: string, text: string): Promise<void> {
  await page
    .getByLabel('A file to open')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) })
  await expect(page.getByRole('dialog', { name: 'What this is' })).toBeVisible()
}

export async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Paste anything' }).fill(text)
  await page.getByRole('button', { name: 'See what it is' }).click()
}

export async function keep(page: Page): Promise<void> {
  await dialog(page).getByRole('button', { name: 'Keep it and open it' }).click()
  await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible()
}

const names = ['client_secret', 'password', 'basic_credentials', 'access_token', 'refresh_token']

/** What the one walk of this profile holds that opens something, by name. */
export async function secretsIn(page: Page): Promise<Map<string, string>> {
  const stored = await page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const open = indexedDB.open('grantwalk')
        open.addEventListener('error', () => reject(new Error('no database')))
        open.addEventListener('success', () => {
          const all = open.result.transaction('sessions').objectStore('sessions').getAll()
          all.addEventListener('success', () => resolve(JSON.stringify(all.result)))
        })
      }),
  )
  const found = names.map((name): [string, string] => [
    name,
    new RegExp(`"${name}":"([^"]{6,})"`).exec(stored)?.[1] ?? '',
  ])
  return new Map(found.filter(([, value]) => value !== ''))
}

/** Plain, in base64, and in an address. */
export function leaksIn(text: string, secrets: ReadonlyMap<string, string>): string[] {
  return [...secrets]
    .filter(([, value]) =>
      [value, btoa(value), encodeURIComponent(value)].some((form) => text.includes(form)),
    )
    .map(([name]) => name)
}
