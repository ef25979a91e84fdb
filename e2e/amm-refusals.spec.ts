/** What goes wrong with AMM, and that the page says whose fault it is and what to try. */

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

test.beforeEach(({ grantwalk }) => control(grantwalk, { reset: true }))

test('a wrong password is refused in AMM’s words, with the remedy', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await page.getByRole('textbox', { name: /^Password/ }).fill('wrong')
  await send(page)
  await expect(answer(page)).toContainText('Bad credentials')
  await expect(answer(page)).toContainText('The user name or the password is wrong.')
  await expect(stepButton(page, /Get a token with the password/)).toContainText('Refused')
})

test('a wrong secret is refused as the client’s fault', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Password/)
  await openStep(page, /Know your API client/)
  await page.getByRole('textbox', { name: /^Client secret/ }).fill('not-the-secret')
  await buildHeader(page)
  await goOn(page)
  await send(page)
  await expect(answer(page)).toContainText('Bad client credentials')
  await expect(answer(page)).toContainText('The client ID or the client secret is wrong')
})

test('a disabled client is told so', async ({ page, grantwalk }) => {
  await control(grantwalk, { settings: { access_disabled: 'client' } })
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await send(page)
  await expect(answer(page)).toContainText('403')
  await expect(answer(page)).toContainText('Access is disabled for client: my_client')
  await expect(answer(page)).toContainText('disabled the client, the user or the customer group')
})

test('the quota is told with the seconds to wait', async ({ page, grantwalk }) => {
  await control(grantwalk, { settings: { quota: 1 } })
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await send(page)
  await openStep(page, /List the groups/)
  await send(page)
  await expect(answer(page)).toContainText('Accepted')
  await send(page)
  await expect(answer(page)).toContainText('429')
  await expect(answer(page)).toContainText('used up its calls for this hour')
  await answer(page)
    .getByRole('tab', { name: /^Headers/ })
    .click()
  await expect(answer(page)).toContainText(/x-rate-limit-retry-after-seconds: \d+/i)
})

test('a refresh token that is sent again is refused', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await send(page)
  await openStep(page, /Refresh the token/)
  await send(page)
  await expect(answer(page)).toContainText('Accepted')
  await answer(page).getByText('The request as sent').click()
  await page.getByRole('button', { name: 'Send exactly this again' }).click()
  await expect(answer(page)).toContainText('Invalid refresh token')
  await expect(answer(page)).toContainText('used before, revoked, or never issued')
})

test('a denial on the approval page comes back as what it is', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Authorization code/)
  await buildHeader(page)
  await goOn(page)
  await leaveForLogin(page)
  await answerAtAmm(page, 'Deny')
  await expect(answer(page)).toContainText('access_denied')
  await expect(answer(page)).toContainText('User denied access')
  await expect(stepButton(page, /Go to AMM’s login page/)).toContainText('Refused')
})

test('an unregistered redirect URI stays at AMM, and the walk waits', async ({
  page,
  grantwalk,
}) => {
  await startWalk(page, grantwalk, /^Authorization code/)
  await buildHeader(page)
  await openStep(page, /Know your API client/)
  await page.getByRole('textbox', { name: /^Redirect URI/ }).fill('https://elsewhere.example/back')
  await openStep(page, /Go to AMM’s login page/)
  await page.getByRole('button', { name: 'Go to the login page' }).click()
  await expect(page.getByText(/Invalid redirect/)).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Landed somewhere else?' })).toBeVisible()
})

test('an expired token is told as expired, and a refresh brings the walk on', async ({
  page,
  grantwalk,
}) => {
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await send(page)
  await page.getByRole('button', { name: 'Sandbox clock and switches' }).click()
  await page.getByRole('button', { name: 'Move the clock on by 24 h' }).click()
  await expect(page.getByRole('dialog')).toContainText('ahead')
  await page.keyboard.press('Escape')
  await openStep(page, /List the groups/)
  await send(page)
  await expect(answer(page)).toContainText('Access token expired')
  await expect(answer(page)).toContainText('older than 24 hours')
  await openStep(page, /Refresh the token/)
  await send(page)
  await openStep(page, /List the groups/)
  await send(page)
  await expect(answer(page)).toContainText('Accepted')
})
