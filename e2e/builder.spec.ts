/** The request builder, as a person uses it from the built site. */
import { AxeBuilder } from '@axe-core/playwright'
import { vendorOf } from '../src/vendors/index.ts'
import {
  buildHeader,
  control,
  goOn,
  openStep,
  send as sendStep,
  startWalk,
  stepButton,
  wholeStep,
} from './amm.ts'
import {
  addRow,
  address,
  chooseSession,
  echoed,
  library,
  openBuilder,
  part,
  preview,
  result,
  sendFor,
  show,
} from './builder.ts'
import { expect, test } from './fixtures.ts'

const literally = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

test('each kind of body arrives as it was built, with its duplicates and its names', async ({
  page,
  grantwalk,
}) => {
  await openBuilder(page, grantwalk)
  await address(page).fill(`${grantwalk.sandbox}/.samples/echo?a=1`)
  await page.getByRole('combobox', { name: 'Method' }).selectOption('POST')
  await addRow(page, 'query parameter', 'b', 'two words & more')
  await part(page, 'Headers')
  await addRow(page, 'header', 'X-Twice', 'one')
  await addRow(page, 'header', 'X-Twice', 'two')

  await part(page, /^Body/)
  await page.getByRole('radio', { name: 'Form' }).check()
  await addRow(page, 'form field', 'x', '1 + 1')
  await addRow(page, 'form field', 'x', 'ü')
  const form = await echoed(page)
  expect(form.method).toBe('POST')
  expect(form.query).toEqual([
    ['a', '1'],
    ['b', 'two words & more'],
  ])
  expect(form.headers).toContainEqual(['x-twice', 'one, two'])
  expect(form.headers).toContainEqual(['content-type', 'application/x-www-form-urlencoded'])
  expect(form.body.text).toBe('x=1+%2B+1&x=%C3%BC')

  await page.getByRole('radio', { name: 'Text' }).check()
  await page.getByRole('textbox', { name: 'Type' }).fill('text/csv')
  await page.getByRole('textbox', { name: 'Text of the body' }).fill('a;b\n1;2')
  const text = await echoed(page)
  expect(text.headers).toContainEqual(['content-type', 'text/csv'])
  expect(text.body.text).toBe('a;b\n1;2')

  await page.getByRole('radio', { name: 'File' }).check()
  await page
    .getByLabel('File to send')
    .setInputFiles({ name: 'x.bin', mimeType: 'image/x-test', buffer: Buffer.from([0, 255, 10]) })
  await expect(page.getByText('Will be sent: x.bin')).toBeVisible()
  const file = await echoed(page)
  expect(file.headers).toContainEqual(['content-type', 'image/x-test'])
  expect(file.body.base64).toBe('AP8K')

  await page.getByRole('radio', { name: 'Multipart' }).check()
  await page.getByRole('button', { name: 'Add a field' }).click()
  await page.getByLabel('Name of part 1').fill('title')
  await page.getByLabel('Value of part 1').fill('hello')
  await page
    .getByLabel('Add a file')
    .setInputFiles({ name: 'n.txt', mimeType: 'text/plain', buffer: Buffer.from('inside') })
  await expect(page.getByText('n.txt')).toBeVisible()
  const parts = await echoed(page)
  expect(parts.body.text).toContain('name="title"\r\n\r\nhello')
  expect(parts.body.text).toContain('name="file"; filename="n.txt"')
  expect(parts.body.text).toContain('\r\n\r\ninside\r\n')
})

test('JSON with variables of an environment is sent whole, and its secrets stay covered', async ({
  page,
  grantwalk,
}) => {
  await openBuilder(page, grantwalk)
  await page.getByRole('button', { name: 'New environment' }).click()
  await page.getByLabel('Name of the environment').fill('Test')
  await page.getByLabel('Name of variable 1').fill('who')
  await page.getByLabel('Value of variable 1').fill('Ada "L"')
  await page.getByRole('button', { name: 'Add a variable' }).click()
  await page.getByLabel('Name of variable 2').fill('count')
  await page.getByLabel('Kind of variable 2').selectOption('Number')
  await page.getByLabel('Value of variable 2').fill('many')
  await page.getByRole('button', { name: 'Add a variable' }).click()
  await page.getByLabel('Name of variable 3').fill('word')
  await page.getByLabel('Kind of variable 3').selectOption('Secret')
  await page.getByLabel('Value of variable 3').fill('canary-7f3a')
  await page.getByRole('button', { name: 'Save the environment' }).click()
  await expect(page.getByText('count is a number')).toBeVisible()
  await page.getByLabel('Value of variable 2').fill('3')
  await page.getByRole('button', { name: 'Save the environment' }).click()
  await expect(page.getByRole('combobox', { name: 'Environment' })).toContainText('Test')

  await page.getByRole('combobox', { name: 'Method' }).selectOption('PUT')
  await address(page).fill(`${grantwalk.sandbox}/.samples/echo`)
  await part(page, /^Body/)
  await page.getByRole('radio', { name: 'JSON' }).check()
  const editor = page.getByRole('textbox', { name: 'JSON' })
  await editor.click()
  await page.keyboard.insertText('{"name": "{{who}}", "count": {{count}}}')
  await part(page, 'Headers')
  await addRow(page, 'header', 'X-Api-Key', '')
  const key = page.getByRole('textbox', { name: 'Value of header 1' })
  await key.pressSequentially('{{wo')
  await expect(page.getByRole('option', { name: /^word/ })).toContainText('secret')
  await expect(page.getByRole('option', { name: /^word/ })).not.toContainText('canary')
  await key.press('Enter')
  await expect(key).toHaveValue('{{word}}')
  await expect(preview(page)).toContainText('"name": "Ada \\"L\\"", "count": 3')
  await expect(preview(page)).not.toContainText('canary-7f3a')
  await result(page).getByRole('button', { name: 'Reveal secrets' }).click()
  await expect(preview(page)).toContainText('canary-7f3a')
  await sendFor(page, 200)
  await expect(result(page)).not.toContainText('canary-7f3a')

  // The secret is the tab's own: it survives a reload here, and is never on the disk.
  await page.reload()
  await expect(preview(page)).toContainText('X-Api-Key')
  const stored = await page.evaluate(async () => {
    const open = indexedDB.open('grantwalk')
    const db = await new Promise<IDBDatabase>((resolve) => {
      open.onsuccess = () => resolve(open.result)
    })
    const all = db.transaction('sessions').objectStore('sessions').getAll()
    return await new Promise<string>((resolve) => {
      all.onsuccess = () => resolve(JSON.stringify(all.result))
    })
  })
  expect(stored).toContain('{{who}}')
  expect(stored).not.toContain('canary-7f3a')
})

test('a session’s token stays with its servers until exactly one other is allowed (T68)', async ({
  page,
  grantwalk,
}) => {
  await control(grantwalk, { reset: true })
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await sendStep(page)
  const token = await page.evaluate(() => sessionStorage.length)
  expect(token).toBeGreaterThan(0)

  await openBuilder(page, grantwalk)
  await chooseSession(page, /AMM/)
  await address(page).fill(`${grantwalk.sandbox}/.samples/echo`)
  await part(page, /^Authorization/)
  await page.getByRole('radio', { name: 'Bearer' }).check()
  const own = await echoed(page)
  const sent = own.headers.find(([name]) => name === 'authorization')?.[1]
  expect(sent).toMatch(/^Bearer (?!\{\{)\S+$|^Bearer •+$/)

  // Another origin: the header shows the name, and nothing leaves.
  let sends = 0
  page.on('request', (request) => {
    if (request.method() === 'POST') sends += 1
  })
  await address(page).fill(`${grantwalk.origin}/request`)
  await show(page, /^As it will be sent/)
  await expect(preview(page)).toContainText('Bearer {{access_token}}')
  await page.getByRole('button', { name: /^Send to/ }).click()
  await expect(result(page)).toContainText('token_origin')
  expect(sends).toBe(0)
  await page.getByRole('button', { name: 'Decide about this server' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(grantwalk.sandbox)
  await dialog.getByRole('button', { name: `Allow ${grantwalk.origin}` }).click()
  await expect(result(page)).not.toContainText('token_origin')
  await expect(preview(page)).not.toContainText('{{access_token}}')

  // Not a third one.
  await address(page).fill('https://elsewhere.example/')
  await expect(result(page)).toContainText('token_origin')
})

test('after a 401 the token is renewed once, and both answers stay', async ({
  page,
  grantwalk,
}) => {
  await control(grantwalk, { reset: true })
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await sendStep(page)
  await control(grantwalk, { advance: 90_000 })

  await openBuilder(page, grantwalk)
  await chooseSession(page, /AMM/)
  await page.getByRole('list', { name: 'Ready requests' }).getByText('List the groups').click()
  await sendFor(page, 401)
  await page.getByRole('button', { name: 'Renew the token and try again' }).click()
  await expect(result(page).getByRole('heading', { name: '200' })).toBeVisible()
  await expect(result(page)).toContainText('The token was renewed')
  const answers = result(page).getByRole('navigation', { name: 'Answers' })
  await answers.getByRole('button', { name: '401' }).click()
  await expect(result(page).getByRole('heading', { name: '401' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Renew the token and try again' })).toHaveCount(0)
})

test('each kind of authorization is written as its specification says', async ({
  page,
  grantwalk,
}) => {
  await openBuilder(page, grantwalk)
  await address(page).fill(`${grantwalk.sandbox}/.samples/echo`)
  await part(page, /^Authorization/)
  await page.getByRole('radio', { name: 'Basic' }).check()
  await page.getByRole('textbox', { name: 'User name' }).fill('ada')
  await page.getByLabel('Password', { exact: true }).fill('s3cret-word')
  await expect(preview(page)).toContainText('Authorization: Basic ••')
  await result(page).getByRole('button', { name: 'Reveal secrets' }).click()
  await expect(preview(page)).toContainText(`Basic ${btoa('ada:s3cret-word')}`)

  await page.getByRole('radio', { name: 'API key' }).check()
  await page.getByRole('radio', { name: 'In the address' }).check()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('code')
  await page.getByLabel('Key', { exact: true }).fill('k-42-long')
  await expect(preview(page)).toContainText('?code=k-42-long')

  await page.getByRole('radio', { name: 'Aruba customer' }).check()
  await page.getByLabel('Token', { exact: true }).fill('typed-token')
  await page.getByRole('textbox', { name: 'Customer' }).fill('tenant-7')
  await expect(preview(page)).toContainText('Authorization: Bearer typed-token')
  await expect(preview(page)).toContainText('TenantID: tenant-7')

  await page.getByRole('radio', { name: 'DPoP' }).check()
  await page.getByRole('button', { name: 'Make a new key' }).click()
  await expect(preview(page)).toContainText('Authorization: DPoP typed-token')
  await expect(preview(page)).toContainText(/DPoP: ey[\w-]+\.[\w-]+\.[\w-]+/)
})

test('the whole of a request is written and sent by keyboard', async ({ page, grantwalk }) => {
  await openBuilder(page, grantwalk)
  await address(page).fill(`${grantwalk.sandbox}/.samples/echo`)
  await addRow(page, 'query parameter', 'first', '1')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Name of query parameter 2')).toBeFocused()
  await page.keyboard.type('second')
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.getByLabel('Name of query parameter 1')).toBeFocused()
  await expect(page.getByLabel('Name of query parameter 1')).toHaveValue('second')
  await page.keyboard.press('Control+Enter')
  await expect(result(page).getByRole('heading', { name: '200' })).toBeVisible()
  await expect(page.getByLabel('Name of query parameter 1')).toBeFocused()
  await expect(result(page)).toContainText('echo?second=&first=1')
})

test('calls are remembered, saved, renamed, and back after a reload', async ({
  page,
  grantwalk,
}) => {
  await openBuilder(page, grantwalk)
  await page.getByRole('list', { name: 'Ready requests' }).getByText('/.samples/json').click()
  await sendFor(page, 200)
  await address(page).fill(`${grantwalk.sandbox}/.samples/echo?kept=1`)
  await page.getByRole('button', { name: 'Save as…' }).click()
  await page.getByLabel('Name of the request').fill('My echo')
  await page.getByLabel('Folder').fill('Tries')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My echo')

  await page.reload()
  await expect(address(page)).toHaveValue(/echo\?kept=1/)
  await library(page, /^Saved/)
  await page
    .getByRole('button', { name: 'Actions for My echo' })
    .or(page.locator('summary[aria-label="Actions for My echo"]'))
    .click()
  await page.getByRole('button', { name: 'Duplicate' }).click()
  await expect(page.getByRole('button', { name: /My echo copy/ }).first()).toBeVisible()
  await page.locator('summary[aria-label="Actions for My echo copy"]').click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('Deleted “My echo copy”.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('button', { name: /My echo copy/ }).first()).toBeVisible()

  await library(page, 'History')
  await page.getByRole('list', { name: 'Calls' }).getByText('/.samples/json').click()
  await expect(address(page)).toHaveValue(/\.samples\/json/)
  await page.getByRole('button', { name: 'Back to the request before' }).click()
  await expect(address(page)).toHaveValue(/echo\?kept=1/)
  await page.getByRole('button', { name: 'Clear the history' }).click()
  await expect(page.getByText('No calls yet')).toBeVisible()
})

test('a curl command becomes the request, and the request becomes code', async ({
  page,
  grantwalk,
}) => {
  await openBuilder(page, grantwalk)
  await address(page).focus()
  await page.evaluate((sandbox) => {
    const data = new DataTransfer()
    data.setData(
      'text/plain',
      `curl -X PATCH '${sandbox}/.samples/echo' -H 'X-A: b' --data-raw '{"k":1}' -H 'Content-Type: application/json'`,
    )
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, grantwalk.sandbox)
  await expect(address(page)).toHaveValue(`${grantwalk.sandbox}/.samples/echo`)
  await expect(page.getByText('Read from the curl command.')).toBeVisible()
  const echo = await echoed(page)
  expect(echo.method).toBe('PATCH')
  expect(echo.body.text).toBe('{"k":1}')
  expect(echo.headers).toContainEqual(['x-a', 'b'])

  await show(page, 'Code')
  const language = page.getByRole('combobox', { name: 'Language' })
  for (const [title, word] of [
    ['curl for bash', 'curl -sS'],
    ['PowerShell', 'Invoke-WebRequest'],
    ['Python requests', 'import requests'],
    ['Go', 'net/http'],
  ] as const) {
    await language.selectOption({ label: title })
    await expect(result(page)).toContainText(word)
  }
})

test('a stream of events is shown as it comes, and 100 MiB can be stopped', async ({
  page,
  grantwalk,
}) => {
  await openBuilder(page, grantwalk)
  await address(page).fill(`${grantwalk.sandbox}/.samples/events?count=40&gap=200`)
  await page.getByRole('button', { name: /^Send to/ }).click()
  await expect(result(page).getByRole('heading', { name: '200' })).toBeVisible()
  await page.getByRole('button', { name: 'Stop', exact: true }).first().click()
  await expect(result(page)).toContainText('stopped by you')

  await address(page).fill(`${grantwalk.sandbox}/.samples/large?bytes=104857600`)
  await page.getByRole('button', { name: /^Send to/ }).click()
  await expect(result(page).getByRole('heading', { name: '200' })).toBeVisible()
  await page.getByRole('button', { name: 'Stop', exact: true }).first().click()
  await expect(result(page)).toContainText('stopped by you')
  await expect(page.getByRole('button', { name: /^Send to/ })).toBeEnabled()
})

test('a 429 holds the button back, and the way to the server is explained', async ({
  page,
  grantwalk,
}) => {
  await openBuilder(page, grantwalk)
  await address(page).fill(`${grantwalk.sandbox}/.samples/429?seconds=30`)
  await sendFor(page, 429)
  await expect(page.getByRole('button', { name: /^Send in \d+ s/ })).toBeDisabled()
  await page.getByRole('button', { name: 'Send anyway' }).click()
  await expect(page.getByRole('button', { name: /^Send in/ })).toBeDisabled()

  await part(page, /^Route/)
  await page.getByRole('radio', { name: /Straight from this page/ }).check()
  await expect(page.getByText('whether the server allows pages to call it')).toBeVisible()
  await address(page).fill(`${grantwalk.sandbox}/.samples/echo`)
  await page.getByRole('button', { name: 'Send anyway' }).click()
  await expect(result(page).getByRole('heading', { name: '200' })).toBeVisible()
  // Only a browser says where the page came from.
  await expect(result(page)).toContainText(grantwalk.origin)
  await page.getByRole('radio', { name: /Through the relay/ }).check()
})

// Each theme once, narrow and wide: all six would take a minute more.
for (const [theme, width] of [
  ['light', 360],
  ['dark', 1440],
] as const)
  test(`no panel of the builder has a fault axe can find, ${theme} at ${width} px`, async ({
    page,
    grantwalk,
  }) => {
    test.setTimeout(90_000)
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 800 })
    const turn = async (name: 'Library' | 'Request' | 'Result') => {
      const button = page
        .getByRole('navigation', { name: 'Parts of the builder' })
        .getByRole('button', { name })
      if (await button.isVisible()) await button.click()
    }
    const check = async (screen: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      const found = violations.map(({ id, nodes }) => [id, nodes[0]?.html])
      expect(found, screen).toEqual([])
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      expect(sideways, `${screen} scrolls sideways`).toBe(false)
    }
    await openBuilder(page, grantwalk)
    await check('the empty builder')
    const long = `x=${'abcdefghij'.repeat(40)}`
    await address(page).fill(`${grantwalk.sandbox}/.samples/echo?${long}&y={{nothing}}`)
    await addRow(page, 'query parameter', 'b', '{{$uuid}}')
    await check('a request with a long address')
    for (const name of ['Headers', /^Body/, /^Authorization/, 'Route'] as const) {
      await part(page, name)
      await check(String(name))
    }
    await turn('Result')
    await page.getByRole('button', { name: 'Give {{nothing}} a value' }).click()
    await check('an environment')
    await page.keyboard.press('Escape')
    await turn('Library')
    for (const name of ['Saved', 'History', /^Open/] as const) {
      await library(page, name)
      await check(`library ${name}`)
    }
    await turn('Request')
    await address(page).fill(`${grantwalk.sandbox}/.samples/cookies?${long}`)
    await page.getByRole('button', { name: /^Send to/ }).click()
    await expect(result(page).getByRole('heading', { name: '200' })).toBeVisible()
    for (const name of ['Body', 'Raw', /^Headers/, /^Cookies/] as const) {
      await result(page).getByRole('tab', { name }).click()
      await check(`answer ${name}`)
    }
    await page.locator('summary', { hasText: 'On the wire' }).click()
    await check('on the wire')
    await show(page, 'Code')
    await expect(result(page).getByRole('combobox').first()).toBeVisible()
    await check('code')
  })

const walked = [
  { id: 'arm', flow: 'password' },
  { id: 'adobe', flow: 'client_credentials' },
  { id: 'usage-engine', flow: 'client_credentials' },
  { id: 'aruba', flow: 'oauth' },
] as const

for (const { id, flow: flowId } of walked)
  test(`the ready requests of ${id} are sent with its session’s token`, async ({
    page,
    grantwalk,
  }) => {
    test.setTimeout(60_000)
    const vendor = vendorOf(id)
    const flow = (await vendor?.flows())?.find((one) => one.id === flowId)
    if (vendor === undefined || flow === undefined) throw new Error(`There is no ${id}/${flowId}.`)
    await fetch(`${grantwalk.sandbox}/${id}/.sandbox`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reset: true }),
    })
    await startWalk(page, grantwalk, new RegExp(`^${literally(flow.title)}`), vendor.profile.name)
    for (const step of flow.steps) {
      if (step.optional) continue
      await openStep(page, wholeStep(step.title))
      if (step.kind === 'request') await sendStep(page)
      else await page.getByRole('button', { name: step.action, exact: true }).click()
      await expect(stepButton(page, wholeStep(step.title))).toContainText('Done')
      if (step.gives.includes('access_token')) break
    }
    await openBuilder(page, grantwalk)
    await chooseSession(page, new RegExp(literally(vendor.profile.name)))
    const ready = page.getByRole('list', { name: 'Ready requests' }).getByRole('button')
    await expect(page.getByText(/^With the values of/)).toBeVisible()
    await ready.first().click()
    await sendFor(page, 200)
    if (id !== 'arm') return
    await page.getByRole('button', { name: 'Next page' }).click()
    await expect(result(page).getByRole('heading', { name: 'Page 2' })).toContainText('200')
    await expect(page.getByText('This is the last page.')).toBeVisible()
    await page.getByRole('button', { name: 'Previous page' }).click()
    await expect(result(page).getByRole('heading', { name: 'Page 1' })).toContainText('200')
    await page.getByRole('button', { name: 'Follow up to 5 pages' }).click()
    await expect(result(page).getByRole('heading', { name: 'Page 2' })).toContainText('200')
  })

test('files of other tools give requests, and an exchange of a walk opens as one', async ({
  page,
  grantwalk,
}) => {
  await control(grantwalk, { reset: true })
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await sendStep(page)
  const [, walk = ''] = /\/walk\/([\w-]+)/.exec(page.url()) ?? []
  const exchange = await page.evaluate(async (id) => {
    const open = indexedDB.open('grantwalk')
    const db = await new Promise<IDBDatabase>((resolve) => {
      open.addEventListener('success', () => resolve(open.result))
    })
    const one = db.transaction('sessions').objectStore('sessions').get(`record:${id}`)
    return await new Promise<string>((resolve) => {
      one.addEventListener('success', () => {
        const record = one.result as { exchanges: { id: string }[] }
        resolve(record.exchanges.at(-1)?.id ?? '')
      })
    })
  }, walk)
  await openBuilder(page, grantwalk, `?walk=${walk}&exchange=${exchange}`)
  await expect(address(page)).toHaveValue(/oauth\/token/)
  await expect(page.getByRole('combobox', { name: 'Walk' })).toHaveValue(walk)
  await expect(page.locator('body')).not.toContainText('operator-password')

  await library(page, 'Open')
  const openapi = {
    openapi: '3.0.3',
    info: { title: 'Small shop', version: '1' },
    servers: [{ url: `${grantwalk.sandbox}/.samples` }],
    paths: {
      '/echo': { get: { summary: 'Say it again', responses: { 200: { description: '' } } } },
    },
  }
  await page.getByLabel('Open a file').setInputFiles({
    name: 'shop.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(openapi)),
  })
  const found = page.getByRole('region', { name: 'What was found' })
  await expect(found).toContainText('Small shop')
  await found.getByRole('button', { name: /Say it again/ }).click()
  await sendFor(page, 200)

  const postman = {
    info: {
      name: 'A collection',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: [{ name: 'Ask', request: { method: 'GET', url: `${grantwalk.sandbox}/.samples/json` } }],
  }
  await page.getByLabel('Paste a curl command').fill(JSON.stringify(postman))
  await page.getByRole('button', { name: 'Read it' }).click()
  await expect(found).toContainText('A collection')
  await found.getByRole('button', { name: 'Save all' }).click()
  await library(page, /^Saved/)
  await page.getByRole('button', { name: /^Ask/ }).click()
  await sendFor(page, 200)
})

test('a long file is read in a worker of its own, under the page’s policy, and can be stopped', async ({
  page,
  grantwalk,
}) => {
  const paths = (count: number) =>
    Array.from(
      { length: count },
      (_, at) =>
        `  /calls/${at}:\n    get:\n      summary: Call ${at}\n      parameters:\n        - {name: a, in: query, schema: {type: string}}\n      responses:\n        '200': {description: ok}\n`,
    ).join('')
  const document = (count: number) =>
    `openapi: 3.0.0\ninfo: {title: Many calls, version: "1"}\nservers: [{url: "https://api.example"}]\npaths:\n${paths(count)}`
  const file = (count: number) => ({
    ...{ name: 'api.yaml', mimeType: 'text/yaml' },
    buffer: Buffer.from(document(count)),
  })
  await openBuilder(page, grantwalk)
  await library(page, /^Open/)
  const worker = page.waitForEvent('worker')
  await page.getByLabel('Open a file').setInputFiles(file(6_000))
  const opened = await worker
  expect(new URL(opened.url()).origin).toBe(grantwalk.origin)
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(page.getByText('You stopped the reading.')).toBeVisible()
  await page.getByLabel('Open a file').setInputFiles(file(300))
  await expect(page.getByRole('region', { name: 'What was found' })).toContainText('Call 299')
})
