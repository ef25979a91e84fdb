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

test('the implicit flow is walked from home to revoke, and the token leaves address and history, and is no referrer (T72)', async ({
  page,
  context,
  grantwalk,
}) => {
  const sent: Promise<Record<string, string>>[] = []
  const asked: string[] = []
  page.on('request', (request) => {
    asked.push(request.url())
    sent.push(request.allHeaders())
  })
  await startWalk(page, grantwalk, /^Implicit/)
  await openStep(page, /Go to AMM’s login page/)
  await leaveForLogin(page)
  await answerAtAmm(page, 'Approve')
  await expect(page).not.toHaveURL(/access_token/)
  await callTheApi(page)
  const told = (await Promise.all(sent)).flatMap(({ referer }) => referer ?? [])
  expect(asked.join('\n')).toContain(`${grantwalk.origin}/callback/amm`)
  expect(
    told.filter((one) => one.startsWith(grantwalk.origin) || /access_token/.test(one)),
  ).toEqual([])
  const session = await context.newCDPSession(page)
  const { entries } = await session.send('Page.getNavigationHistory')
  const addresses = entries.map(({ url }) => url)
  expect(addresses).toContain(page.url())
  expect(addresses.filter((url) => /access_token|\/callback\//.test(url))).toEqual([])
  await endTheWalk(page)
})

test('a token that was revealed is covered again after 30 s, and when the window is left (T92)', async ({
  page,
  grantwalk,
}) => {
  await page.clock.install()
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await send(page)
  await expect(answer(page)).toContainText('You gained')
  const token = page.getByRole('main').getByRole('group', { name: 'access_token' }).first()
  const reveal = token.getByRole('button', { name: 'Reveal access_token' })
  const hide = token.getByRole('button', { name: 'Hide access_token' })
  await expect(token).toContainText('covered')
  await reveal.click()
  await expect(hide).toBeVisible()
  await page.clock.fastForward('00:20')
  await expect(token).not.toContainText('covered')
  await page.clock.fastForward('00:10')
  await expect(reveal).toBeVisible()
  await expect(token).toContainText('covered')
  for (const leave of [
    () => window.dispatchEvent(new Event('blur')),
    () => document.dispatchEvent(new Event('visibilitychange')),
  ]) {
    await reveal.click()
    await expect(hide).toBeVisible()
    await page.evaluate(leave)
    await expect(reveal).toBeVisible()
    await expect(token).toContainText('covered')
  }
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
