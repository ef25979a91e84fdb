/** The likeliest failures of each vendor's table: its own words on screen, the cause, and what to try. */
import type { Page } from '@playwright/test'
import { answer, openStep, send, startWalk, wholeStep } from './amm.ts'
import { expect, test } from './fixtures.ts'
import type { Grantwalk } from './process.ts'

const order = (grantwalk: Grantwalk, vendor: string, what: unknown) =>
  fetch(`${grantwalk.sandbox}/${vendor}/.sandbox`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(what),
  })

const open = (page: Page, title: string) => openStep(page, wholeStep(title))
const fill = (page: Page, label: RegExp, value: string) =>
  page.getByRole('textbox', { name: label }).fill(value)
/** The step's own button, whatever it says. */
const act = (page: Page) =>
  page.getByRole('group', { name: 'Act' }).getByRole('button').first().click()

async function sees(page: Page, ...words: readonly string[]): Promise<void> {
  for (const text of words) await expect(answer(page)).toContainText(text)
}

/** Opens a step, sends it, and goes on. */
async function through(page: Page, title: string): Promise<void> {
  await open(page, title)
  await send(page)
}

const ARM = 'Arm Product Entitlement'
const ADOBE = 'Adobe Pass CMU'
const ENGINE = 'DigitalRoute Usage Engine'
const ARUBA = 'HPE Aruba Networking Central'

test.beforeEach(async ({ grantwalk }) => {
  for (const vendor of ['arm', 'adobe', 'usage-engine', 'aruba'])
    expect((await order(grantwalk, vendor, { reset: true })).status).toBe(200)
})

test('Arm: a wrong password', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Without a person/, ARM)
  await open(page, 'Get tokens with the password')
  await fill(page, /^Password/, 'wrong')
  await send(page)
  await sees(page, 'AADB2C90225', 'The email or the password is wrong', '180 days')
})

test('Arm: a client ID the tenant does not know', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Without a person/, ARM)
  await open(page, 'Have Arm’s approval')
  await fill(page, /^Client ID/, '00000000-0000-4000-8000-000000000000')
  await through(page, 'Get tokens with the password')
  await sees(page, 'AADB2C90018', 'The tenant does not know this client ID')
})

test('Arm: a search that is no JSON', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Without a person/, ARM)
  await through(page, 'Get tokens with the password')
  await open(page, 'List the entitlements')
  await fill(page, /^search/, 'rightTo=download')
  await page.getByRole('button', { name: /^Send to/ }).click()
  await expect(page.getByRole('textbox', { name: /^search/ })).toHaveAttribute(
    'aria-invalid',
    'true',
  )
  await expect(page.getByRole('list', { name: 'Exchanges' }).getByRole('listitem')).toHaveCount(1)
})

test('Adobe: a statement that was cut short', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Registration/, ADOBE)
  await open(page, 'Take the software statement')
  await fill(page, /^Software statement, pasted/, 'not a statement')
  await page
    .getByRole('button', { name: /statement/i })
    .last()
    .click()
  await expect(page.locator('main')).toContainText('a JWT has three parts with dots between them')
})

test('Adobe: a statement somebody changed, and one that was revoked', async ({
  page,
  grantwalk,
}) => {
  await startWalk(page, grantwalk, /^Software-statement studio/, ADOBE)
  for (const title of ['Compose the claims', 'Sign the statement', 'Change a claim afterwards']) {
    await open(page, title)
    await act(page)
  }
  await through(page, 'Register with the changed one')
  await sees(page, 'invalid_software_statement')
  await open(page, 'Speak for a revoked application')
  await act(page)
  await through(page, 'Register with the revoked one')
  await sees(page, 'unapproved_software_statement')
})

test('Adobe: credentials that are not known any more', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Registration/, ADOBE)
  for (const title of ['Take the software statement', 'Look inside the statement']) {
    await open(page, title)
    await act(page)
  }
  await through(page, 'Register the client')
  await sees(page, 'Accepted')
  await order(grantwalk, 'adobe', { reset: true })
  await through(page, 'Get an access token')
  await sees(page, 'invalid_client', 'Register again')
})

test('Usage Engine: a wrong secret', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Client credentials/, ENGINE)
  await open(page, 'Create an application access')
  await fill(page, /^Client secret/, 'x'.repeat(64))
  await open(page, 'Choose the audience')
  await act(page)
  await through(page, 'Ask for a token')
  await sees(page, 'access_denied: Unauthorized', 'The client ID or the client secret is wrong')
})

test('Usage Engine: an audience without its slash', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Client credentials/, ENGINE)
  await open(page, 'Choose the audience')
  await page.getByRole('radio').last().check()
  await fill(page, /^Your own audience/, 'https://api.digitalroute.io')
  await act(page)
  await through(page, 'Ask for a token')
  await sees(page, 'Service not enabled within domain', 'with a slash at its end')
})

test('Usage Engine: an hour later', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Client credentials/, ENGINE)
  await open(page, 'Choose the audience')
  await act(page)
  await through(page, 'Ask for a token')
  await order(grantwalk, 'usage-engine', { advance: 3601 })
  await through(page, 'List the meter types')
  await sees(page, '401', 'The token has expired', 'Ask for a new token')
})

test('Aruba: a wrong password', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^OAuth grant/, ARUBA)
  await open(page, 'Log in')
  await fill(page, /^Password/, 'wrong')
  await send(page)
  await sees(page, 'Auth failure', 'The user name or the password is wrong')
})

test('Aruba: a user with SSO is sent to the offline token', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^OAuth grant/, ARUBA)
  await open(page, 'Log in')
  await fill(page, /^User name/, 'sso.user@example.com')
  await send(page)
  await sees(page, 'Auth failure', 'Offline token')
})

test('Aruba: a code that waited too long, and the jar that shows the cookies', async ({
  page,
  grantwalk,
}) => {
  await startWalk(page, grantwalk, /^OAuth grant/, ARUBA)
  await through(page, 'Log in')
  await page.getByText('Cookies', { exact: false }).last().click()
  await expect(page.getByRole('complementary', { name: 'Trace' })).toContainText('csrftoken')
  await through(page, 'Get an authorization code')
  await order(grantwalk, 'aruba', { advance: 301 })
  await through(page, 'Exchange the code')
  await sees(page, 'Invalid code', 'older than five minutes')
})
