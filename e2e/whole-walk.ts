/** A whole flow walked by its buttons, with the sandbox's own values, and the logins a person would do. */
import { expect, type Locator, type Page } from '@playwright/test'
import type { Step } from '../src/core/vendor.ts'
import { send, stepButton, wholeStep } from './amm.ts'

/** One way in of each vendor: a login page where there is one, cookies, codes, tokens, statements, keys. */
export const oneWayEach = [
  ['amm', 'authorization_code'],
  ['arm', 'password'],
  ['adobe', 'client_credentials'],
  ['usage-engine', 'client_credentials'],
  ['aruba', 'oauth'],
  ['generic', 'authorization_code'],
] as const

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

export async function runStep(page: Page, vendor: string, step: Step): Promise<void> {
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
