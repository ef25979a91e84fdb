/** The canary test (threat model, d.4): whatever a walk was given is found nowhere it was not to go. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { VendorProfile } from '../src/core/vendor.ts'
import { vendors } from '../src/vendors/index.ts'
import { control, openStep, send, startWalk, stepButton, wholeStep } from './amm.ts'
import { filesWithAny, gather, leaks, shownBy } from './canary.ts'
import { expect, test } from './fixtures.ts'
import { dialog, openLeave, preview } from './keep.ts'
import type { Grantwalk } from './process.ts'
import { header, setUp } from './vault.ts'
import { oneWayEach, runStep } from './whole-walk.ts'

const facts = Object.assign(
  {},
  ...vendors.map(({ profile }) => profile.values),
) satisfies VendorProfile['values']

/** One way in of each vendor: cookies, codes, tokens, statements, keys. */
const walked = {
  session: oneWayEach,
  // A login page in between locks it: what comes back is sealed later, or kept in the page.
  vault: [
    ['amm', 'authorization_code'],
    ['aruba', 'oauth'],
  ],
  unprotected: [['usage-engine', 'client_credentials']],
} as const

/** Far enough to have been given everything once. */
const STEPS = 12

/**
 * What a protocol puts into an address, the browser itself remembers having visited: a code that was spent since, and
 * the ID token that a logout names. The page takes them out of its own history, and can do no more (security notes).
 */
const visited =
  /^(?:Default\/(?:History|Favicons|Sessions\/|Visited Links|Shortcuts|Top Sites)|segmentation_platform\/).*: (?:code|id_token)$/

/** A request that was edited to go elsewhere makes a sandbox walk one whose secrets count (d.2). */
async function sendElsewhere(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page
    .getByRole('textbox', { name: 'Address', exact: true })
    .fill('https://elsewhere.invalid/')
  await page.getByRole('button', { name: 'Use this request' }).click()
  await send(page)
}

async function walk(page: Page, grantwalk: Grantwalk, vendor: string, flow: string) {
  const found = vendors.find(({ profile }) => profile.id === vendor)
  const way = (await found?.flows())?.find(({ id }) => id === flow)
  if (found === undefined || way === undefined) throw new Error(`no ${vendor} ${flow}`)
  await control(grantwalk, { reset: true }, vendor)
  await startWalk(page, grantwalk, new RegExp(`^${way.title}`), found.profile.name)
  let first = true
  for (const step of way.steps.slice(0, STEPS)) {
    const title = wholeStep(step.title)
    if (step.when !== undefined && !(await stepButton(page, title).isVisible())) continue
    await openStep(page, title)
    if (first && step.kind === 'request') {
      await sendElsewhere(page)
      const undo = page.getByRole('button', { name: 'Undo the edit' })
      if (await undo.isVisible()) await undo.click()
      first = false
    }
    await runStep(page, vendor, step)
    await expect(stepButton(page, title), step.title).toContainText('Done', { timeout: 12_000 })
  }
}

/** Every way out of the open walk. */
async function exportsOf(page: Page): Promise<string> {
  await openLeave(page)
  const texts: string[] = []
  for (const tab of ['Case file', 'HAR', 'Report', 'Script', 'Code', 'Link']) {
    await dialog(page).getByRole('tab', { name: tab }).click()
    texts.push(tab === 'Link' ? await dialog(page).innerText() : await preview(page))
  }
  await page.keyboard.press('Escape')
  return texts.join('\n')
}

for (const mode of ['session', 'vault', 'unprotected'] as const)
  test(`${mode}: no secret of any vendor’s walk leaves or stays where it should not (T87, T88, T92, T98, T100)`, async ({
    playwright,
    grantwalk,
    watched,
  }, { project }) => {
    test.setTimeout(180_000)
    const profile = mkdtempSync(join(tmpdir(), 'grantwalk-canary-'))
    try {
      const { launchOptions = {} } = project.use
      const context = await watched(
        await playwright.chromium.launchPersistentContext(profile, launchOptions),
      )
      const secretsSoFar = await gather(context, facts)
      const said: string[] = []
      context.on('console', (message) => said.push(message.text()))
      const page = context.pages()[0] ?? (await context.newPage())
      if (mode === 'vault') await setUp(page, grantwalk)
      if (mode === 'unprotected') await keepUnprotected(page, grantwalk)
      for (const [vendor, flow] of walked[mode]) {
        await walk(page, grantwalk, vendor, flow)
        const secrets = secretsSoFar()
        expect(leaks(await shownBy(page), secrets), `${vendor} on screen`).toEqual([])
        if (mode === 'session')
          expect(leaks(await exportsOf(page), secrets), `${vendor} exported`).toEqual([])
      }
      const secrets = secretsSoFar()
      expect(leaks(said.join('\n'), secrets), 'in the console').toEqual([])
      expect(leaks(grantwalk.said(), secrets), 'printed').toEqual([])
      await page.waitForTimeout(1000)
      await context.close()
      const files = filesWithAny(profile, secrets).filter((one) => !visited.test(one))
      if (mode === 'unprotected') expect(files).not.toEqual([])
      else expect(files).toEqual([])
    } finally {
      rmSync(profile, { recursive: true, force: true })
    }
  })

async function keepUnprotected(page: Page, grantwalk: Grantwalk): Promise<void> {
  await page.goto(grantwalk.link)
  await page.getByRole('link', { name: 'What is kept here' }).click()
  await page.getByRole('radio', { name: /^Unprotected/ }).click()
  await page.getByRole('button', { name: 'Keep them unprotected' }).click()
  await expect(header(page).getByText('Secrets unprotected')).toBeVisible()
}
