/** Every flow of every vendor, walked from home to its end by its buttons, with nothing typed but the login. */
import type { Locator, Page } from '@playwright/test'
import type { Step } from '../src/core/vendor.ts'
import { vendors } from '../src/vendors/index.ts'
import { openStep, send, startWalk, stepButton, wholeStep } from './amm.ts'
import { expect, test } from './fixtures.ts'

const every = await Promise.all(
  vendors.map(async (vendor) => ({ profile: vendor.profile, flows: await vendor.flows() })),
)

/** As long as one poll may be away. */
const POLLED = { timeout: 12_000 }

const literally = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A person's work: sign in on the page the step opens, and bring back the text it shows. */
async function copyFrom(page: Page, link: Locator): Promise<string> {
  const [tab] = await Promise.all([page.waitForEvent('popup'), link.click()])
  await tab.getByLabel('Email').fill('jane.doe@example.com')
  await tab.getByLabel('Password').fill('correct-horse')
  await tab.getByRole('button', { name: 'Show the token' }).click()
  const text = await tab.getByLabel('Access token').inputValue()
  await tab.close()
  return text
}

/** Who signs in where a simulator asks. */
const people: Readonly<Record<string, readonly [name: string, password: string]>> = {
  amm: ['operator', 'operator-password'],
  generic: ['jane.doe@example.com', 'correct-horse'],
}

/** Signs in if the server asks for it, agrees, and is back in the walk. */
async function answerAt(page: Page, vendor: string): Promise<void> {
  await expect(page.getByRole('heading', { name: /Sign in|Approve access/ })).toBeVisible()
  const [name, password] = people[vendor] ?? ['', '']
  if (await page.getByRole('heading', { name: 'Sign in' }).isVisible()) {
    await page.getByLabel('User name').fill(name)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  await page.getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible()
}

/** Signs in if the server asks for it, and says yes on the page that a step opens in another tab. */
async function approveElsewhere(page: Page, vendor: string): Promise<void> {
  const link = page.getByRole('link', { name: /another tab/ })
  const [tab] = await Promise.all([page.waitForEvent('popup'), link.click()])
  const [name, password] = people[vendor] ?? ['', '']
  await tab.getByLabel('User name').fill(name)
  await tab.getByLabel('Password').fill(password)
  await tab.getByRole('button', { name: 'Sign in' }).click()
  await tab.getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(tab.getByRole('heading', { name: 'Approved' })).toBeVisible()
  await tab.close()
}

async function runStep(page: Page, vendor: string, step: Step): Promise<void> {
  const [first] = step.asks ?? []
  const unfilled = first?.sample === undefined && first?.initial === undefined && !first?.optional
  if (step.opens !== undefined && first !== undefined && unfilled) {
    const link = page.getByRole('link', { name: /another tab/ })
    await page.getByRole('textbox', { name: first.label }).fill(await copyFrom(page, link))
  }
  if (step.kind === 'request') await send(page)
  else await page.getByRole('button', { name: step.action, exact: true }).click()
  // What polls goes on by itself once the person has answered.
  if (step.kind === 'request' && step.again !== undefined && step.opens !== undefined)
    await approveElsewhere(page, vendor)
  if (step.kind !== 'redirect') return
  if (step.response_type !== 'none') return await answerAt(page, vendor)
  // A server that was given no ID token asks before it ends a session.
  const ask = page.getByRole('button', { name: 'Sign out', exact: true })
  const done = stepButton(page, wholeStep(step.title)).filter({ hasText: 'Done' })
  await expect(ask.or(done)).toBeVisible()
  if (await ask.isVisible()) await ask.click()
}

for (const { profile, flows } of every)
  for (const flow of flows)
    test(`${profile.name}: ${flow.title} is walked to its end`, async ({ page, grantwalk }) => {
      test.setTimeout(90_000)
      const reset = await fetch(`${grantwalk.sandbox}/${profile.id}/.sandbox`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ reset: true }),
      })
      expect(reset.status).toBe(200)
      await startWalk(page, grantwalk, new RegExp(`^${literally(flow.title)}`), profile.name)
      for (const step of flow.steps) {
        const title = wholeStep(step.title)
        // What only a switch brings along is not there while the switch is off.
        if (step.when !== undefined && !(await stepButton(page, title).isVisible())) continue
        await openStep(page, title)
        await runStep(page, profile.id, step)
        await expect(stepButton(page, title), step.title).toContainText('Done', POLLED)
      }
      await expect(page.getByText('This was the last step.')).toBeVisible()
    })
