/** What lies beside a token in a real browser: comparing, making, limits, walks; and axe over all of it. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
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
import {
  base64url,
  box,
  ec,
  expectVerdict,
  idClaims,
  jwkOf,
  openInspector,
  openPart,
  paste,
  pasteKey,
  seconds,
  signed,
  verdict,
} from './inspector.ts'

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
    await expect(header, 'the editor is fetched when it is wanted').toBeVisible({ timeout: 15_000 })
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
    await expect(header, 'the editor is fetched when it is wanted').toBeVisible({ timeout: 15_000 })
    await expect(header).toContainText('"jwk"')
    await expect(header).not.toContainText('"d"')
  })
})

test.describe('limits', () => {
  const heavy = (claims: string) => `${base64url('{"alg":"RS256"}')}.${base64url(claims)}.c2ln`

  const patient = { timeout: 20_000 }
  /** As a paste does it, at once; the driver's own typing of a megabyte takes longer than the page does. */
  const pasteAtOnce = (page: Page, text: string) =>
    box(page).evaluate((area, pasted) => {
      if (area instanceof HTMLTextAreaElement) area.value = pasted
      area.dispatchEvent(new InputEvent('input', { bubbles: true }))
    }, text)

  test('a token of a megabyte is read, and one beyond says why not (T76)', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    const big = heavy(JSON.stringify({ iss: 'https://as.example', pad: 'x'.repeat(1_000_000) }))
    await pasteAtOnce(page, big)
    await expect(page.getByRole('button', { name: /^Show all 1000000/ })).toBeVisible(patient)
    // A megabyte without a break takes a browser a second to lay out: its beginning stands in the box.
    await expect(page.getByText(/^Only the beginning of/)).toBeVisible()
    expect((await box(page).inputValue()).length).toBe(65_536)
    const beyond = heavy(JSON.stringify({ pad: 'x'.repeat(2_000_000) }))
    await pasteAtOnce(page, beyond)
    const refused = page.getByText(/carries more than 1 MiB/).filter({ visible: true })
    await expect(refused.first()).toBeVisible(patient)
    await page.getByRole('button', { name: 'Clear' }).click()
    await expect(box(page)).toHaveValue('')
  })

  test('of 100,000 claims the first 500 are drawn, and more when asked for (T76)', async ({
    page,
    grantwalk,
  }) => {
    await openInspector(page, grantwalk)
    const many = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, at) => [at.toString(36), 1]),
    )
    const more = page.getByRole('button', { name: 'Show 500 more' })
    await pasteAtOnce(page, heavy(JSON.stringify(many)))
    await expect(more).toBeVisible(patient)
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

for (const [theme, width] of [
  ['light', 360],
  ['dark', 1440],
] as const)
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
