/** The token inspector in a real browser: every kind of text, five verdicts, keys, comparing, making, limits. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { CompactEncrypt, exportJWK, exportSPKI, SignJWT } from 'jose'
import { arm } from '../src/vendors/arm/index.ts'
import {
  buildHeader,
  control,
  goOn,
  openStep,
  send,
  startWalk,
  stepButton,
  wholeStep,
} from './amm.ts'
import { expect, test } from './fixtures.ts'
import type { Grantwalk } from './process.ts'

const seconds = () => Math.floor(Date.now() / 1000)
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })

const idClaims = () => ({
  iss: 'https://as.example',
  sub: 'user-1',
  aud: 'client-1',
  iat: seconds(),
  exp: seconds() + 3600,
  nonce: 'n-1',
})

const signed = (claims: Record<string, unknown> = idClaims(), header: { kid?: string } = {}) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', ...header })
    .sign(ec.privateKey)

const base64url = (text: string) => Buffer.from(text).toString('base64url')
const jwkOf = async (key: KeyObject) => JSON.stringify(await exportJWK(key))

async function openInspector(page: Page, grantwalk: Grantwalk): Promise<void> {
  await page.goto(grantwalk.link)
  await page.goto(`${grantwalk.origin}/inspect`)
  await expect(page.getByRole('heading', { name: 'Token inspector' })).toBeVisible()
}

const box = (page: Page): Locator =>
  page.getByRole('textbox', { name: 'A token, or what holds one' })
const paste = (page: Page, text: string) => box(page).fill(text)

/** The row of one question. */
const verdict = (page: Page, title: string): Locator =>
  page
    .getByRole('list', { name: 'Verdicts' })
    .first()
    .getByRole('listitem')
    .filter({ has: page.locator('summary', { hasText: title }) })

async function expectVerdict(page: Page, title: string, word: string): Promise<void> {
  await expect(verdict(page, title).locator('summary')).toContainText(word)
}

/** A part that opens in place, by the beginning of its title. */
const openPart = (page: Page, title: string) =>
  page
    .locator('summary', { hasText: new RegExp(`^${title}`) })
    .first()
    .click()

async function pasteKey(page: Page, text: string, encoding?: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Key', exact: true })
  if (!(await field.isVisible())) await openPart(page, 'Keys')
  await field.fill(text)
  if (encoding !== undefined)
    await page.getByLabel('How it is written').selectOption({ label: encoding })
  await page.getByRole('button', { name: 'Use this key' }).click()
}

test.describe('what can be pasted', () => {
  test('whatever holds a token is taken apart, and says what it is', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    const token = await signed()
    const found = page.getByRole('region', { name: 'What was found' })
    await paste(page, token)
    await expect(found).toContainText('https://as.example')
    await paste(page, `Authorization: Bearer ${token}`)
    await expect(found).toContainText('https://as.example')
    await paste(page, `"${token.slice(0, 40)}\n${token.slice(40)}"`)
    await expect(found).toContainText('https://as.example')
    await paste(page, JSON.stringify({ access_token: 'opaque-1', id_token: token, expires_in: 9 }))
    await page.getByRole('tab', { name: /id_token/ }).click()
    await expect(found).toContainText('https://as.example')
    await page.getByRole('tab', { name: /access_token/ }).click()
    await expectVerdict(page, 'Signature', 'Not checked')
    await paste(page, `https://app.example/callback#id_token=${token}&state=s`)
    await expect(found).toContainText('https://as.example')
    await paste(page, '7d2f1a52-5b4e-4a3c-9f1a-1d1f0a3c2b1e')
    await expectVerdict(page, 'Signature', 'Not checked')
    await expect(found).toContainText('opaque')
    await paste(page, 'eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.a.b.c.d')
    await expect(page.getByRole('heading', { name: 'It needs a key' })).toBeVisible()
    await paste(page, '')
    await expect(page.getByRole('heading', { name: 'Nothing to inspect yet' })).toBeVisible()
  })

  test('pasting sends nothing, whatever the token names', async ({ page, grantwalk }) => {
    await openInspector(page, grantwalk)
    await page.waitForLoadState('networkidle')
    const sent: string[] = []
    page.on('request', (request) => sent.push(request.url()))
    const header = base64url(
      JSON.stringify({
        alg: 'RS256',
        jku: `${grantwalk.sandbox}/keys`,
        x5u: `${grantwalk.sandbox}/c`,
      }),
    )
    const claims = { ...idClaims(), picture: `${grantwalk.sandbox}/p.png`, iss: grantwalk.sandbox }
    await paste(page, `${header}.${base64url(JSON.stringify(claims))}.c2ln`)
    await expectVerdict(page, 'Signature', 'Not checked')
    await paste(page, `https://as.example/callback?code=abc&state=s`)
    await paste(page, await signed())
    await expectVerdict(page, 'Time', 'Passed')
    await page.waitForTimeout(500)
    expect(sent).toEqual([])
  })

  test('hidden and look-alike letters are written out, and markup stays text', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    const name = '<b>x</b> \u202egnp.exe'
    await paste(page, await signed({ ...idClaims(), name, iss: 'https://micros\u043eft.example' }))
    const claims = page.getByRole('tabpanel', { name: 'Explained' }).last()
    await expect(claims).toContainText('<b>x</b> \\u202egnp.exe')
    await expect(claims).toContainText('U+043E')
  })
})

test.describe('five verdicts', () => {
  test('each stands alone, and what cannot be checked says what is missing', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    await paste(page, await signed())
    await expect(page.getByRole('list', { name: 'Verdicts' }).locator('summary')).toHaveCount(5)
    await expectVerdict(page, 'Decoded', 'Passed')
    await expectVerdict(page, 'Decoded', 'Decoding proves nothing')
    await expectVerdict(page, 'Signature', 'Not checked')
    await expectVerdict(page, 'Issuer and audience', 'Not checked')
    await expectVerdict(page, 'Time', 'Passed')
    await expect(box(page), 'typing goes on where it was').toBeFocused()
    await expectVerdict(page, 'Bound to this run', 'Not checked')
    await verdict(page, 'Bound to this run').locator('summary').click()
    await expect(verdict(page, 'Bound to this run')).toContainText(/missing/)
  })

  test('what is expected can be typed, and is held against the token', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    await paste(page, await signed())
    await openPart(page, 'What is expected of it')
    await page.getByRole('textbox', { name: 'Issuer' }).fill('https://as.example')
    await page.getByRole('textbox', { name: 'Client ID' }).fill('client-1')
    await page.getByRole('textbox', { name: 'Nonce' }).fill('n-1')
    await expectVerdict(page, 'Issuer and audience', 'Passed')
    await expectVerdict(page, 'Bound to this run', 'Passed')
    await page.getByRole('textbox', { name: 'Nonce' }).fill('n-2')
    await expectVerdict(page, 'Bound to this run', 'Failed')
    await page.getByRole('textbox', { name: 'Issuer' }).fill('https://as.example/')
    await expectVerdict(page, 'Issuer and audience', 'Failed')
  })

  test('an expired token fails by its time, unless the clocks may differ', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    await paste(page, await signed({ ...idClaims(), iat: seconds() - 400, exp: seconds() - 200 }))
    await expectVerdict(page, 'Time', 'Failed')
    await openPart(page, 'What is expected of it')
    await page.getByRole('textbox', { name: 'Allowance for clocks that differ' }).fill('3600')
    await expectVerdict(page, 'Time', 'Passed')
  })
})

test.describe('keys', () => {
  test('a pasted key proves the signature, and a changed letter breaks it', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    const token = await signed()
    await paste(page, token)
    await pasteKey(page, await jwkOf(ec.publicKey))
    await expectVerdict(page, 'Signature', 'Passed')
    await expect(page.getByRole('list', { name: 'Keys at hand' })).toContainText('thumbprint')
    const [header = '', , signature = ''] = token.split('.')
    const other = base64url(JSON.stringify({ ...idClaims(), sub: 'admin' }))
    await paste(page, `${header}.${other}.${signature}`)
    await expectVerdict(page, 'Signature', 'Failed')
  })

  test('a public key is never taken for a shared secret', async ({ page, grantwalk }) => {
    await openInspector(page, grantwalk)
    const pem = await exportSPKI(rsa.publicKey)
    const forged = await new SignJWT(idClaims())
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(pem))
    await paste(page, forged)
    await pasteKey(page, pem, 'A secret, as plain text (UTF-8)')
    await expectVerdict(page, 'Signature', 'Failed')
  })

  test('a shared secret checks HS256, in any writing', async ({ page, grantwalk }) => {
    await openInspector(page, grantwalk)
    const secret = Buffer.from('0123456789abcdef0123456789abcdef')
    await paste(
      page,
      await new SignJWT(idClaims()).setProtectedHeader({ alg: 'HS256' }).sign(secret),
    )
    await pasteKey(page, secret.toString('hex'), 'A secret in hexadecimal')
    await expectVerdict(page, 'Signature', 'Passed')
  })

  test('alg none is called what it is', async ({ page, grantwalk }) => {
    await openInspector(page, grantwalk)
    const header = base64url(JSON.stringify({ alg: 'none' }))
    await paste(page, `${header}.${base64url(JSON.stringify(idClaims()))}.`)
    await expectVerdict(page, 'Signature', 'Failed')
  })

  test('what is no key says so, and an address is not fetched for it', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    await paste(page, await signed())
    await pasteKey(page, 'https://as.example/keys')
    await expect(page.getByRole('alert')).toContainText('Nothing was fetched')
  })

  test('a typed address is asked only after it was confirmed, and shows the keys', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    await paste(page, await signed())
    await openPart(page, 'Keys')
    await page.getByRole('tab', { name: 'From an address' }).click()
    const relayed: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/relay/')) relayed.push(request.postData() ?? '')
    })
    const address = `${grantwalk.sandbox}/arm/armb2c.onmicrosoft.com/B2C_1A_ROPC_Auth.ropc/discovery/v2.0/keys`
    await page.getByRole('textbox', { name: 'Address of a key set' }).fill(address)
    await page.getByRole('button', { name: 'Ask this address…' }).click()
    await expect(page.getByRole('group', { name: 'Confirm the address' })).toContainText(address)
    expect(relayed).toEqual([])
    await page.getByRole('button', { name: /^Ask localhost/ }).click()
    await expect(page.getByRole('list', { name: 'Keys at hand' })).toContainText(address)
    expect(relayed.join('')).not.toContain('eyJ')
  })

  test('an encrypted token opens with the pasted private key, and the one inside is judged', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    const jwe = await new CompactEncrypt(new TextEncoder().encode(await signed()))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT' })
      .encrypt(rsa.publicKey)
    await paste(page, jwe)
    await expect(page.getByRole('heading', { name: 'It needs a key' })).toBeVisible()
    await pasteKey(page, await jwkOf(rsa.privateKey))
    await expect(page.getByText('It opened with')).toBeVisible()
    const inside = page.getByText('https://as.example').filter({ visible: true })
    await expect(inside.first()).toBeVisible()
  })
})

test.describe('tools', () => {
  test('an example is made on the spot, and its signature is right', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    await page.getByRole('button', { name: 'Make an example' }).click()
    await expectVerdict(page, 'Signature', 'Passed')
  })

  test('two tokens are compared claim by claim', async ({ page, grantwalk }) => {
    await openInspector(page, grantwalk)
    await paste(page, await signed({ ...idClaims(), scope: 'read' }))
    await openPart(page, 'Compare with another token')
    const other = page.getByRole('textbox', { name: 'The other token' })
    await other.fill(await signed({ ...idClaims(), scope: 'write', sub: 'user-2' }))
    const list = page.locator('dl[aria-label="Differences"]')
    await expect(list).toContainText('"read"')
    await expect(list).toContainText('"write"')
    await expect(list).toContainText('user-2')
    await expect(list).not.toContainText('as.example')
  })

  test('a token is made: preset, key, edited claims, signature, and back into the inspector', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    await openPart(page, 'Make one')
    await page.getByLabel('Begin with').selectOption({ label: 'Client assertion (RFC 7523)' })
    await page.getByRole('button', { name: 'Generate a key' }).click()
    const header = page.getByRole('textbox', { name: 'Header to sign' })
    await expect(header).toContainText('ES256')
    const claims = page.getByRole('textbox', { name: 'Claims to sign' })
    await claims.fill('{ "iss": "me", }')
    await page.getByRole('button', { name: 'Sign the token' }).click()
    await expect(page.getByRole('alert')).toContainText('cannot be read as JSON')
    await claims.fill(JSON.stringify({ iss: 'me', sub: 'me', exp: seconds() + 60 }))
    await page.keyboard.press('Tab')
    await expect(claims).not.toBeFocused()
    await page.getByRole('button', { name: 'Sign the token' }).click()
    await page.getByRole('button', { name: 'Open it in the inspector' }).click()
    await expectVerdict(page, 'Signature', 'Passed')
    await expect(page.getByRole('region', { name: 'What was found' })).toBeFocused()
  })

  test('a DPoP proof carries its public key, and only that', async ({ page, grantwalk }) => {
    await openInspector(page, grantwalk)
    await openPart(page, 'Make one')
    await page.getByRole('button', { name: 'Generate a key' }).click()
    await page.getByLabel('Begin with').selectOption({ label: 'DPoP proof (RFC 9449)' })
    const header = page.getByRole('textbox', { name: 'Header to sign' })
    await expect(header).toContainText('"jwk"')
    await expect(header).not.toContainText('"d"')
  })
})

test.describe('limits', () => {
  const heavy = (claims: string) => `${base64url('{"alg":"RS256"}')}.${base64url(claims)}.c2ln`

  async function timed(page: Page, text: string, seen: Locator): Promise<number> {
    const begun = Date.now()
    // As a paste does it, at once; the driver's own typing of a megabyte takes longer than the page does.
    await box(page).evaluate((area, pasted) => {
      if (area instanceof HTMLTextAreaElement) area.value = pasted
      area.dispatchEvent(new InputEvent('input', { bubbles: true }))
    }, text)
    await expect(seen).toBeVisible()
    // A page that stalls answers late.
    await page.evaluate(() => document.title)
    return Date.now() - begun
  }

  test('a token of a megabyte is read, and one beyond says why not', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    const big = heavy(JSON.stringify({ iss: 'https://as.example', pad: 'x'.repeat(1_000_000) }))
    const took = await timed(page, big, page.getByRole('button', { name: /^Show all 1000000/ }))
    expect(took).toBeLessThan(5000)
    const beyond = heavy(JSON.stringify({ pad: 'x'.repeat(2_000_000) }))
    await timed(page, beyond, page.getByText(/limit|too large|longer than|more than/i).first())
  })

  test('of 100,000 claims the first 500 are drawn, and more when asked for', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    const many = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, at) => [at.toString(36), 1]),
    )
    const more = page.getByRole('button', { name: 'Show 500 more' })
    const took = await timed(page, heavy(JSON.stringify(many)), more)
    expect(took).toBeLessThan(5000)
    const rows = page.locator('.claim-table').last().locator(':scope > div')
    await expect(rows).toHaveCount(500)
    await more.click()
    await expect(rows).toHaveCount(1000)
  })

  test('tokens inside tokens are opened on demand, a few levels deep', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    let token = await signed()
    for (let level = 0; level < 8; level += 1) token = heavy(JSON.stringify({ inner: token }))
    await paste(page, token)
    await expect(page.getByText('A token inside: inner')).toHaveCount(1)
    await openPart(page, 'A token inside: inner')
    await expect(page.getByText('A token inside: inner')).toHaveCount(2)
  })
})

test('a value of a walk opens covered, with what the run expects', async ({ page, grantwalk }) => {
  await control(grantwalk, { reset: true })
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await send(page)
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await page.goto(`${grantwalk.origin}/inspect?walk=${id}&value=access_token`)
  await expect(page.getByText('from the walk')).toBeVisible()
  await expectVerdict(page, 'Signature', 'Not checked')
  await page.getByRole('button', { name: 'Reveal Access token' }).click()
  const secret = await page.locator('.secret-value').first().textContent()
  expect(secret?.length).toBeGreaterThan(10)
  await page.getByRole('button', { name: 'Hide Access token' }).click()
  expect(await page.locator('body').textContent()).not.toContain(secret)
  expect(page.url()).not.toContain(secret)
  await page.getByRole('button', { name: 'Inspect something else' }).click()
  await expect(box(page)).toHaveValue('')
  await page.goto(`${grantwalk.origin}/inspect?walk=${id}&value=id_token`)
  await expect(page.getByText('Nothing to open from the walk')).toBeVisible()
  await page.goto(`${grantwalk.origin}/inspect?walk=nowhere&value=id_token`)
  await expect(page.getByText('This walk is not here')).toBeVisible()
})

test('an ID token of a walk is checked with the keys of the walk’s own server', async ({
  page,
  grantwalk,
}) => {
  const [flow] = (await arm.flows()).filter(({ id }) => id === 'password')
  await startWalk(page, grantwalk, /^Without a person/, arm.profile.name)
  for (const step of flow?.steps ?? []) {
    await openStep(page, wholeStep(step.title))
    if (step.kind === 'request') await send(page)
    else if (step.kind === 'local') await page.getByRole('button', { name: step.action }).click()
    await expect(stepButton(page, wholeStep(step.title))).toContainText('Done')
    if (step.gives.includes('id_token')) break
  }
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await page.goto(`${grantwalk.origin}/inspect?walk=${id}&value=id_token`)
  await expectVerdict(page, 'Time', 'Passed')
  await expectVerdict(page, 'Signature', 'Not checked')
  await openPart(page, 'Keys')
  await page.getByRole('button', { name: 'Ask this server for its keys…' }).click()
  const confirm = page.getByRole('group', { name: 'Confirm the address' })
  await expect(confirm).toContainText('/discovery/v2.0/keys')
  await confirm.getByRole('button', { name: /^Ask localhost/ }).click()
  await expectVerdict(page, 'Signature', 'Passed')
  await expect(page.locator('.token-raw').first()).toContainText('••••••••')
})

async function checkAxe(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  )
  expect(found, screen).toEqual([])
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  expect(sideways, `${screen} scrolls sideways`).toBe(false)
}

for (const theme of ['light', 'dark'] as const)
  for (const width of [360, 1440])
    test(`the inspector is accessible, ${theme} at ${width} px`, async ({ page, grantwalk }) => {
      test.setTimeout(60_000)
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 800 })
      await openInspector(page, grantwalk)
      await checkAxe(page, 'the empty inspector')
      const inner = await signed()
      await paste(page, await signed({ ...idClaims(), scope: 'a b', act: { sub: 'x' }, inner }))
      await expectVerdict(page, 'Time', 'Passed')
      await pasteKey(page, await jwkOf(ec.publicKey))
      await expectVerdict(page, 'Signature', 'Passed')
      await openPart(page, 'A token inside')
      await openPart(page, 'What is expected of it')
      await openPart(page, 'Compare with another token')
      await page.getByRole('textbox', { name: 'The other token' }).fill(inner)
      await verdict(page, 'Time').first().locator('summary').click()
      await checkAxe(page, 'a token, opened out')
      await openPart(page, 'Make one')
      await page.getByRole('button', { name: 'Generate a key' }).click()
      await page.getByRole('button', { name: 'Sign the token' }).click()
      await expect(page.getByRole('button', { name: 'Open it in the inspector' })).toBeVisible()
      await checkAxe(page, 'a token that was made')
      await paste(page, await signed({ exp: 1 }))
      await expectVerdict(page, 'Time', 'Failed')
      await checkAxe(page, 'a token that failed')
    })
