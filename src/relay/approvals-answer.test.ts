import { afterEach, describe, expect, it } from 'vitest'
import { APPROVALS_PATH } from '../core/approvals.ts'
import { KEY_HEADER } from '../core/frames.ts'
import { KEY, startRelay, type Testbed, type TestbedOptions } from './node-testbed.ts'

const open: Testbed[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

/** A name server that knows one public name, and remembers what it was asked. */
async function world(more: TestbedOptions = {}) {
  const asked: string[] = []
  const relay = await startRelay({
    approvals: true,
    resolve: (host) => {
      asked.push(host)
      return Promise.resolve(host === 'as.example.com' ? ['93.184.216.34'] : ['10.0.0.1'])
    },
    ...more,
  })
  open.push(relay)
  const post = async (order: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`http://127.0.0.1:${relay.port}${APPROVALS_PATH}`, {
      method: 'POST',
      headers: {
        origin: relay.origin,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/json',
        [KEY_HEADER]: KEY,
        ...headers,
      },
      body: typeof order === 'string' ? order : JSON.stringify(order),
    })
    return { status: response.status, answer: (await response.json()) as unknown }
  }
  return { relay, asked, post }
}

const order = (act: string, origin = 'https://as.example.com') => ({ v: 1, act, origin })

describe('orders about approvals', () => {
  it('go from a look to a yes, into the list, and out again, without a connection', async () => {
    const { relay, post } = await world()
    expect(await post(order('look'))).toMatchObject({
      status: 200,
      answer: { look: { kind: 'offer' } },
    })
    expect(await post(order('allow'))).toMatchObject({
      answer: { granted: [{ origin: 'https://as.example.com', by: 'page', pinned: false }] },
    })
    expect(await post({ v: 1, act: 'list' })).toMatchObject({ answer: { granted: [{}] } })
    expect(await post(order('remove'))).toMatchObject({ answer: { granted: [] } })
    expect(relay.dialled()).toBe(0)
    expect(relay.log.join('\n')).toMatch(/as\.example\.com\/? approval_page[^]*approval_removed/)
  })

  it('pass the same gates as every exchange: origin, site, key, type (T01, T05, T10, T31)', async () => {
    const { post, asked } = await world()
    for (const [headers, status] of [
      [{ origin: 'https://evil.example' }, 403],
      [{ 'sec-fetch-site': 'same-site' }, 403],
      [{ [KEY_HEADER]: 'wrong' }, 401],
      [{ 'content-type': 'text/plain' }, 415],
    ] as const) {
      expect((await post(order('allow'), headers)).status).toBe(status)
    }
    expect(asked).toEqual([])
  })

  it('carry an act and an origin, and nothing that could widen an approval (T31)', async () => {
    const { post, asked } = await world()
    for (const more of [
      { ...order('allow'), allowPrivate: true },
      { ...order('allow'), pin: 'ab'.repeat(32) },
      { ...order('allow'), addresses: ['10.0.0.1'] },
      { ...order('allow'), v: 2 },
      { ...order('grant') },
      { v: 1, act: 'allow' },
      { v: 1, act: 'list', origin: 'https://as.example.com' },
      order('allow', 'https://as.example.com/path'),
      order('allow', '*'),
      [order('allow')],
      'null',
      '{',
    ]) {
      expect((await post(more)).status).toBe(400)
    }
    expect((await post('x'.repeat(4096))).status).toBe(413)
    expect(asked).toEqual([])
  })

  it('for an inner address are refused with the reason, and nothing is dialled (T22, T31)', async () => {
    const { relay, post } = await world()
    expect(await post(order('allow', 'https://inner.example.com'))).toMatchObject({
      status: 403,
      answer: { error: { code: 'not_approvable', reason: 'addr-private' } },
    })
    expect(await post(order('ask', 'https://10.0.0.1'))).toMatchObject({
      answer: { asked: 'nobody' },
    })
    expect(relay.dialled()).toBe(0)
  })

  it('come at a person’s pace: names are not looked up for a script (T10, T27)', async () => {
    const { post } = await world()
    const statuses: number[] = []
    for (let at = 0; at < 31; at += 1) statuses.push((await post(order('look'))).status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(30)
    expect(statuses.at(-1)).toBe(429)
  })

  it('are asked in the terminal three times a minute at most (T31)', async () => {
    const { post } = await world()
    const statuses: number[] = []
    for (let at = 0; at < 4; at += 1)
      statuses.push((await post(order('ask', 'https://10.0.0.1'))).status)
    expect(statuses).toEqual([200, 200, 200, 429])
  })
})
