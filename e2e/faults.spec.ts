/** What breaks on the way: each leaves an exchange that is kept, a sentence, and a walk that goes on. */
import type { Page } from '@playwright/test'
import { vendorOf } from '../src/vendors/index.ts'
import {
  answer,
  answerAtAmm,
  buildHeader,
  goOn,
  leaveForLogin,
  openStep,
  send,
  startWalk,
  stepButton,
  wholeStep,
} from './amm.ts'
import { expect, test } from './fixtures.ts'
import { type Hostile, type Manner, startHostile } from './hostile.ts'
import { type Grantwalk, portsOf, startGrantwalk } from './process.ts'
import { runStep } from './whole-walk.ts'

const asking = /Ask the server about itself/

/** A walk of any server, before its first request to this one. */
async function begin(page: Page, { link, origin }: Grantwalk, server: string): Promise<void> {
  await page.goto(link)
  await page.goto(`${origin}/start/generic?flow=client_credentials`)
  await page.getByRole('radio', { name: /^Live/ }).check()
  await page.getByRole('button', { name: 'Start the walk' }).click()
  await openStep(page, asking)
  await page.getByRole('textbox', { name: 'Address of the server' }).fill(server)
}

const kept = (page: Page) => page.getByRole('list', { name: 'Exchanges' }).getByRole('listitem')

/** What was exchanged so far, the first one first, stands in the trace, and still does after a reload. */
async function lasts(page: Page, outcomes: readonly RegExp[]): Promise<void> {
  await expect(kept(page)).toHaveText(outcomes)
  await page.reload()
  await expect(kept(page)).toHaveText(outcomes)
}

/** Chrome says itself that a network is cut or a server gone; anything else is still trouble. */
function forget(trouble: string[]): void {
  const own = /ERR_(?:INTERNET_DISCONNECTED|CONNECTION_|EMPTY_RESPONSE|INCOMPLETE_CHUNKED)/
  trouble.splice(0, trouble.length, ...trouble.filter((one) => !own.test(one)))
}

/** The newest link, pasted where the page asks for it. */
async function useKey(page: Page, { link }: Grantwalk): Promise<void> {
  await page.getByRole('textbox', { name: /link/i }).fill(link)
  await page.getByRole('button', { name: 'Use this key' }).click()
  await expect(page.getByText('This tab cannot send yet')).toBeHidden()
}

const bad: readonly (readonly [manner: Manner, state: string, words: string])[] = [
  ['garbage', 'No answer', 'not proper HTTP'],
  ['reset', 'No answer', 'hung up'],
  ['half', 'Refused', 'cut off'],
  ['broken', 'Refused', 'not JSON'],
]

/** Sends, and sees what came of it. */
async function fails(page: Page, state: string, words: string): Promise<void> {
  await send(page)
  await expect(answer(page)).toContainText(words)
  await expect(stepButton(page, asking)).toContainText(state)
}

/** The relay is told to wait for one second, where it waits for a minute unless told. */
const hurry = (page: Page, { origin }: Grantwalk) =>
  page.route(`${origin}/relay/v1/exchange`, (route) => {
    const envelope: { readonly opts?: object } = JSON.parse(route.request().postData() ?? '{}')
    const opts = { ...envelope.opts, timeoutMs: 1000 }
    return route.continue({ postData: JSON.stringify({ ...envelope, opts }) })
  })

test('a server that answers garbage, half an answer or too late, and a network that is cut, cost one exchange each', async ({
  page,
  context,
  trouble,
}) => {
  test.setTimeout(60_000)
  const hostile = await startHostile()
  const grantwalk = await startGrantwalk(['--allow', hostile.origin])
  try {
    await begin(page, grantwalk, hostile.origin)
    for (const [manner, state, words] of bad) {
      hostile.be(manner)
      await fails(page, state, words)
    }
    hostile.be('hang')
    await page.getByRole('button', { name: /^Send to/ }).click()
    await hostile.hanging()
    await page.getByRole('button', { name: 'Stop' }).click()
    await expect(answer(page)).toContainText('You stopped waiting')
    hostile.answerLate()
    await expect(kept(page)).toHaveCount(bad.length + 1)
    await hurry(page, grantwalk)
    await fails(page, 'No answer', 'The server took too long')
    await page.unrouteAll()
    hostile.answerLate()
    await lasts(page, [...bad.map(() => /Grantwalk/), /Grantwalk/, /No answer/])
    await expect(answer(page)).toContainText('The server took too long')

    await context.setOffline(true)
    await fails(page, 'No answer', 'does not answer')
    // A screen that was not fetched yet says so, and does not stand in the way of the walk.
    await page.getByRole('link', { name: 'Tokens' }).click()
    await expect(page.getByText('This screen could not be drawn')).toBeVisible()
    await page.goBack()
    await expect(answer(page)).toContainText('does not answer')
    await context.setOffline(false)
    await page.getByRole('link', { name: 'Tokens' }).click()
    await expect(page.getByRole('heading', { name: 'Token inspector' })).toBeVisible()
    await page.goBack()

    hostile.be('good')
    await send(page)
    await expect(stepButton(page, asking)).toContainText('Done')
    await page.reload()
    await expect(kept(page)).toHaveCount(bad.length + 4)
    await expect(stepButton(page, asking)).toContainText('Done')
  } finally {
    forget(trouble)
    await grantwalk.stop()
    hostile.close()
  }
})

/** Kills it, and starts it again where the page still is. */
async function again(grantwalk: Grantwalk, hostile: Hostile): Promise<Grantwalk> {
  await grantwalk.kill()
  return startGrantwalk(['--allow', hostile.origin], portsOf(grantwalk))
}

test('a server of ours that is killed, between redirect and exchange and in the middle of one, is started again and the walk goes on', async ({
  page,
  trouble,
}) => {
  test.setTimeout(60_000)
  const hostile = await startHostile()
  let grantwalk = await startGrantwalk(['--allow', hostile.origin])
  try {
    await startWalk(page, grantwalk, /^Authorization code/)
    await buildHeader(page)
    await goOn(page)
    await leaveForLogin(page)
    await answerAtAmm(page, 'Approve')
    grantwalk = await again(grantwalk, hostile)
    await goOn(page)
    await send(page)
    await expect(answer(page)).toContainText('was started again since')
    await lasts(page, [/browser redirect/, /No answer/])
    await useKey(page, grantwalk)
    // The simulator forgot the code it gave.
    await send(page)
    await expect(stepButton(page, /Exchange the code/)).toContainText('Refused')
    await lasts(page, [/browser redirect/, /No answer/, /Refused/])
    await openStep(page, /Go to AMM’s login page/)
    await leaveForLogin(page)
    await answerAtAmm(page, 'Approve')
    await goOn(page)
    await send(page)
    await expect(stepButton(page, /Exchange the code/)).toContainText('Done')
    const first = [/browser redirect/, /No answer/, /Refused/]
    await lasts(page, [...first, /browser redirect/, /200/])

    await begin(page, grantwalk, hostile.origin)
    hostile.be('hang')
    await page.getByRole('button', { name: /^Send to/ }).click()
    await hostile.hanging()
    // The relay gathers for 4 ms what it tells the page.
    await new Promise((resolve) => setTimeout(resolve, 100))
    grantwalk = await again(grantwalk, hostile)
    await expect(answer(page)).toContainText('stopped in the middle')
    await expect(stepButton(page, asking)).toContainText('No answer')
    await lasts(page, [/No answer/])
    await expect(answer(page)).toContainText('stopped in the middle')
    hostile.be('good')
    await send(page)
    await expect(answer(page)).toContainText('was started again since')
    await useKey(page, grantwalk)
    await send(page)
    await expect(stepButton(page, asking)).toContainText('Done')
    await lasts(page, [/No answer/, /No answer/, /200/])
  } finally {
    forget(trouble)
    await grantwalk.stop()
    hostile.close()
  }
})

for (const minutes of [-10, 10])
  test(`a clock that is ${minutes} minutes wrong is named where it matters, and the walk goes on once it is right`, async ({
    page,
    grantwalk,
  }) => {
    test.setTimeout(60_000)
    await page.clock.install({ time: Date.now() + minutes * 60_000 })
    const flow = (await vendorOf('generic')?.flows())?.find(({ id }) => id === 'authorization_code')
    await page.goto(grantwalk.link)
    await page.goto(`${grantwalk.origin}/start/generic?flow=authorization_code`)
    await page.getByRole('button', { name: 'Start the walk' }).click()
    for (const step of flow?.steps ?? []) {
      const title = wholeStep(step.title)
      if (step.when !== undefined && !(await stepButton(page, title).isVisible())) continue
      await openStep(page, title)
      await runStep(page, 'generic', step)
      // An assertion of ten minutes ago has ended; this server does not mind one of the future.
      if (step.id === 'token' && minutes < 0) {
        await expect(stepButton(page, title)).toContainText('Refused')
        await expect(answer(page)).toContainText('where this machine’s clock is wrong')
        await lasts(page, [/configuration/, /jwks/, /browser redirect/, /Refused/])
        await page.clock.setSystemTime(Date.now())
        await page.reload()
        await expect(answer(page)).toBeVisible()
        await send(page)
      }
      await expect(stepButton(page, title), step.title).toContainText('Done')
      // A walk takes the sandbox's tokens by the sandbox's clock, and those of a live server by this
      // machine's (e2e/oidc-provider.spec.ts). Shown are their ages by this one: here it is too great.
      if (step.id === 'token' && minutes > 0)
        await expect(answer(page)).toContainText(/It was issued 10 minutes.* ago \(iat\)/)
      // With the ID token everything that has a time in it was judged.
      if (step.id === 'userinfo') break
    }
  })
