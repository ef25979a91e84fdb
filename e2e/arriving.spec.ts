/** What is pasted or opened on home is named before it is kept, drawn as text, and never sent anywhere. */
import { readFile } from 'node:fs/promises'
import {
  answer,
  answerAtAmm,
  buildHeader,
  control,
  goOn,
  leaveForLogin,
  startWalk,
  stepButton,
} from './amm.ts'
import { expect, test } from './fixtures.ts'
import { dialog, keep, openLeave, openOnHome, paste, preview } from './keep.ts'

test.setTimeout(90_000)

test.beforeEach(({ grantwalk }) => control(grantwalk, { reset: true }))

test('a sign-in that Chrome recorded becomes a walk, which names what the file has not', async ({
  page,
  browser,
  grantwalk,
  watched,
}, info) => {
  const path = info.outputPath('recording.har')
  const recorded = await watched(
    await browser.newContext({ recordHar: { path, content: 'embed' } }),
  )
  const walking = await recorded.newPage()
  await startWalk(walking, grantwalk, /^Authorization code/)
  await buildHeader(walking)
  await goOn(walking)
  await leaveForLogin(walking)
  await answerAtAmm(walking, 'Approve')
  await expect(stepButton(walking, /Go to AMM’s login page/)).toContainText('Done')
  await recorded.close()

  await page.goto(grantwalk.link)
  await openOnHome(page, 'recording.har', await readFile(path, 'utf8'))
  await expect(dialog(page)).toContainText('A recording of a browser, with a sign-in in it')
  await expect(dialog(page)).toContainText('Sierra Wireless AMM')
  await expect(dialog(page)).toContainText(/no token request/i)
  await keep(page)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Authorization code')
  await expect(stepButton(page, /Go to AMM’s login page/)).toContainText('Done')
})

test('hostile names are drawn as text, and warnings come before the walk is kept (T64, T69, T96)', async ({
  page,
  grantwalk,
}) => {
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await openLeave(page)
  const hostile = '<img src=x onerror=alert(1)>\u202e</script>'
  const file: unknown = JSON.parse(await preview(page))
  const text = JSON.stringify(file)
    .replace(/"name":"[^"]*"/, `"name":${JSON.stringify(hostile)}`)
    .replace('"target":"sandbox"', '"target":"live"')
    .replace('"values":{', '"values":{"token_endpoint":"https://tokens.evil.example/t",')
  await page.goto(grantwalk.link)
  const sent: string[] = []
  page.on('request', (request) => sent.push(request.url()))
  await openOnHome(page, `${hostile}.json`.replaceAll('/', ''), text)
  await expect(dialog(page).getByRole('heading', { level: 3 }).first()).toContainText(
    '<img src=x onerror=alert(1)>',
  )
  await expect(dialog(page).getByRole('img')).toHaveCount(0)
  await keep(page)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('<img src=x')
  // The warning of the dialog stays with the walk, and with what is made of it (T64).
  const chose = page.getByRole('heading', { name: 'Whoever made this walk chose where it goes' })
  await expect(chose).toBeVisible()
  await expect(page.getByText('https://tokens.evil.example', { exact: true })).toBeVisible()
  expect(await page.locator('img').count()).toBe(0)
  // The key for this tab's own copies is asked of the relay, which tells nobody.
  const ours = /\/assets\/|\/favicon\.svg$|\/relay\/v1\/tab-key$/
  expect(sent.filter((url) => !ours.test(url))).toEqual([])
  await page.reload()
  await expect(chose).toBeVisible()
})

test('a file that was tampered with is refused with what is wrong, and nothing is kept', async ({
  page,
  grantwalk,
}) => {
  await page.goto(grantwalk.link)
  const bad = { format: 'grantwalk-case', version: 1, session: { approved: ['https://x.example'] } }
  await openOnHome(page, 'case.grantwalk.json', JSON.stringify(bad))
  await expect(dialog(page)).toContainText('This cannot be right')
  await expect(dialog(page).getByRole('button', { name: /Keep/ })).toHaveCount(0)
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await expect(page.getByText('No walks yet')).toBeVisible()
  await paste(page, 'hello there')
  await expect(dialog(page)).toContainText('no format that is known here')
})

test('a pasted callback finds the walk that waits for it, and is explained when none does', async ({
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

  const elsewhere = await watched(await browser.newContext())
  const other = await elsewhere.newPage()
  const arrived = other.waitForRequest(`${grantwalk.origin}/callback/amm?**`)
  await other.goto(login)
  await other.getByLabel('User name').fill('operator')
  await other.getByLabel('Password').fill('operator-password')
  await other.getByRole('button', { name: 'Sign in' }).click()
  await other.getByRole('button', { name: 'Approve' }).click()
  const callback = (await arrived).url()
  const code = new URL(callback).searchParams.get('code') ?? ''
  await other.goto(grantwalk.link)
  await paste(other, callback)
  await expect(dialog(other)).toContainText('No walk here waits for this answer')
  await expect(dialog(other)).toContainText('good once, for minutes')
  await expect(dialog(other)).not.toContainText(code)
  await elsewhere.close()

  await page.goto(grantwalk.link)
  await paste(page, callback)
  await expect(dialog(page)).not.toContainText(code)
  await dialog(page).getByRole('button', { name: 'Take it into the walk' }).click()
  await expect(stepButton(page, /Go to AMM’s login page/)).toContainText('Done')
  await expect(answer(page)).toContainText('Accepted')
})

test('a token goes to the inspector without standing in an address', async ({
  page,
  grantwalk,
}) => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const token = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'jane', aud: 'x' })}.c2lnbmF0dXJl`
  await page.goto(grantwalk.link)
  await paste(page, token)
  await dialog(page).getByRole('button', { name: 'Inspect it' }).click()
  await expect(page).toHaveURL(/\/inspect$/)
  await expect(page.getByRole('textbox', { name: 'A token, or what holds one' })).toHaveValue(token)
  await expect(page.getByRole('heading', { name: 'Five verdicts' })).toBeVisible()
})

test('a command that asks AMM for a token begins a walk; any other opens in the builder', async ({
  page,
  grantwalk,
}) => {
  await page.goto(grantwalk.link)
  await paste(
    page,
    `curl -X POST '${grantwalk.sandbox}/amm/api/oauth/token?grant_type=password&username=operator&password=operator-password' -u my_client:the_secret`,
  )
  await expect(dialog(page)).toContainText('A command that asks for a token')
  await keep(page)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Password')

  await page.goto(grantwalk.link)
  await paste(page, "curl https://api.example.com/things -H 'Accept: application/json'")
  await dialog(page).getByRole('button', { name: 'Keep it and open the builder' }).click()
  await expect(page).toHaveURL(/\/request\?request=/)
  await expect(page.getByRole('textbox', { name: /^Address/ })).toHaveValue(
    'https://api.example.com/things',
  )
})

test('a file dropped anywhere on home is opened', async ({ page, grantwalk }) => {
  await page.goto(grantwalk.link)
  await expect(page.getByRole('textbox', { name: 'Paste anything' })).toBeVisible()
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.items.add(new File(['curl https://api.example.com/'], 'command.sh'))
    document
      .querySelector('h1')
      ?.dispatchEvent(
        new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
      )
  })
  await expect(dialog(page)).toContainText('command.sh')
  await expect(dialog(page)).toContainText('A request')
})
