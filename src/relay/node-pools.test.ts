import { afterEach, describe, expect, it } from 'vitest'
import { type Connection, type DialTarget, dial } from './node-dial.ts'
import { createNodeTransport } from './node-transport.ts'
import { startUpstream } from './node-upstream.ts'
import type { Vetted } from './policy.ts'
import { Stop } from './transport.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

/** A transport whose connections all lead to one upstream, whatever address they are said to have. */
async function setUp() {
  const upstream = await startUpstream((_request, response) => response.end('{}'))
  const dialled: DialTarget[] = []
  const made: Connection[] = []
  let time = 0
  const transport = createNodeTransport({
    now: () => time,
    dial: async (target, now) => {
      dialled.push(target)
      const real = await dial({ ...target, addresses: ['127.0.0.1'] }, now)
      const connection = { ...real, address: target.addresses[0] ?? '' }
      made.push(connection)
      return connection
    },
  })
  open.push(upstream, transport)
  const url = new URL(`http://a.example.net:${upstream.port}/`)
  const send = async (to: Partial<Vetted>) => {
    await transport.send(
      {
        n: 1,
        to: { url, port: upstream.port, addresses: [], pin: undefined, reused: false, ...to },
        method: 'GET',
        headers: [],
        body: undefined,
        headersMs: 1_000,
        maxBytes: 1_000,
        stop: new Stop(),
      },
      { frame: () => undefined, head: () => true, body: () => undefined },
    )
    // undici gives the connection back one turn of the event loop later.
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const target = { url, host: url.hostname, port: upstream.port, literal: false }
  const peer = () => transport.peerOf(target)
  return { send, peer, dialled, made, pass: (ms: number) => void (time += ms) }
}

describe('open connections', () => {
  it('are used again while the name keeps its address', async () => {
    const { send, peer, dialled } = await setUp()
    expect(peer()).toBeUndefined()
    await send({ addresses: ['8.8.8.8'] })
    expect(peer()).toBe('8.8.8.8')
    await send({ addresses: ['8.8.8.8'], reused: true })
    await send({ addresses: ['8.8.4.4', '8.8.8.8'] })
    expect(dialled).toHaveLength(1)
  })

  it('end when the name has moved, and the new address is dialled', async () => {
    const { send, dialled, made } = await setUp()
    await send({ addresses: ['8.8.8.8'] })
    await send({ addresses: ['8.8.4.4'] })
    expect(dialled.map(({ addresses }) => addresses)).toEqual([['8.8.8.8'], ['8.8.4.4']])
    await expect.poll(() => made[0]?.socket.destroyed).toBe(true)
    expect(made[1]?.socket.destroyed).toBe(false)
  })

  it('end when another certificate is approved (T36)', async () => {
    const { send, dialled, made } = await setUp()
    await send({ addresses: ['8.8.8.8'], pin: 'a' })
    await send({ addresses: ['8.8.8.8'], pin: 'b' })
    expect(dialled.map(({ pin }) => pin)).toEqual(['a', 'b'])
    await expect.poll(() => made[0]?.socket.destroyed).toBe(true)
  })

  it('vouch for their address for a minute, not for ever', async () => {
    const { send, peer, pass } = await setUp()
    await send({ addresses: ['8.8.8.8'] })
    pass(60_000)
    expect(peer()).toBe('8.8.8.8')
    pass(1)
    expect(peer()).toBeUndefined()
  })
})
