/** Every flow of every vendor, walked from home to its end by its buttons, with nothing typed but the login. */
import type { Locator, Page } from '@playwright/test'
import type { Step } from '../src/core/vendor.ts'
import { vendors } from '../src/vendors/index.ts'
import { answerAtAmm, openStep, send, startWalk, stepButton, wholeStep } from './amm.ts'
import { expect, test } from './fixtures.ts'

const every = await Promise.all(
  vendors.map(async (vendor) => ({ profile: vendor.profile, flows: await vendor.flows() })),
)

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

async function runStep(page: Page, step: Step): Promise<void> {
  const [first] = step.asks ?? []
  const unfilled = first?.sample === undefined && first?.initial === undefined && !first?.optional
  if (step.opens !== undefined && first !== undefined && unfilled) {
    const link = page.getByRole('link', { name: /another tab/ })
    await page.getByRole('textbox', { name: first.label }).fill(await copyFrom(page, link))
  }
  if (step.kind === 'request') await send(page)
  else await page.getByRole('button', { name: step.action, exact: true }).click()
  if (step.kind === 'redirect') {
    await expect(page.getByRole('heading', { name: /Sign in|Approve access/ })).toBeVisible()
    await answerAtAmm(page, 'Approve')
  }
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
        await openStep(page, title)
        await runStep(page, step)
        await expect(stepButton(page, title), step.title).toContainText('Done')
      }
      await expect(page.getByText('This was the last step.')).toBeVisible()
    })
