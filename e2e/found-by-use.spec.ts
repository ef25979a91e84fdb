/** Bugs that were found by using the product: each test is named after what went wrong. */
import { answer, buildHeader, control, goOn, openStep, send, startWalk, stepButton } from './amm.ts'
import { expect, test } from './fixtures.ts'

test.beforeEach(({ grantwalk }) => control(grantwalk, { reset: true }))

test('two tabs that sent at once lost one of the exchanges', async ({ context, grantwalk }) => {
  const one = await context.newPage()
  await startWalk(one, grantwalk, /^Password/)
  await buildHeader(one)
  await goOn(one)
  const two = await context.newPage()
  await two.goto(grantwalk.link)
  await two.goto(one.url())
  await expect(two.getByRole('button', { name: /^Send to/ })).toBeEnabled()
  await Promise.all([
    one.getByRole('button', { name: /^Send to/ }).click(),
    two.getByRole('button', { name: /^Send to/ }).click(),
  ])
  for (const page of [one, two])
    await expect(page.getByRole('list', { name: 'Exchanges' }).getByRole('listitem')).toHaveCount(2)
  await one.reload()
  await expect(one.getByRole('list', { name: 'Exchanges' }).getByRole('listitem')).toHaveCount(2)
})

test('a walk deleted in one tab came back from another', async ({ context, grantwalk }) => {
  const one = await context.newPage()
  await startWalk(one, grantwalk, /^Password/)
  const two = await context.newPage()
  await two.goto(grantwalk.link)
  const row = two.getByRole('listitem').filter({ hasText: 'Password' })
  await row.locator('summary').click()
  await two.getByRole('button', { name: 'Delete' }).click()
  await expect(one.getByText('This walk was deleted in another tab')).toBeVisible()
  await two.reload()
  await expect(two.getByText('No walks yet')).toBeVisible()
})

test('the old Basic header was sent after the secret had been changed', async ({
  page,
  grantwalk,
}) => {
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await openStep(page, /Know your API client/)
  await page.getByRole('textbox', { name: /^Client secret/ }).fill('another')
  await expect(stepButton(page, /Build the Basic header/)).toContainText('Ready')
  await expect(stepButton(page, /Get a token with the password/)).toContainText('Locked')
})

test('Send sent the unedited request while the editor was open', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  const address = page.getByRole('textbox', { name: 'Address' })
  await address.fill((await address.inputValue()).replace('operator-password', 'WRONG'))
  await expect(page.getByRole('button', { name: /^Send to/ })).toBeDisabled()
  await page.getByRole('button', { name: 'Use this request' }).click()
  await send(page)
  await expect(answer(page)).toContainText('Bad credentials')
})

test('the printed link, pasted into an open tab, did nothing and left the key in the address', async ({
  page,
  grantwalk,
}) => {
  await page.goto(grantwalk.origin)
  await expect(page.getByText('This tab cannot send yet')).toBeVisible()
  await page.goto(grantwalk.link)
  await expect(page.getByText('This tab cannot send yet')).toBeHidden()
  expect(page.url()).not.toContain(grantwalk.key)
})

test('a live walk without a usable address was a dead end', async ({ page, grantwalk }) => {
  await page.goto(grantwalk.link)
  await page.getByRole('link', { name: 'Sierra Wireless AMM', exact: true }).click()
  await page.getByRole('radio', { name: /^Implicit/ }).check()
  await page.getByRole('radio', { name: /^Live/ }).check()
  await page.getByRole('button', { name: 'Start the walk' }).click()
  await page.getByRole('textbox', { name: /^Client ID/ }).fill('a-client')
  await openStep(page, /Go to AMM’s login page/)
  await expect(page.getByText('is not known yet')).toBeVisible()
})

test('an everyday answer full of codes froze the page (T78)', async ({ page, grantwalk }) => {
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await page.route(`${grantwalk.origin}/relay/v1/exchange`, async (route) => {
    const rows = Array.from({ length: 3000 }, (_, n) => ({
      code: `item-${n}-abcdef`,
      name: `n${n}`,
    }))
    await route.fulfill({
      contentType: 'application/vnd.grantwalk.frames',
      body: Buffer.concat([
        frame(4, { status: 200, statusText: 'OK', httpVersion: '1.1', headers: [] }),
        framed(5, Buffer.from(JSON.stringify(rows))),
        frame(8, {
          wireBytes: 1,
          decodedBytes: 1,
          timings: { dns: 0, connect: 0, tls: 0, firstByte: 0, total: 0 },
          truncated: false,
        }),
      ]),
    })
  })
  await page.getByRole('button', { name: /^Send to/ }).click()
  await expect(answer(page)).toContainText('item-1-abcdef')
})

function framed(type: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt8(type, 0)
  head.writeUInt32BE(payload.length, 1)
  return Buffer.concat([head, payload])
}

const frame = (type: number, value: unknown) => framed(type, Buffer.from(JSON.stringify(value)))

/** Runs in the page: what is written is on the disk only once `grantwalkDisk` is let go. */
function holdTheDisk(): void {
  const complete = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, 'oncomplete')
  Object.defineProperty(IDBTransaction.prototype, 'oncomplete', {
    set(this: IDBTransaction, then: (event: Event) => void) {
      const wait = this.mode === 'readonly' ? undefined : Reflect.get(window, 'grantwalkDisk')
      complete?.set?.call(
        this,
        (event: Event) => void Promise.resolve(wait).then(() => then(event)),
      )
    },
  })
}

test('a step was called done before it was kept', async ({ page, grantwalk }) => {
  await page.addInitScript(holdTheDisk)
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  const step = stepButton(page, /Get a token with the password/)
  await page.evaluate(() => {
    const grantwalkDisk = new Promise((letGo) => Object.assign(window, { letGo }))
    Object.assign(window, { grantwalkDisk })
  })
  await page.getByRole('button', { name: /^Send to/ }).click()
  await expect(answer(page)).toContainText('Accepted')
  await expect(step).toContainText('Saving')
  await expect(page.getByRole('button', { name: /^Waiting for/ })).toBeHidden()
  await page.evaluate(() => {
    const letGo: unknown = Reflect.get(window, 'letGo')
    if (typeof letGo === 'function') letGo()
  })
  await expect(step).toContainText('Done')
})

test('a step that was sent often named each of its tries above the answer', async ({
  page,
  grantwalk,
}) => {
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  for (let sent = 0; sent < 10; sent += 1) await send(page)
  const tries = page.getByRole('list', { name: 'Tries of this step' })
  const named = tries.getByRole('button', { name: /Accepted/ })
  await expect(named).toHaveCount(8)
  await expect(named.last()).toHaveAccessibleName(/^10/)
  await expect(named.last()).toHaveAttribute('aria-current', 'true')
  await tries.getByRole('button', { name: 'Show 2 earlier' }).click()
  await expect(named).toHaveCount(10)
  await expect(named.first()).toBeFocused()
  await named.first().click()
  await expect(named.first()).toHaveAttribute('aria-current', 'true')
  await page.reload()
  // One that is chosen is never hidden.
  await expect(named.first()).toHaveAttribute('aria-current', 'true')
})

test('the rest of an answer vanished for a moment when the step was sent again', async ({
  page,
  grantwalk,
}) => {
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  await send(page)
  await expect(answer(page).getByRole('tree')).toBeInViewport()
  // The view went to the answer when all of it was there: to its beginning, or as far as there is more.
  const reached = () =>
    page.evaluate(() => {
      const column = document.querySelector('.walk > .step')
      const top = document.querySelector('section.answer')?.getBoundingClientRect().top ?? 0
      if (column === null) return undefined
      const from = top - column.getBoundingClientRect().top
      const left = column.scrollHeight - column.clientHeight - column.scrollTop
      return from < 32 || left < 2 ? 'there' : `${from} from the top, ${left} left`
    })
  await expect.poll(reached).toBe('there')
  await page.evaluate(() => {
    const look = new MutationObserver(() => {
      if (document.querySelector('.answer [role=tree]') === null)
        Object.assign(window, { gone: true })
    })
    look.observe(document.body, { childList: true, subtree: true })
  })
  await send(page)
  await expect(answer(page).getByRole('button', { name: /^2/ })).toHaveAttribute(
    'aria-current',
    'true',
  )
  expect(await page.evaluate(() => Reflect.get(window, 'gone'))).toBeUndefined()
})

test('the step vanished under an open trace where a notice stood above the walk', async ({
  page,
  grantwalk,
}) => {
  await startWalk(page, grantwalk, /^Password/)
  await buildHeader(page)
  await goOn(page)
  for (let sent = 0; sent < 6; sent += 1) await send(page)
  const walk = page.url()
  // A tab without the key says so above the walk.
  const other = await page.context().newPage()
  await other.setViewportSize({ width: 1000, height: 800 })
  await other.goto(walk)
  await expect(other.getByText('This tab cannot send yet')).toBeVisible()
  await other.getByRole('button', { name: 'Show the trace' }).click()
  const room = await other.locator('.walk > .step').boundingBox()
  expect(room?.height).toBeGreaterThan(200)
  await other.getByRole('button', { name: 'Hide the trace' }).click()
  await expect(other.getByRole('button', { name: 'Show the trace' })).toBeVisible()
})
