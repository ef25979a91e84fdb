/** A walk survives reload, a closed tab and a second tab, and is found again from home. */
import {
  answer,
  answerAtAmm,
  buildHeader,
  control,
  goOn,
  leaveForLogin,
  openStep,
  send,
  startWalk,
  stepButton,
} from './amm.ts'
import { expect, test } from './fixtures.ts'
import { keptBy } from './vault.ts'

test.beforeEach(({ grantwalk }) => control(grantwalk, { reset: true }))

test('a reload between redirect and exchange loses nothing (T86)', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Authorization code/)
  await buildHeader(page)
  await goOn(page)
  await leaveForLogin(page)
  await answerAtAmm(page, 'Approve')
  await goOn(page)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Exchange the code' })).toBeVisible()
  await send(page)
  await expect(answer(page)).toContainText('You gained')
})

test('a tab closed at the login page leaves a walk that waits, and goes on in a new tab', async ({
  context,
  grantwalk,
}) => {
  const first = await context.newPage()
  await startWalk(first, grantwalk, /^Authorization code/)
  await buildHeader(first)
  await goOn(first)
  await leaveForLogin(first)
  const login = first.url()
  await first.close()

  const second = await context.newPage()
  await second.goto(grantwalk.link)
  await expect(second.getByText('waiting for the login')).toBeVisible()
  await second.goto(login)
  await answerAtAmm(second, 'Approve')
  await expect(stepButton(second, /Go to AMM’s login page/)).toContainText('Done')
})

test('an address pasted from another browser is taken like one that arrived', async ({
  page,
  browser,
  grantwalk,
  watched,
}) => {
  await startWalk(page, grantwalk, /^Authorization code/)
  await buildHeader(page)
  await goOn(page)
  const left = page.waitForRequest(/\/oauth\/authorize\?/)
  await leaveForLogin(page)
  const login = (await left).url()

  // Another profile: the login happens there, and the answer lands where no walk waits for it.
  const elsewhere = await watched(await browser.newContext())
  const other = await elsewhere.newPage()
  const arrived = other.waitForRequest(`${grantwalk.origin}/callback/amm?**`)
  await other.goto(login)
  await other.getByLabel('User name').fill('operator')
  await other.getByLabel('Password').fill('operator-password')
  await other.getByRole('button', { name: 'Sign in' }).click()
  await other.getByRole('button', { name: 'Approve' }).click()
  const callback = (await arrived).url()
  await expect(other.getByText('No walk is waiting for an answer like this.')).toBeVisible()
  await elsewhere.close()

  await page.goto(grantwalk.link)
  await page.getByRole('link', { name: /Authorization code/ }).click()
  const box = page.getByRole('textbox', { name: 'The address you landed on' })
  await box.fill('code=abc')
  await page.getByRole('button', { name: 'Take this address' }).click()
  await expect(page.getByText('This is not a whole address.')).toBeVisible()
  await box.fill(callback)
  await page.getByRole('button', { name: 'Take this address' }).click()
  await expect(stepButton(page, /Go to AMM’s login page/)).toContainText('Done')
  await goOn(page)
  await send(page)
  await expect(answer(page)).toContainText('You gained')
})

test('two tabs walk at once, each its own walk (T85)', async ({ context, grantwalk }) => {
  const [one, two] = [await context.newPage(), await context.newPage()]
  await startWalk(one, grantwalk, /^Authorization code/)
  await startWalk(two, grantwalk, /^Implicit/)
  await buildHeader(one)
  await goOn(one)
  await openStep(two, /Go to AMM’s login page/)
  await leaveForLogin(one)
  await leaveForLogin(two)
  await answerAtAmm(two, 'Approve')
  await answerAtAmm(one, 'Approve')
  await expect(one.getByRole('heading', { level: 1 })).toContainText('Authorization code')
  await expect(two.getByRole('heading', { level: 1 })).toContainText('Implicit')
  await goOn(one)
  await send(one)
  await expect(answer(one)).toContainText('You gained')
  await goOn(two)
  await send(two)
  await expect(answer(two)).toContainText('All gateways')
})

test('one walk in two tabs shows the same steps', async ({ context, grantwalk }) => {
  const one = await context.newPage()
  await startWalk(one, grantwalk, /^Password/)
  const two = await context.newPage()
  await two.goto(grantwalk.link)
  await two.goto(one.url())
  await buildHeader(one)
  await expect(stepButton(two, /Build the Basic header/)).toContainText('Done')
  await goOn(one)
  await send(one)
  await expect(stepButton(two, /Get a token with the password/)).toContainText('Done')
})

test('a walk is renamed, started anew and deleted from home, and nothing it held stays (T88)', async ({
  page,
  grantwalk,
}) => {
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  const credentials = [btoa('my_client:the_secret'), 'the_secret']
  const found = async () => {
    const kept = await keptBy(page)
    return credentials.filter((secret) => kept.includes(secret))
  }
  await expect.poll(found).toEqual(credentials)
  await page.goto(grantwalk.link)
  const row = page.getByRole('listitem').filter({ hasText: 'Sierra Wireless AMM: Password' })
  await row.getByText('Actions for').or(row.locator('summary')).first().click()
  await page.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('The customer’s case')
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
  await expect(page.getByRole('link', { name: 'The customer’s case' })).toBeVisible()

  const renamed = page.getByRole('listitem').filter({ hasText: 'The customer’s case' })
  await renamed.locator('summary').click()
  await page.getByRole('button', { name: 'Start anew' }).click()
  await expect(page.getByRole('radio', { name: /^Password/ })).toBeChecked()
  await page.goto(grantwalk.link)

  await renamed.locator('summary').click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('No walks yet')).toBeVisible()
  await expect.poll(found).toEqual([])
})

test('running a step again says what it clears, and clears it', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await send(page)
  await openStep(page, /List the groups/)
  await send(page)
  await openStep(page, /Get a token with the password/)
  await expect(page.getByText('Running this again clears what followed')).toBeVisible()
  await send(page)
  await expect(stepButton(page, /List the gateways/)).toContainText('Locked: needs Group ID')
  await expect(stepButton(page, /List the groups/)).toContainText('Run again')
})

test('a live walk leaves no secret on disk, and asks again in a new tab (T65)', async ({
  context,
  grantwalk,
}) => {
  const page = await context.newPage()
  await page.goto(grantwalk.link)
  await page.getByRole('link', { name: 'Sierra Wireless AMM' }).click()
  await page.getByRole('radio', { name: /^Password/ }).check()
  await page.getByRole('radio', { name: /^Live/ }).check()
  await page.getByRole('button', { name: 'Start the walk' }).click()
  await page.getByRole('textbox', { name: /^Address of your AMM/ }).fill('10.20.30.40')
  await page.getByRole('textbox', { name: /^Client ID/ }).fill('a-client')
  await page.getByRole('textbox', { name: /^Client secret/ }).fill('CANARY-secret-7f3a')
  await buildHeader(page)
  await goOn(page)
  await page.getByRole('textbox', { name: /^User name/ }).fill('a-person')
  await page.getByRole('textbox', { name: /^Password/ }).fill('CANARY-password-91bd')
  await expect.poll(() => keptBy(page)).toContain('a-person')
  const stored = await keptBy(page)
  expect(stored).toContain('a-client')
  expect(stored).not.toContain('CANARY')
  expect(stored).not.toContain(btoa('a-client:CANARY-secret-7f3a'))

  const address = page.url()
  await page.reload()
  await expect(stepButton(page, /Build the Basic header/)).toContainText('Done')
  await expect(page.getByRole('textbox', { name: /^Password/ })).toHaveValue('CANARY-password-91bd')
  expect(await keptBy(page)).not.toContain('CANARY')
  await page.close()
  const later = await context.newPage()
  await later.goto(grantwalk.link)
  await later.goto(address)
  await expect(stepButton(later, /Build the Basic header/)).toContainText('needs Client secret')
  await openStep(later, /Know your API client/)
  await expect(later.getByRole('textbox', { name: /^Client ID/ })).toHaveValue('a-client')
  await expect(later.getByRole('textbox', { name: /^Client secret/ })).toHaveValue('')
})
