/** Answers of every kind, sent for from the request builder and looked at in the viewer, as a person would. */
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expect, takeViolation, test } from './fixtures.ts'
import type { Grantwalk } from './process.ts'

/** Opens the builder and writes an address. */
async function open(page: Page, { link, origin }: Grantwalk, address: string): Promise<void> {
  await page.goto(link)
  await page.goto(`${origin}/request`)
  await page.getByRole('textbox', { name: 'Address' }).fill(address)
}

async function send(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: /^Send to/ }).click()
  return page.locator('.answer')
}

/** Asks one sample of the sandbox, and gives the part that shows the answer. */
async function ask(page: Page, grantwalk: Grantwalk, path: string): Promise<Locator> {
  await open(page, grantwalk, `${grantwalk.sandbox}/.samples/${path}`)
  return await send(page)
}

async function askDirectly(page: Page, grantwalk: Grantwalk, address: string): Promise<Locator> {
  await open(page, grantwalk, address)
  await page.getByRole('tab', { name: 'Route' }).click()
  await page.getByText('Straight from this page').click()
  return await send(page)
}

const whole = (answer: Locator) =>
  expect(answer.getByRole('button', { name: 'Save the body' })).toBeVisible({ timeout: 20_000 })

test('JSON is a tree that keeps repeated names and exact numbers, and is walked by keyboard', async ({
  page,
  grantwalk,
}) => {
  const answer = await ask(page, grantwalk, 'json')
  await whole(answer)
  await expect(answer.getByRole('heading', { name: '200 OK' })).toBeVisible()
  const tree = answer.getByRole('tree')
  await expect(tree.getByRole('treeitem', { name: '12345678901234567890' })).toBeVisible()
  await expect(tree.getByRole('treeitem', { name: 'repeated name' }).first()).toBeVisible()
  await tree.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await expect(answer.getByText("$['__proto__']", { exact: true })).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await expect(tree.getByRole('treeitem', { expanded: false })).toHaveCount(1)
  await answer.getByRole('searchbox').fill('HERE')
  await expect(answer.getByText('1 of 1')).toBeVisible()
  await expect(
    answer.getByText("$['list'][3]['deep']['deeper']['deepest'][0]", { exact: true }),
  ).toBeVisible()
})

test('XML is laid out, HTML is text, a table is a table, bytes are hexadecimal', async ({
  page,
  grantwalk,
}) => {
  const xml = await ask(page, grantwalk, 'xml')
  await expect(xml.getByText('<entity>&x;</entity>')).toBeVisible()
  const html = await ask(page, grantwalk, 'html')
  await expect(html.getByText('document.title = "ran"')).toBeVisible()
  await expect(page).not.toHaveTitle('ran')
  const table = await ask(page, grantwalk, 'csv')
  await expect(table.getByRole('cell', { name: 'Ann; or An', exact: true })).toBeVisible()
  await expect(table.getByRole('columnheader', { name: 'amount' })).toBeVisible()
  const bytes = await ask(page, grantwalk, 'bytes?count=64')
  await expect(bytes.getByText('00000030')).toBeVisible()
  const latin = await ask(page, grantwalk, 'latin1')
  await expect(latin.getByText('café')).toBeVisible()
})

test('a picture is drawn under the page’s own policy', async ({ page, grantwalk }) => {
  const answer = await ask(page, grantwalk, 'png')
  await expect(answer.getByRole('img', { name: '48 × 48' })).toBeVisible()
})

test('server-sent events appear while they come, and can be stopped', async ({
  page,
  grantwalk,
}) => {
  const answer = await ask(page, grantwalk, 'events?count=500&gap=100')
  await expect(answer.getByText(/^[3-9] events so far/)).toBeVisible()
  await expect(answer.getByText('{"n":2}')).toBeVisible()
  await answer.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(answer.getByText('stopped by you')).toBeVisible()
  await whole(answer)
})

test('cookies are explained and stay covered', async ({ page, grantwalk }) => {
  const answer = await ask(page, grantwalk, 'cookies')
  await answer.getByRole('tab', { name: /^Cookies/ }).click()
  await expect(answer.getByText('no script can read it')).toBeVisible()
  await expect(answer.getByText('abc123')).toHaveCount(0)
  for (const name of [/^Headers/, 'Raw']) {
    await answer.getByRole('tab', { name }).click()
    await expect(answer.getByText('abc123')).toHaveCount(0)
  }
  await answer.getByRole('tab', { name: /^Headers/ }).click()
  await answer.getByRole('button', { name: 'Reveal secrets' }).click()
  await expect(answer.getByText('abc123')).toHaveCount(1)
})

test('after a 429 the wait counts down (T49)', async ({ page, grantwalk }) => {
  const answer = await ask(page, grantwalk, '429?seconds=30')
  await expect(answer.getByText(/0 of 60 requests left/)).toBeVisible()
  await expect(answer.getByText(/2\d s to go/)).toBeVisible()
})

test('24 MiB stream in, show their first part and the next, and are saved to the last byte (T47)', async ({
  page,
  grantwalk,
}) => {
  const size = 24 * 1024 * 1024
  const answer = await ask(page, grantwalk, `large?bytes=${size}`)
  await whole(answer)
  await expect(answer.getByText(/^Larger than 8/)).toBeVisible()
  await expect(answer.getByText('524.3 kB of 25.2 MB shown')).toBeVisible()
  await answer.getByRole('button', { name: 'Show next 524.3 kB' }).click()
  await expect(answer.getByText('1.0 MB of 25.2 MB shown')).toBeVisible()
  const download = page.waitForEvent('download')
  await answer.getByRole('button', { name: 'Save the body' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('answer.json')
  const text = await readFile(await file.path(), 'utf8')
  expect(text.length).toBe(size)
  expect(Array.isArray(JSON.parse(text))).toBe(true)
})

test('a large answer can be stopped in the middle', async ({ page, grantwalk }) => {
  const answer = await ask(page, grantwalk, 'large?bytes=134217728')
  await answer.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(answer.getByText('stopped by you')).toBeVisible()
})

test('a direct request leaves the relay out, and shows what the server lets a page read', async ({
  page,
  grantwalk,
}) => {
  const relayed: string[] = []
  page.on('request', (request) => {
    // The list of samples beside it comes by the relay: only this one must not.
    if (request.postData()?.includes('/.samples/json') === true) relayed.push(request.url())
  })
  const answer = await askDirectly(page, grantwalk, `${grantwalk.sandbox}/.samples/json`)
  await expect(answer.getByRole('tree')).toBeVisible()
  expect(relayed).toEqual([])
})

test('where a direct request fails, the reason is told as far as a browser knows it', async ({
  page,
  grantwalk,
  trouble,
  violations,
}) => {
  const redirected = await askDirectly(page, grantwalk, `${grantwalk.sandbox}/.samples/redirect`)
  await expect(redirected.getByText('direct_redirect')).toBeVisible()
  const stranger = await askDirectly(page, grantwalk, 'https://stranger.invalid/x')
  await expect(stranger.getByText('direct_policy')).toBeVisible()
  const closed = await askDirectly(page, grantwalk, `${grantwalk.sandbox}/amm/api/v1/groups`)
  await expect(closed.getByText('direct_failed')).toBeVisible()
  await expect(closed.getByText(/did not allow this page by CORS/)).toBeVisible()
  await takeViolation(violations, 'connect-src blocked https://stranger.invalid')
  // The browser complains of the second and the third in its console: that is the point.
  trouble.length = 0
})
