/** An appliance with a certificate of its own making: the pin on screen is the one that lets the relay in. */
import { createServer } from 'node:https'
import type { Page } from '@playwright/test'
import identities from '../src/relay/cases/identities.json' with { type: 'json' }
import { listen, stop } from '../src/relay/node-upstream.ts'
import { answer, buildHeader, goOn, send, startWalk } from './amm.ts'
import { expect, test } from './fixtures.ts'
import { portsOf, startGrantwalk } from './process.ts'

const token = JSON.stringify({ access_token: 'a-token', token_type: 'bearer', expires_in: 60 })

/** Shows the appliance's certificate until it is told to show the impostor's. */
async function startAppliance() {
  const asked: string[] = []
  const server = createServer(identities.appliance, (request, response) => {
    asked.push(request.url ?? '')
    response.setHeader('content-type', 'application/json').end(token)
  })
  const port = await listen(server)
  return {
    origin: `https://127.0.0.1:${port}`,
    asked,
    becomeImpostor() {
      server.setSecureContext(identities.impostor)
      // Whoever shook hands before would not look again.
      server.closeAllConnections()
    },
    stop: () => stop(server),
  }
}

async function sendAgain(page: Page): Promise<void> {
  const trace = page.getByRole('list', { name: 'Exchanges' }).getByRole('listitem')
  const before = await trace.count()
  await answer(page).getByText('The request as sent').click()
  await answer(page).getByRole('button', { name: 'Send exactly this again' }).click()
  await expect(trace).toHaveCount(before + 1)
  await expect(answer(page).locator('[aria-busy]')).toHaveCount(0)
}

test('a self-signed appliance is walked with the pin that was shown, and an impostor gets nothing (T35)', async ({
  page,
}) => {
  const appliance = await startAppliance()
  let grantwalk = await startGrantwalk(['--allow', appliance.origin])
  try {
    await startWalk(page, grantwalk, /^Password/)
    await buildHeader(page)
    await goOn(page)
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByRole('textbox', { name: 'Address' }).fill(`${appliance.origin}/token`)
    await page.getByRole('button', { name: 'Use this request' }).click()
    await send(page)
    await expect(answer(page)).toContainText('not one this machine trusts, so nothing was sent')
    const [, args = ''] = /npm start -- (.+)/.exec(await answer(page).innerText()) ?? []
    expect(args).toContain(`--allow ${appliance.origin} --pin sha256/`)

    const ports = portsOf(grantwalk)
    await grantwalk.stop()
    grantwalk = await startGrantwalk(args.trim().split(' '), ports)
    const walk = page.url()
    await page.goto(grantwalk.link)
    await page.goto(walk)
    await sendAgain(page)
    await expect(answer(page)).toContainText('Accepted')
    expect(appliance.asked).toEqual(['/token'])

    appliance.becomeImpostor()
    await sendAgain(page)
    await expect(answer(page)).toContainText('another certificate than the one you pinned')
    await expect(answer(page)).toContainText('so nothing was sent')
    await expect(answer(page)).not.toContainText('npm start')
    expect(appliance.asked).toEqual(['/token'])
  } finally {
    await grantwalk.stop()
    await appliance.stop()
  }
})
