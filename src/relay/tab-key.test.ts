/** The key of what tabs keep: for the relay's own page alone, and in no line of its output. */
import { afterEach, expect, it } from 'vitest'
import { KEY_HEADER } from '../core/frames.ts'
import { TAB_KEY_PATH } from '../core/tab-key.ts'
import { pageHeaders, startRelay, type Testbed } from './node-testbed.ts'

const TAB_KEY = 'a'.repeat(43)
const open: Testbed[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function start(tabKey?: string): Promise<Testbed> {
  const relay = await startRelay(tabKey === undefined ? {} : { tabKey })
  open.push(relay)
  return relay
}

const ask = (relay: Testbed, headers: Record<string, string> = {}, method = 'POST') =>
  fetch(`${relay.origin}${TAB_KEY_PATH}`, {
    method,
    headers: { ...pageHeaders(relay.origin), ...headers },
    ...(method === 'POST' ? { body: '{"v":1}' } : {}),
  })

it('is given to the page that knows the relay’s own key, and is not logged', async () => {
  const relay = await start(TAB_KEY)
  const answer = await ask(relay)
  expect([answer.status, await answer.json()]).toEqual([200, { key: TAB_KEY }])
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(relay.log.join()).not.toContain(TAB_KEY)
  expect(relay.dialled()).toBe(0)
})

it('is given to no other page, to nobody without the key, and to no navigation (T04, T10, T16)', async () => {
  const relay = await start(TAB_KEY)
  for (const [headers, method, status] of [
    [{ origin: 'http://localhost:1' }, 'POST', 403],
    [{ 'sec-fetch-site': 'same-site' }, 'POST', 403],
    [{ [KEY_HEADER]: 'wrong' }, 'POST', 401],
    [{}, 'GET', 405],
  ] as const) {
    const answer = await ask(relay, headers, method)
    expect([headers, answer.status]).toEqual([headers, status])
    expect(await answer.text()).not.toContain(TAB_KEY)
  }
})

it('is not there where the relay keeps none', async () => {
  expect((await ask(await start())).status).toBe(404)
})
