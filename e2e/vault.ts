/** The vault as a person uses it, and what a stranger would look for in the files it leaves. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { buildHeader } from './amm.ts'
import type { Grantwalk } from './process.ts'

export const PHRASE = 'orchid lamp seven river stone'
export const CANARY = 'CANARY-secret-7f3a'

export const header = (page: Page) => page.getByRole('banner')

export const lockButton = (page: Page) =>
  header(page).getByRole('button', { name: 'Lock', exact: true })

/** Without loading the page anew, which would lock the vault again. */
async function home(page: Page, grantwalk: Grantwalk): Promise<void> {
  if (page.url().startsWith(grantwalk.origin))
    await header(page).getByRole('link', { name: 'Grantwalk' }).click()
  else await page.goto(grantwalk.link)
}

async function typeNew(page: Page, phrase: string): Promise<void> {
  await page.getByRole('textbox', { name: 'New passphrase' }).fill(phrase)
  await page.getByRole('textbox', { name: 'The same once more' }).fill(phrase)
}

export async function setUp(page: Page, grantwalk: Grantwalk): Promise<void> {
  await home(page, grantwalk)
  await page.getByRole('link', { name: 'What is kept here' }).click()
  await page.getByRole('radio', { name: /^In a vault/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Set up the vault' })
  const go = dialog.getByRole('button', { name: 'Set up' })
  await typeNew(page, PHRASE)
  await expect(go).toBeDisabled()
  await dialog.getByRole('checkbox').check()
  await go.click()
  await expect(page.getByText('Open in this tab')).toBeVisible()
  await expect(page.getByText('The secrets of live walks are now sealed')).toBeVisible()
}

export async function unlock(page: Page, phrase = PHRASE): Promise<void> {
  await header(page).getByRole('button', { name: 'Unlock the vault' }).click()
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(phrase)
  await page.getByRole('dialog').getByRole('button', { name: 'Unlock' }).click()
}

export async function changePassphrase(page: Page, before: string, after: string): Promise<void> {
  await page.getByRole('button', { name: 'Change the passphrase' }).click()
  await page.getByRole('textbox', { name: 'Passphrase now' }).fill(before)
  await typeNew(page, after)
  await page.getByRole('dialog').getByRole('button', { name: 'Change' }).click()
}

/** A live walk with a secret in a field, and in the header that was built from it. */
export async function walkLive(
  page: Page,
  grantwalk: Grantwalk,
  way = /^Password/,
): Promise<string> {
  await home(page, grantwalk)
  await page.getByRole('link', { name: 'Sierra Wireless AMM' }).click()
  await page.getByRole('radio', { name: way }).check()
  await page.getByRole('radio', { name: /^Live/ }).check()
  await page.getByRole('button', { name: 'Start the walk' }).click()
  await page.getByRole('textbox', { name: /^Address of your AMM/ }).fill('10.20.30.40')
  await page.getByRole('textbox', { name: /^Client ID/ }).fill('a-client')
  await page.getByRole('textbox', { name: /^Client secret/ }).fill(CANARY)
  await buildHeader(page)
  return page.url()
}

/** Everything in the page that could show it: markup, and what stands in fields. */
export const inPage = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')]
    return document.documentElement.outerHTML + fields.map(({ value }) => value).join('\n')
  })

/** All that the page keeps: every store of every database, and Web Storage; bytes as letters. */
export const keptBy = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(new Error('not to be read')))
      })
    const written = (_name: string, value: unknown) =>
      value instanceof Uint8Array || value instanceof ArrayBuffer
        ? new TextDecoder('latin1').decode(value)
        : value
    const kept: unknown[] = [Object.entries(localStorage), Object.entries(sessionStorage)]
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        const records = database.transaction(store).objectStore(store)
        kept.push(await settled(records.getAllKeys()))
        kept.push(await settled(database.transaction(store).objectStore(store).getAll()))
      }
      database.close()
    }
    return JSON.stringify(kept, written)
  })

/** In the ways a file may hold it; base64 in its three alignments, without their ends. */
function writings(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret)
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  )
  const url = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  const texts = [...base64, bytes.toString('hex'), url, encodeURIComponent(secret)]
  return [
    bytes,
    Buffer.from(secret, 'utf16le'),
    ...texts.flatMap((text) => [text, text.toUpperCase()]).map((text) => Buffer.from(text)),
    ...base64.map((text) => Buffer.from(text)),
  ]
}

/** Which files of a closed browser's profile hold it. */
export function filesWith(profile: string, secret: string): readonly string[] {
  const wanted = writings(secret)
  const files = readdirSync(profile, { recursive: true, withFileTypes: true })
  return files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .filter((path) => {
      const bytes = readFileSync(path)
      return wanted.some((one) => bytes.includes(one))
    })
}
