/** What is kept lasts: two tabs renew once, a full disk loses nothing, and old, torn or newer records harm no other. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { answer, buildHeader, control, goOn, openStep, send, startWalk, stepButton } from './amm.ts'
import { expect, test } from './fixtures.ts'

test.beforeEach(({ grantwalk }) => control(grantwalk, { reset: true }))

/** Writes records as another version of Grantwalk, or a torn disk, would have left them. */
const put = (page: Page, records: Readonly<Record<string, unknown>>) =>
  page.evaluate(
    (entries) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open('grantwalk')
        open.addEventListener('upgradeneeded', () => open.result.createObjectStore('sessions'))
        open.addEventListener('success', () => {
          const transaction = open.result.transaction('sessions', 'readwrite')
          for (const [key, value] of entries) transaction.objectStore('sessions').put(value, key)
          transaction.addEventListener('complete', () => {
            open.result.close()
            resolve()
          })
          transaction.addEventListener('abort', () => reject(new Error('not written')))
        })
      }),
    Object.entries(records),
  )

const stored = (page: Page, key: string): Promise<unknown> =>
  page.evaluate(
    (wanted) =>
      new Promise((resolve) => {
        const open = indexedDB.open('grantwalk')
        open.addEventListener('success', () => {
          const asked = open.result.transaction('sessions').objectStore('sessions').get(wanted)
          asked.addEventListener('success', () => {
            open.result.close()
            resolve(asked.result)
          })
        })
      }),
    key,
  )

test('two tabs that refresh at once send one request, and both have the new tokens (T66)', async ({
  context,
  grantwalk,
}) => {
  const one = await context.newPage()
  await startWalk(one, grantwalk, /^Password/)
  await buildHeader(one)
  await goOn(one)
  await send(one)
  const two = await context.newPage()
  await two.goto(grantwalk.link)
  await two.goto(one.url())
  for (const page of [one, two]) await openStep(page, /Refresh the token/)

  let calls = 0
  await context.route('**/relay/v1/exchange', async (route) => {
    calls += 1
    // Long enough for the other tab to be pressed, too.
    await new Promise((resolve) => setTimeout(resolve, 1000))
    await route.continue()
  })
  await Promise.all(
    [one, two].map((page) => page.getByRole('button', { name: /^Send to/ }).click()),
  )
  for (const page of [one, two]) {
    await expect(stepButton(page, /Refresh the token/)).toContainText('Done')
    await expect(page.getByRole('list', { name: 'Exchanges' }).getByRole('listitem')).toHaveCount(2)
  }
  const told = () =>
    Promise.all(
      [one, two].map((page) => page.getByRole('heading', { name: 'This was not needed' }).count()),
    )
  await expect.poll(async () => (await told()).reduce((sum, n) => sum + n)).toBe(1)
  expect(calls).toBe(1)
  // Both know the new token: an API call with it is accepted.
  for (const page of [one, two]) {
    await openStep(page, /List the groups/)
    await page.getByRole('button', { name: /^Send to/ }).click()
    await expect(answer(page)).toContainText('Accepted')
  }
})

/** Runs in the page: while the disk is full, nothing can be written. */
function throwWhenFull(): void {
  const write = IDBObjectStore.prototype.put
  IDBObjectStore.prototype.put = function (...args: Parameters<typeof write>) {
    if (sessionStorage.getItem('full') !== null)
      throw new DOMException('no room', 'QuotaExceededError')
    return write.apply(this, args)
  }
}

/** Runs in the page: what is written is taken, and then undone, as a browser does that finds no room at the end. */
function abortWhenFull(): void {
  const write = IDBObjectStore.prototype.put
  IDBObjectStore.prototype.put = function (...args: Parameters<typeof write>) {
    const asked = write.apply(this, args)
    const { transaction } = this
    if (sessionStorage.getItem('full') === null) return asked
    const error = new DOMException('no room', 'QuotaExceededError')
    Object.defineProperty(transaction, 'error', { configurable: true, value: error })
    asked.addEventListener('success', () => transaction.abort())
    return asked
  }
}

for (const [how, disk] of [
  ['that takes no write', throwWhenFull],
  ['that aborts its transactions', abortWhenFull],
] as const)
  test(`a full disk ${how} loses nothing of the walk, says so, and all is kept once there is room (T93)`, async ({
    page,
    grantwalk,
  }) => {
    const trace = page.getByRole('list', { name: 'Exchanges' }).getByRole('listitem')
    const unsaved = page.getByText('This walk could not be saved')
    await page.addInitScript(disk)
    await startWalk(page, grantwalk, /^Password/)
    await page.evaluate(() => sessionStorage.setItem('full', 'yes'))
    await buildHeader(page)
    await expect(unsaved).toBeVisible()
    await goOn(page)
    await send(page)
    await expect(stepButton(page, /Get a token with the password/)).toContainText('Done')
    await expect(unsaved).toBeVisible()
    await expect(page.getByText('no room left for Grantwalk')).toBeVisible()
    await expect(trace).toHaveText([/token/])

    await page.evaluate(() => sessionStorage.removeItem('full'))
    await openStep(page, /List the groups/)
    await send(page)
    await expect(unsaved).toBeHidden()
    await page.reload()
    await expect(trace).toHaveText([/token/, /200/])
    await expect(stepButton(page, /Get a token with the password/)).toContainText('Done')
    await expect(stepButton(page, /List the groups/)).toContainText('Done')
  })

test('a walk that the disk does not take is walked without being kept (T93)', async ({
  page,
  grantwalk,
}) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError')
    }
  })
  await page.goto(grantwalk.link)
  await page.goto(`${grantwalk.origin}/start/amm?flow=password`)
  await page.getByRole('button', { name: 'Start the walk' }).click()
  await expect(page.getByText('no room left for Grantwalk')).toBeVisible()
  await page.getByRole('link', { name: 'Walk without keeping it' }).click()
  await buildHeader(page)
  await goOn(page)
  await send(page)
  await expect(stepButton(page, /Get a token with the password/)).toContainText('Done')
  await expect(page.getByText('This walk could not be saved')).toBeVisible()
})

test('a walk of version 1 is listed, opened, and goes on', async ({ page, grantwalk }) => {
  await page.goto(grantwalk.link)
  const file = new URL('../src/client/records/v1.json', import.meta.url)
  const dump: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'))
  await put(page, dump)
  await page.reload()
  await page.getByRole('link', { name: 'A walk', exact: true }).click()
  await expect(stepButton(page, /Exchange the code/)).toContainText('Done')
  expect(await stored(page, 'record:x1')).toEqual(dump['record:x1'])
  await buildHeader(page)
  await expect.poll(() => stored(page, 'record:x1')).toMatchObject({ version: 2 })
  await page.goto(grantwalk.link)
  await expect(page.getByRole('link', { name: 'A walk', exact: true })).toHaveCount(1)
})

test('a torn record is set aside, one of a later version is left alone, and the rest goes on', async ({
  page,
  grantwalk,
}) => {
  await startWalk(page, grantwalk, /^Password/)
  const address = page.url()
  const id = address.slice(address.lastIndexOf('/') + 1).replace(/\?.*/, '')
  const good = await stored(page, `record:${id}`)
  const torn = { ...Object(good), id: 'torn', name: 'Torn', exchanges: 'no list' }
  const newer = { ...Object(good), id: 'newer', name: 'Newer', version: 3 }
  await put(page, { 'record:torn': torn, 'row:17000000000000000:torn': { ...torn, exchanges: 1 } })
  await put(page, { 'record:newer': newer, 'row:17000000000000001:newer': newer })

  await page.goto(`${grantwalk.origin}/walk/torn`)
  await expect(page.getByText('This walk is not here')).toBeVisible()
  await page.goto(`${grantwalk.origin}/walk/newer`)
  await expect(page.getByText('This walk is not here')).toBeVisible()
  await page.goto(grantwalk.link)
  await expect(page.getByRole('link', { name: /Password/ }).first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Torn', exact: true })).toHaveCount(0)
  expect(await stored(page, 'damaged:torn')).toMatchObject({ name: 'Torn', record: torn })
  expect(await stored(page, 'record:newer')).toEqual(newer)
})
