/** Markup in every place where a server may put text: it is shown, and does nothing. */
import type { Page } from '@playwright/test'
import type { Step } from '../src/core/vendor.ts'
import { vendorOf } from '../src/vendors/index.ts'
import { answer, control, openStep, stepButton, wholeStep } from './amm.ts'
import { expect, test } from './fixtures.ts'
import { poisonTokens } from './hostile-answers.ts'
import { type Manner, startTextServer, type TextServer } from './hostile-text.ts'
import { dialog, openLeave, preview } from './keep.ts'
import { type Grantwalk, startGrantwalk } from './process.ts'
import { oneWayEach, runStep } from './whole-walk.ts'

const flow = (await vendorOf('generic')?.flows())?.find(({ id }) => id === 'client_credentials')
const step = (id: string): Step => {
  const found = flow?.steps.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no step ${id}`)
  return found
}

/** Everything the page asks for that is not the app’s own, and everything that ran. */
async function watch(page: Page, { origin, sandbox }: Grantwalk): Promise<string[]> {
  const happened: string[] = []
  await page.exposeFunction('__pwn', () => void happened.push('it ran'))
  page.on('request', (request) => {
    const { pathname, origin: to, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && (![origin, sandbox].includes(to) || pathname === '/pwn.png'))
      happened.push(`asked for ${request.url()}`)
  })
  page.on('dialog', (shown) => {
    happened.push(`dialog ${shown.message()}`)
    void shown.dismiss()
  })
  return happened
}

/** What a parser of HTML would have made of the text. */
const planted = (page: Page) =>
  page.locator('[onerror], [onload], img[src*=pwn], a[href^="javascript:"], main script').count()

async function run(page: Page, id: string, fields: readonly (readonly [string, string])[] = []) {
  const one = step(id)
  await openStep(page, wholeStep(one.title))
  for (const [label, value] of fields)
    await page.getByRole('textbox', { name: label, exact: true }).fill(value)
  const exchanges = page.getByRole('list', { name: 'Exchanges' }).getByRole('listitem')
  const before = await exchanges.count()
  if (one.kind === 'request') {
    await page.getByRole('button', { name: /^Send to/ }).click()
    // A step may try several addresses: it is over when it can be sent again.
    await expect.poll(() => exchanges.count()).toBeGreaterThan(before)
    return
  }
  await page.getByRole('button', { name: one.action, exact: true }).click()
  await expect(stepButton(page, wholeStep(one.title))).toContainText('Done')
}

const statusOf: Readonly<Record<Manner, number>> = {
  page: 503,
  refusal: 400,
  strange: 200,
  good: 200,
}

/** One step, answered badly in three manners and then well. */
async function everyManner(page: Page, server: TextServer, id: string): Promise<void> {
  for (const manner of [
    'page',
    'refusal',
    'strange',
    'good',
  ] as const satisfies readonly Manner[]) {
    server.be(manner)
    await run(page, id)
    await expect(answer(page)).toContainText(`Response ${statusOf[manner]}`)
    await expect(answer(page)).toContainText('__pwn()')
    expect(await planted(page), `${id} ${manner}`).toBe(0)
  }
}

test('markup in every text of a server is shown as text, runs nothing and fetches nothing (T69, T70)', async ({
  page,
}) => {
  test.setTimeout(60_000)
  const server = await startTextServer()
  const grantwalk = await startGrantwalk(['--allow', server.origin])
  try {
    const happened = await watch(page, grantwalk)
    await page.goto(grantwalk.link)
    await page.goto(`${grantwalk.origin}/start/generic?flow=client_credentials`)
    await page.getByRole('radio', { name: /^Live/ }).check()
    await page.getByRole('button', { name: 'Start the walk' }).click()
    await openStep(page, wholeStep(step('server').title))
    await page.getByRole('textbox', { name: 'Address of the server' }).fill(server.origin)
    await everyManner(page, server, 'server')
    await run(page, 'addresses')
    await run(page, 'keys')
    await run(page, 'client', [
      ['Client ID', 'client'],
      ['Client secret', 'a-secret-of-this-test'],
    ])
    await run(page, 'ask')
    await everyManner(page, server, 'token')
    await openStep(page, wholeStep(step('api').title))
    await page.getByRole('textbox', { name: 'Address of an API' }).fill(`${server.origin}/api`)
    await everyManner(page, server, 'api')
    await openStep(page, wholeStep(step('token').title))
    await page.getByRole('link', { name: 'Inspect access_token' }).first().click()
    await expect(page.getByRole('main')).toContainText('__pwn()')
    expect(await planted(page), 'inspector').toBe(0)
    await page.goBack()
    await openLeave(page)
    await dialog(page).getByRole('tab', { name: 'Report' }).click()
    expect(await preview(page)).not.toBe('')
    expect(await planted(page), 'export').toBe(0)
    await page.keyboard.press('Escape')
    await page.goto(grantwalk.origin)
    await expect(page.getByRole('main')).toContainText('Your walks')
    expect(await planted(page), 'home').toBe(0)
    expect(happened).toEqual([])
  } finally {
    await grantwalk.stop()
    server.close()
  }
})

test('markup in every text of a vendor’s token answer, its reason phrase and its headers does nothing, whoever the vendor is (T69)', async ({
  page,
  grantwalk,
}) => {
  test.setTimeout(90_000)
  const happened = await watch(page, grantwalk)
  const poisoned = await poisonTokens(page)
  await page.goto(grantwalk.link)
  // The generic one is walked with all of its answers above.
  const ways = oneWayEach.filter(([vendor]) => vendor !== 'generic')
  for (const [index, [vendor, way]] of ways.entries()) {
    await control(grantwalk, { reset: true }, vendor)
    await page.goto(`${grantwalk.origin}/start/${vendor}?flow=${way}`)
    await page.getByRole('button', { name: 'Start the walk' }).click()
    const steps = (await vendorOf(vendor)?.flows())?.find(({ id }) => id === way)?.steps ?? []
    for (const one of steps) {
      const title = wholeStep(one.title)
      if (one.when !== undefined && !(await stepButton(page, title).isVisible())) continue
      await openStep(page, title)
      await runStep(page, vendor, one)
      if (poisoned() > index) break
    }
    expect(poisoned(), `${vendor} gave a token`).toBe(index + 1)
    await expect(answer(page), vendor).toContainText('__pwn()')
    const reveal = answer(page).getByRole('button', { name: 'Reveal secrets' }).first()
    if (await reveal.isVisible()) await reveal.click()
    expect(await planted(page), vendor).toBe(0)
  }
  expect(happened).toEqual([])
})
