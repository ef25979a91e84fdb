/** From a walk into the tools: a token into the inspector, an exchange into the request builder. */
import type { Page } from '@playwright/test'
import { openStep, send, startWalk, stepButton } from './amm.ts'
import { addRow, preview, sendFor } from './builder.ts'
import { expect, test } from './fixtures.ts'

async function askForToken(page: Page): Promise<void> {
  await openStep(page, /Choose the audience/)
  await page.getByRole('group', { name: 'Act', exact: true }).getByRole('button').first().click()
  await openStep(page, /Ask for a token/)
  await send(page)
}

test('a token of a walk opens in the inspector, which knows the run it came from', async ({
  page,
  grantwalk,
}) => {
  await startWalk(page, grantwalk, /^Client credentials/, 'DigitalRoute Usage Engine')
  await askForToken(page)
  await expect(stepButton(page, /Ask for a token/)).toContainText('Done')
  await page.getByRole('link', { name: 'Inspect access_token' }).click()
  await expect(page).toHaveURL(/\/inspect\?walk=[\w-]+&exchange=[\w-]+&value=access_token$/)
  const verdicts = page.getByRole('list', { name: 'Verdicts' })
  await expect(verdicts).toContainText('Decoding proves nothing')
  await expect(verdicts).toContainText('Issuer and audience')
})

test('an exchange of a walk opens in the request builder, without its secret on the desk, and is sent again', async ({
  page,
  grantwalk,
}) => {
  await startWalk(page, grantwalk, /^Client credentials/, 'DigitalRoute Usage Engine')
  await askForToken(page)
  await page.getByText('The request as sent').click()
  await page.getByRole('link', { name: 'Open in the request builder' }).click()
  await expect(page).toHaveURL(/\/request\?walk=/)
  await expect(preview(page)).toContainText('grant_type')
  await sendFor(page, 200)
  const kept = () => page.evaluate(() => Object.keys(sessionStorage))
  await expect.poll(kept).toContain('grantwalk:draft')
  await addRow(page, 'query parameter', 'mine', 'written since')
  await page.reload()
  await expect(page.getByLabel('Value of query parameter 1', { exact: true })).toHaveValue(
    'written since',
  )
  await page.getByRole('tab', { name: /^Body/ }).click()
  const fields = () =>
    page.getByRole('textbox').evaluateAll((all) => all.map((one) => Reflect.get(one, 'value')))
  await expect.poll(fields).toContain('{{client_secret}}')
})
