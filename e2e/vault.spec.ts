/** Secrets at rest: sealed under a passphrase, locked in every tab, and in no file of the browser. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStep, stepButton } from './amm.ts'
import { expect, test } from './fixtures.ts'
import {
  CANARY,
  changePassphrase,
  filesWith,
  header,
  inPage,
  lockButton,
  PHRASE,
  setUp,
  unlock,
  walkLive,
} from './vault.ts'

const built = /Build the Basic header/

test('a locked vault shows no secret, and an opened one goes on where the walk was', async ({
  page,
  grantwalk,
}) => {
  await setUp(page, grantwalk)
  await walkLive(page, grantwalk)
  await lockButton(page).click()
  await expect(header(page).getByRole('button', { name: 'Unlock the vault' })).toBeVisible()
  await expect(stepButton(page, built)).toContainText('needs Client secret')
  await openStep(page, /Know your API client/)
  await expect(page.getByRole('textbox', { name: /^Client ID/ })).toHaveValue('a-client')
  await expect(page.getByRole('textbox', { name: /^Client secret/ })).toHaveValue('')
  expect(await inPage(page)).not.toContain(CANARY)
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('CANARY')

  await page.reload()
  await unlock(page)
  await expect(stepButton(page, built)).toContainText('Done')
  await openStep(page, /Know your API client/)
  await expect(page.getByRole('textbox', { name: /^Client secret/ })).toHaveValue(CANARY)
})

test('what is typed while it is locked is sealed once it is open', async ({ page, grantwalk }) => {
  await setUp(page, grantwalk)
  await walkLive(page, grantwalk)
  await lockButton(page).click()
  await expect(page.getByText('are in the locked vault')).toBeVisible()
  await openStep(page, /Know your API client/)
  const secret = page.getByRole('textbox', { name: /^Client secret/ })
  await secret.fill('typed-since')
  await openStep(page, built)
  await page.getByRole('main').getByRole('button', { name: 'Unlock' }).click()
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(PHRASE)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'The vault is open' })).toBeAttached()
  await page.reload()
  await unlock(page)
  await openStep(page, /Know your API client/)
  await expect(secret).toHaveValue('typed-since')
})

test('a redirect that comes back while it is locked loses no code, even with a reload', async ({
  page,
  grantwalk,
}) => {
  await setUp(page, grantwalk)
  await walkLive(page, grantwalk, /^Authorization code/)
  await page.route('https://10.20.30.40/**', async (route) => {
    const asked = new URL(route.request().url()).searchParams
    const back = new URL(`${grantwalk.origin}/callback/amm`)
    back.search = String(new URLSearchParams({ code: 'CANARY', state: asked.get('state') ?? '' }))
    await route.fulfill({ status: 302, headers: { location: back.href } })
  })
  const login = /Go to AMM’s login page/
  await openStep(page, login)
  await page.getByRole('button', { name: 'Go to the login page' }).click()
  await expect(stepButton(page, login)).toContainText('Done')
  await expect(page.getByText('are in the locked vault')).toBeVisible()
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('CANARY')
  await page.reload()
  await expect(stepButton(page, login)).toContainText('Done')
  await unlock(page)
  await expect(stepButton(page, /Exchange the code/)).toContainText('Ready')
  await page.reload()
  await unlock(page)
  await expect(stepButton(page, /Exchange the code/)).toContainText('Ready')
})

test('secret variables and the request being written are sealed, too', async ({
  page,
  grantwalk,
}) => {
  await setUp(page, grantwalk)
  await page.getByRole('link', { name: 'Requests' }).click()
  await page.getByRole('button', { name: 'New environment' }).click()
  await page.getByLabel('Name of the environment').fill('Test')
  await page.getByLabel('Name of variable 1').fill('word')
  await page.getByLabel('Kind of variable 1').selectOption('Secret')
  await page.getByLabel('Value of variable 1').fill(CANARY)
  await page.getByRole('button', { name: 'Save the environment' }).click()
  await expect(page.getByRole('combobox', { name: 'Environment' })).toContainText('Test')
  await page.getByRole('textbox', { name: 'Address' }).fill('https://api.example/half-written')
  await page.waitForTimeout(1000)
  const kept = () =>
    page.evaluate(() => JSON.stringify(sessionStorage) + JSON.stringify(localStorage))
  expect(await kept()).not.toMatch(/CANARY|half-written/)
  await lockButton(page).click()
  await unlock(page)
  await expect(page.getByRole('textbox', { name: 'Address' })).toHaveValue(/half-written/)
  await page.getByRole('combobox', { name: 'Environment' }).selectOption('Test')
  await page.getByRole('button', { name: 'Edit the environment' }).click()
  await expect(page.getByLabel('Value of variable 1')).toHaveValue(CANARY)
})

test('a lock in one tab locks the other', async ({ context, grantwalk }) => {
  const [one, two] = [await context.newPage(), await context.newPage()]
  await setUp(one, grantwalk)
  const walk = await walkLive(one, grantwalk)
  await two.goto(grantwalk.link)
  await two.goto(walk)
  await expect(stepButton(two, built)).toContainText('needs Client secret')
  await unlock(two)
  await expect(stepButton(two, built)).toContainText('Done')
  await lockButton(one).click()
  await expect(header(two).getByRole('button', { name: 'Unlock the vault' })).toBeVisible()
  await expect(stepButton(two, built)).toContainText('needs Client secret')
  expect(await inPage(two)).not.toContain(CANARY)
})

test('nobody at the machine for 15 minutes locks it (T91)', async ({ page, grantwalk }) => {
  await page.clock.install()
  await setUp(page, grantwalk)
  await walkLive(page, grantwalk)
  await page.clock.fastForward('14:00')
  await page.mouse.move(40, 40)
  await page.mouse.move(60, 60)
  await page.clock.fastForward('14:00')
  await expect(lockButton(page)).toBeVisible()
  await page.clock.fastForward('01:30')
  await expect(header(page).getByRole('button', { name: 'Unlock the vault' })).toBeVisible()
  expect(await inPage(page)).not.toContain(CANARY)
})

test('only the passphrase of now opens it', async ({ page, grantwalk }) => {
  await setUp(page, grantwalk)
  await changePassphrase(page, 'not this one at all', 'quite another passphrase here')
  await expect(page.getByText('It does not open')).toBeVisible()
  await page.getByRole('textbox', { name: 'Passphrase now' }).fill(PHRASE)
  await page.getByRole('dialog').getByRole('button', { name: 'Change' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.reload()
  await unlock(page)
  await expect(page.getByText('It does not open')).toBeVisible()
  await page.getByRole('textbox', { name: 'Passphrase' }).fill('quite another passphrase here')
  await page.getByRole('dialog').getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByText('Open in this tab')).toBeVisible()
})

test('what is kept is brought into the mode that is chosen', async ({ page, grantwalk }) => {
  const walk = await walkLive(page, grantwalk)
  await page.getByRole('link', { name: 'Choose another way' }).click()
  await page.getByRole('radio', { name: /^Unprotected/ }).click()
  await page.getByRole('button', { name: 'Keep them unprotected' }).click()
  await expect(page.getByText('1 live walk changed.')).toBeVisible()
  await expect(header(page).getByText('Secrets unprotected on this device')).toBeVisible()
  await setUp(page, grantwalk)
  await expect(page.getByText('1 live walk changed.')).toBeVisible()
  await expect(header(page).getByText('Secrets unprotected')).toBeHidden()
  await page.goto(walk)
  await expect(stepButton(page, built)).toContainText('needs Client secret')
  await unlock(page)
  await expect(stepButton(page, built)).toContainText('Done')
  await page.getByRole('link', { name: 'What is kept here' }).click()
  await page.getByRole('radio', { name: /^In the tab only/ }).click()
  await expect(page.getByText('1 live walk changed.')).toBeVisible()
  await page.goto(walk)
  await expect(stepButton(page, built)).toContainText('Done')
})

test('a sealed record that was tampered with costs its secrets, and nothing else', async ({
  page,
  grantwalk,
}) => {
  await setUp(page, grantwalk)
  const walk = await walkLive(page, grantwalk)
  const id = new URL(walk).pathname.split('/').at(-1) ?? ''
  await page.evaluate(
    (key) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open('grantwalk')
        open.addEventListener('error', () => reject(new Error('no database')))
        open.addEventListener('success', () => {
          const records = open.result.transaction('sessions', 'readwrite').objectStore('sessions')
          const get = records.get(key)
          get.addEventListener('success', () => {
            get.result.data[30] ^= 1
            records.put(get.result, key).addEventListener('success', () => resolve())
          })
        })
      }),
    `sealed:${id}`,
  )
  await page.reload()
  await unlock(page)
  await expect(stepButton(page, built)).toContainText('needs Client secret')
  await expect(page.getByText('What was sealed has been changed since')).toBeVisible()
  await page.getByRole('link', { name: 'What is kept here' }).click()
  await expect(page.getByText('Sealed parts that do not open: 1')).toBeVisible()
})

/** One profile from beginning to end, closed before it is searched. */
for (const vault of [true, false])
  test(`the files of the browser hold ${vault ? 'no secret of a vault' : 'what was left unprotected: the search finds it'} (T87)`, async ({
    playwright,
    grantwalk,
    watched,
  }, { project }) => {
    test.setTimeout(60_000)
    const profile = mkdtempSync(join(tmpdir(), 'grantwalk-profile-'))
    try {
      const { launchOptions = {} } = project.use
      const context = await watched(
        await playwright.chromium.launchPersistentContext(profile, launchOptions),
      )
      const page = context.pages()[0] ?? (await context.newPage())
      if (vault) await setUp(page, grantwalk)
      else {
        await page.goto(grantwalk.link)
        await page.getByRole('link', { name: 'What is kept here' }).click()
        await page.getByRole('radio', { name: /^Unprotected/ }).click()
        await page.getByRole('button', { name: 'Keep them unprotected' }).click()
        await expect(header(page).getByText('Secrets unprotected')).toBeVisible()
      }
      await walkLive(page, grantwalk)
      if (vault) {
        await page.reload()
        await unlock(page)
        await expect(stepButton(page, built)).toContainText('Done')
      }
      await page.waitForTimeout(1500)
      await context.close()
      for (const secret of [CANARY, `a-client:${CANARY}`, ...(vault ? [PHRASE] : [])])
        expect(filesWith(profile, secret).length > 0, secret).toBe(!vault)
      expect(filesWith(profile, 'a-client')).not.toEqual([])
    } finally {
      rmSync(profile, { recursive: true, force: true })
    }
  })
