/** Each of AMM's flows, walked from home to revoke. */
import {
  answer,
  answerAtAmm,
  buildHeader,
  callTheApi,
  control,
  endTheWalk,
  goOn,
  leaveForLogin,
  openStep,
  refreshAndReplay,
  send,
  startWalk,
  stepButton,
} from './amm.ts'
import { expect, test } from './fixtures.ts'

test.beforeEach(({ grantwalk }) => control(grantwalk, { reset: true }))

test('the password flow is walked from home to revoke (T67)', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await send(page)
  await expect(answer(page)).toContainText('You gained')
  await callTheApi(page)

  await openStep(page, /Ask a second time/)
  await send(page)
  await expect(stepButton(page, /Ask a second time/)).toContainText('Done')
  await refreshAndReplay(page)
  await endTheWalk(page)
})

test('the authorization code flow is walked from home to revoke', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Authorization code/)
  await buildHeader(page)
  await goOn(page)
  await leaveForLogin(page)
  await answerAtAmm(page, 'Approve')
  await expect(stepButton(page, /Go to AMM’s login page/)).toContainText('Done')
  await expect(page).not.toHaveURL(/code=|state=/)
  await goOn(page)
  await send(page)
  await callTheApi(page)
  await refreshAndReplay(page)
  await endTheWalk(page)
})

test('the implicit flow is walked from home to revoke, and the token leaves the address (T72)', async ({
  page,
  grantwalk,
}) => {
  await startWalk(page, grantwalk, /^Implicit/)
  await openStep(page, /Go to AMM’s login page/)
  await leaveForLogin(page)
  await answerAtAmm(page, 'Approve')
  await expect(page).not.toHaveURL(/access_token/)
  await callTheApi(page)
  await endTheWalk(page)
})

test('the password flow is walked with the keyboard alone', async ({ page, grantwalk }) => {
  await page.goto(grantwalk.link)
  /** Tabs until a thing with this name has focus: everything must be in reach. */
  const tabTo = async (name: RegExp, key = 'Tab') => {
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press(key)
      const words = await page.evaluate(() => {
        const element = document.activeElement
        const labels = element instanceof HTMLInputElement ? element.labels : null
        const texts = [
          element?.getAttribute('aria-label'),
          element?.textContent,
          labels?.[0]?.textContent,
        ]
        return element === document.body ? '' : texts.join(' ').trim()
      })
      if (name.test(words)) return
    }
    throw new Error(`Tab never reached ${String(name)}`)
  }
  const press = async (name: RegExp) => {
    await tabTo(name)
    await page.keyboard.press('Enter')
  }
  await press(/Sierra Wireless AMM/)
  await expect(page.getByRole('heading', { name: 'Sierra Wireless AMM' })).toBeVisible()
  await tabTo(/Authorization code/)
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: /^Password/ })).toBeChecked()
  await press(/Start the walk/)
  await press(/^Go on:/)
  await press(/^Build the header/)
  await press(/^Go on:/)
  await press(/^Send to/)
  await expect(answer(page)).toBeFocused()
  await press(/^Go on:/)
  await press(/^Send to/)
  await expect(answer(page)).toContainText('All gateways')
  await tabTo(/Revoke the token/, 'Shift+Tab')
  await page.keyboard.press('Enter')
  await press(/^Send to/)
  await press(/^Go on:/)
  await press(/^Send to/)
  await expect(stepButton(page, /Call with the revoked token/)).toContainText('Done')
})
