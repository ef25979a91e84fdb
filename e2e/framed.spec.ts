/** Grantwalk in a stranger's frame: nothing of it is drawn there. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, test } from './fixtures.ts'

test('refuses to run in a frame, by its headers and by itself (T73)', async ({
  page,
  grantwalk,
  trouble,
}) => {
  // Of this machine: from elsewhere, Chrome stops the frame before it asks for our headers.
  const framed = `${grantwalk.origin}/keep`
  const framing = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(
      `<link rel="icon" href="data:,"><iframe src="${framed}#k=${grantwalk.key}"></iframe>`,
    )
  }).listen(0, 'localhost')
  await once(framing, 'listening')
  const address = framing.address()
  if (address === null || typeof address === 'string') throw new Error('No port to be had.')
  const stranger = `http://localhost:${address.port}/`
  try {
    await page.goto(stranger)
    await expect.poll(() => trouble.join('\n')).toMatch(/fram.*"frame-ancestors 'none'"/i)
    await expect(page.frameLocator('iframe').locator('#app')).toHaveCount(0)
    trouble.length = 0

    // Without the headers it is framed, its script runs and takes the key, and draws nothing.
    await page.route(framed, async (route) => {
      const response = await route.fetch()
      await route.fulfill({ body: await response.text(), contentType: 'text/html' })
    })
    await page.goto(stranger)
    await expect.poll(() => page.frames().map((frame) => frame.url())).toContain(framed)
    const app = page.frameLocator('iframe').locator('#app')
    await expect(app).toContainText('Loading…')
    await expect(app.getByRole('navigation')).toHaveCount(0)
    await expect(app.getByRole('heading')).toHaveCount(0)
  } finally {
    framing.close()
    framing.closeAllConnections()
  }
})
