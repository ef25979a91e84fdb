/** Coming back from a login page in every manner: posted, signed, in parts; and what must not be taken. */
import type { Page } from '@playwright/test'
import type { Step } from '../src/core/vendor.ts'
import { vendorOf } from '../src/vendors/index.ts'
import { answer, openStep, send, stepButton, wholeStep } from './amm.ts'
import { expect, test } from './fixtures.ts'
import { dialog, paste } from './keep.ts'
import type { Grantwalk } from './process.ts'

test.setTimeout(90_000)

const flows = (await vendorOf('generic')?.flows()) ?? []

const stepsOf = (id: string): readonly Step[] => flows.find((flow) => flow.id === id)?.steps ?? []

/** From home to the login page, with the answer asked for in this manner. */
async function leave(page: Page, grantwalk: Grantwalk, flow: string, mode?: string): Promise<void> {
  await page.goto(grantwalk.link)
  await page.goto(`${grantwalk.origin}/start/generic?flow=${flow}`)
  await page.getByRole('button', { name: 'Start the walk' }).click()
  await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible()
  for (const step of stepsOf(flow)) {
    const title = wholeStep(step.title)
    if (step.when !== undefined && !(await stepButton(page, title).isVisible())) continue
    await openStep(page, title)
    if (step.id === 'ask' && mode !== undefined)
      await page.getByRole('combobox', { name: 'Where the answer stands' }).selectOption(mode)
    if (step.kind === 'request') await send(page)
    else await page.getByRole('button', { name: step.action, exact: true }).click()
    if (step.kind === 'redirect') return
    await expect(stepButton(page, title), step.title).toContainText('Done')
  }
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('User name').fill('jane.doe@example.com')
  await page.getByLabel('Password').fill('correct-horse')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Approve', exact: true }).click()
}

/** The simulator's form has no script: a person sends it on. */
const sendOn = (page: Page) => page.getByRole('button').first().click()

const login = /Go to the login page/

async function back(page: Page): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible()
  await expect(stepButton(page, login)).toContainText('Done')
  await expect(answer(page)).toContainText('Accepted')
  expect(page.url()).not.toContain('code=')
  expect(page.url()).not.toContain('response=')
}

test('a posted code comes back into its walk, and is exchanged', async ({ page, grantwalk }) => {
  await leave(page, grantwalk, 'authorization_code', 'form_post')
  await signIn(page)
  await sendOn(page)
  await back(page)
  await openStep(page, wholeStep('Exchange the code'))
  await send(page)
  await expect(answer(page)).toContainText('Accepted')
  const verdicts = page.getByRole('region', { name: 'What the ID token proves' })
  await expect(verdicts.getByRole('list', { name: 'Verdicts' })).toBeVisible()
  for (const aspect of ['signature', 'issuer_audience', 'run', 'time'])
    await expect(verdicts.locator(`[data-aspect=${aspect}]`)).toHaveAttribute('data-mark', 'passed')
})

test('a signed answer is opened and its code taken', async ({ page, grantwalk }) => {
  await leave(page, grantwalk, 'authorization_code', 'jwt')
  await signIn(page)
  await back(page)
  await expect(answer(page)).not.toContainText('response_unverified')
})

test('a signed answer that is posted is opened, too', async ({ page, grantwalk }) => {
  await leave(page, grantwalk, 'authorization_code', 'form_post.jwt')
  await signIn(page)
  await sendOn(page)
  await back(page)
})

test('code, ID token and access token come back together, and belong together', async ({
  page,
  grantwalk,
}) => {
  await leave(page, grantwalk, 'hybrid_both')
  await signIn(page)
  await back(page)
  const verdicts = page.getByRole('region', { name: 'What the ID token proves' })
  const bound = verdicts.locator('[data-aspect=run]')
  await expect(bound).toHaveAttribute('data-mark', 'passed')
  await bound.locator('summary').click()
  await expect(bound.locator('[data-code=c_hash]')).toContainText('Passed')
  await expect(bound.locator('[data-code=at_hash]')).toContainText('Passed')
})

test('a posted answer nobody waits for is not taken, and leaves the address bar', async ({
  page,
  grantwalk,
}) => {
  await page.goto(grantwalk.link)
  const reply = await fetch(`${grantwalk.origin}/callback/generic`, {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ code: 'c', state: 's' }) },
    headers: { origin: 'https://evil.example' },
  })
  expect(reply.status).toBe(303)
  await page.goto(reply.headers.get('location') ?? '')
  await expect(page.getByText('No walk is waiting for an answer like this.')).toBeVisible()
  expect(page.url()).toBe(`${grantwalk.origin}/callback/generic`)
})

test('a pasted endpoint begins a walk at its server, and asks nobody before', async ({
  page,
  grantwalk,
}) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(grantwalk.link)
  await paste(page, `${grantwalk.sandbox}/generic/token`)
  const way = dialog(page).getByRole('combobox', { name: 'Which way in' })
  await expect(way).toHaveValue('authorization_code')
  await way.selectOption({ label: 'Device authorization' })
  await dialog(page).getByRole('button', { name: 'Walk into this server' }).click()
  await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Device authorization')
  await expect(page.getByRole('textbox', { name: 'Address of the server' })).toHaveValue(
    `${grantwalk.sandbox}/generic/token`,
  )
  expect(asked.filter((url) => !url.startsWith(grantwalk.origin))).toEqual([])
  expect(asked.filter((url) => url.includes('/relay/v1/exchange'))).toEqual([])
  await send(page)
  await expect(stepButton(page, /Ask the server about itself/)).toContainText('Done')
})
