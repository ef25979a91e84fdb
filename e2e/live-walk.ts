/** A walk at a live server: fields are filled by their names, steps run in their order, the person signs in there. */
import type { Page } from '@playwright/test'
import type { Flow, Step } from '../src/core/vendor.ts'
import { flows } from '../src/vendors/generic/flows.ts'
import { answer, openStep, send, stepButton, wholeStep } from './amm.ts'
import { expect } from './fixtures.ts'
import type { Grantwalk } from './process.ts'

export interface LiveWalk {
  readonly flow: string
  readonly issuer: string
  /** By the name of the value. What is not named stays as it is. */
  readonly values: Readonly<Record<string, string>>
  /** Goes on after the first of these steps, or begins if that is empty, and ends with the other. */
  readonly part?: readonly [after: string, last: string]
  /** Steps that are passed over. */
  readonly without?: readonly string[]
  /** What a step's answer shows, by the step. */
  readonly shows?: Readonly<Record<string, string | RegExp>>
  /** What the person does in another tab. */
  readonly elsewhere?: (page: Page, step: Step) => Promise<void>
}

async function setField(page: Page, name: string, value: string): Promise<void> {
  const field = page.locator(`#field-${name}`)
  await expect(field).toBeVisible()
  const kind = await field.evaluate((element) => element.getAttribute('type') ?? element.tagName)
  if (kind === 'radio') await page.locator(`[name="field-${name}"][value="${value}"]`).check()
  else if (kind === 'SELECT') await field.selectOption(value)
  else await field.fill(value)
}

async function begin(page: Page, grantwalk: Grantwalk, flow: Flow): Promise<void> {
  await page.goto(grantwalk.link)
  await page.getByRole('link', { name: 'Any OAuth or OpenID server', exact: true }).click()
  await page.getByRole('combobox', { name: 'Which way in' }).selectOption({ label: flow.title })
  await page.getByRole('radio', { name: /^Live/ }).check()
  await page.getByRole('button', { name: 'Start the walk' }).click()
  await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible()
}

/** Signs in and agrees, as often as it is asked, until the walk is back. */
async function signIn(page: Page, back: RegExp): Promise<void> {
  const steps = page.getByRole('navigation', { name: 'Steps' })
  const login = page.getByPlaceholder('Enter any login')
  const agree = page.getByRole('button', { name: /^(?:Continue|Yes, sign me out)$/ })
  await expect(page).not.toHaveURL(back)
  for (let pages = 0; pages < 4; pages += 1) {
    await expect(steps.or(login).or(agree).first()).toBeVisible()
    if (back.test(page.url())) return
    if (await login.isVisible()) {
      await login.fill('jane')
      await page.getByPlaceholder('and password').fill('anything')
      await page.getByRole('button', { name: 'Sign-in' }).click()
    } else await agree.click()
  }
  await expect(steps).toBeVisible()
}

async function run(page: Page, walk: LiveWalk, step: Step, origin: string): Promise<void> {
  for (const { name } of step.asks ?? []) {
    const value = name === 'issuer' ? walk.issuer : walk.values[name]
    if (value !== undefined) await setField(page, name, value)
  }
  if (step.kind === 'request') await send(page)
  else await page.getByRole('button', { name: step.action, exact: true }).click()
  if (step.kind === 'redirect') await signIn(page, new RegExp(`^${origin}/`))
  await walk.elsewhere?.(page, step)
}

/** Every step of the flow that is there with these values, each accepted. */
export async function walkLive(page: Page, grantwalk: Grantwalk, walk: LiveWalk): Promise<void> {
  const flow = flows.find(({ id }) => id === walk.flow)
  if (flow === undefined) throw new Error(`no flow ${walk.flow}`)
  const [after, last] = walk.part ?? ['', undefined]
  if (after === '') await begin(page, grantwalk, flow)
  const end = flow.steps.findIndex(({ id }) => id === last) + 1 || undefined
  for (const step of flow.steps.slice(flow.steps.findIndex(({ id }) => id === after) + 1, end)) {
    const title = wholeStep(step.title)
    if (walk.without?.includes(step.id)) continue
    if (step.when !== undefined && !(await stepButton(page, title).isVisible())) continue
    await openStep(page, title)
    await run(page, walk, step, grantwalk.origin)
    await expect(stepButton(page, title), step.title).toContainText('Done')
    const shown = walk.shows?.[step.id]
    if (shown !== undefined) await expect(answer(page)).toContainText(shown)
  }
}
