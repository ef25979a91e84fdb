/** Where the relay may go beyond what is built in, who says so, and the way a request goes. */
import type { Page } from '@playwright/test'
import { answer, buildHeader, goOn, send, startWalk } from './amm.ts'
import { expect, test } from './fixtures.ts'
import { type Grantwalk, startGrantwalk } from './process.ts'

/** Edits the token request so that it goes elsewhere, and sends it. */
async function sendTo(page: Page, grantwalk: Grantwalk, url: string): Promise<void> {
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByRole('textbox', { name: 'Address' }).fill(url)
  await page.getByRole('button', { name: 'Use this request' }).click()
  await send(page)
  await expect(answer(page)).toContainText('The relay did not send this')
}

test('a server of this computer is refused, and the page shows the command, not a yes (T31)', async ({
  page,
  grantwalk,
}) => {
  await sendTo(page, grantwalk, 'http://127.0.0.1:9/token')
  await expect(answer(page)).toContainText('npm start -- --allow http://127.0.0.1:9')
  await answer(page).getByRole('button', { name: 'Allow this server…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Allow this server' })
  await expect(dialog).toContainText('npm start -- --allow http://127.0.0.1:9')
  await expect(dialog.getByRole('button', { name: 'Allow for this run' })).toHaveCount(0)
  // These tests are no terminal, so nobody is offered one.
  await expect(dialog.getByRole('button', { name: 'Ask in the terminal' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(answer(page).getByRole('button', { name: 'Allow this server…' })).toBeFocused()
})

test('what nobody may allow gets no command (T29, T30)', async ({ page, grantwalk }) => {
  await sendTo(page, grantwalk, 'http://169.254.169.254/latest')
  await expect(answer(page)).not.toContainText('npm start -- --allow http://169')
  await answer(page).getByRole('button', { name: 'Allow this server…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Allow this server' })
  await expect(dialog).toContainText('This cannot be allowed as it is')
  await expect(dialog).toContainText('addr-metadata')
  await expect(dialog).not.toContainText('npm start')
})

test('a public server is allowed after a look at its name and addresses, and sending stays with the person', async ({
  page,
  grantwalk,
}) => {
  const orders: unknown[] = []
  // No name server here: the relay's own answers have tests of their own.
  await page.route('**/relay/v1/approvals', async (route) => {
    const order: unknown = route.request().postDataJSON()
    orders.push(order)
    const origin = 'https://xn--bcher-kva.example.com'
    const host = 'xn--bcher-kva.example.com'
    const offer = { kind: 'offer', origin, host, addresses: ['93.184.216.34'] }
    await route.fulfill({
      json: orders.length === 1 ? { look: offer } : { granted: [] },
    })
  })
  await sendTo(page, grantwalk, 'https://bücher.example.com/token')
  await expect(answer(page)).not.toContainText('Only whoever started')
  await answer(page).getByRole('button', { name: 'Allow this server…' }).click()
  const dialog = page.getByRole('dialog', {
    name: 'Allow https://xn--bcher-kva.example.com for this run of Grantwalk?',
  })
  for (const seen of ['https://bücher.example.com', '93.184.216.34', 'letters beyond ASCII'])
    await expect(dialog).toContainText(seen)
  const before = await page.getByRole('list', { name: 'Exchanges' }).getByRole('listitem').count()
  await dialog.getByRole('button', { name: 'Allow for this run' }).click()
  await expect(answer(page)).toContainText('Allowed until Grantwalk is stopped')
  expect(orders).toEqual([
    { v: 1, act: 'look', origin: 'https://bücher.example.com' },
    { v: 1, act: 'allow', origin: 'https://bücher.example.com' },
  ])
  await expect(page.getByRole('list', { name: 'Exchanges' }).getByRole('listitem')).toHaveCount(
    before,
  )
})

test('what was allowed at the start is listed, and not the page’s to remove', async ({ page }) => {
  const own = await startGrantwalk(['--allow', 'http://127.0.0.1:9'])
  try {
    await page.goto(own.link)
    await page.goto(`${own.origin}/keep`)
    const list = page.getByRole('region', { name: 'Servers allowed for this run' })
    await expect(list).toContainText('http://127.0.0.1:9')
    await expect(list).toContainText('when Grantwalk was started')
    await expect(list.getByRole('button')).toHaveCount(0)
  } finally {
    await own.stop()
  }
})

test('a request goes directly where the person chooses so, and what a browser hides is explained', async ({
  page,
  grantwalk,
  trouble,
}) => {
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  // A slow line: the choice holds before the code for it has come.
  await page.route('**/assets/direct-*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400))
    await route.continue()
  })
  await page.getByLabel('Send it').selectOption('directly, from this page')
  await send(page)
  // AMM sends no CORS headers, and the browser says so in its console.
  await expect(answer(page)).toContainText('direct_failed')
  trouble.length = 0
  const last = page.getByRole('list', { name: 'Exchanges' }).getByRole('listitem').last()
  await expect(last).toContainText('direct')
  await page.getByLabel('Send it').selectOption('through the relay')
  await send(page)
  await expect(answer(page)).toContainText('access_token')
  trouble.length = 0
})
