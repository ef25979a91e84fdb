import { describe, expect, it } from 'vitest'
import { ofType, startRelay } from './node-testbed.ts'
import { between, open } from './node-transport.test-support.ts'
import { startUpstream } from './node-upstream.ts'

describe('connections', () => {
  it('are used again, also after a redirect, and opened to the address that was vetted', async () => {
    const { relay, upstream } = await between((_request, response) => response.end('{}'))
    for (let n = 0; n < 5; n += 1) await relay.frames({ url: `${upstream.origin}/${n}` })
    expect(upstream.connections()).toBe(1)
    expect(relay.dialled()).toBe(1)
  })

  it('to a name: no new look-up while one is open, a new look-up once it is closed', async () => {
    const upstream = await startUpstream((request, response) => {
      if (request.url === '/close') response.setHeader('connection', 'close')
      response.end('{}')
    })
    open.push(upstream)
    const origin = `http://flip.example.net:${upstream.port}`
    const answers = [['127.0.0.1'], ['10.0.0.1']]
    let asked = 0
    const relay = await startRelay({
      approved: [{ origin, allowLoopback: true }],
      resolve: () => Promise.resolve(answers[asked++] ?? []),
    })
    open.push(relay)
    await relay.frames({ url: `${origin}/` })
    await relay.frames({ url: `${origin}/close` })
    expect([asked, upstream.connections()]).toEqual([1, 1])
    await new Promise((resolve) => setTimeout(resolve, 20))
    const refused = await relay.post({ url: `${origin}/` })
    expect(await refused.json()).toMatchObject({
      error: { code: 'target_refused', reason: 'addr-private' },
    })
    expect([asked, relay.dialled()]).toEqual([2, 1])
  })

  it('go to localhost without asking anybody, on whichever loopback address it listens', async () => {
    const upstream = await startUpstream((_request, response) => response.end('{}'))
    open.push(upstream)
    const origin = `http://localhost:${upstream.port}`
    const relay = await startRelay({
      approved: [{ origin, allowLoopback: true }],
      resolve: () => Promise.reject(new Error('nobody is asked')),
    })
    open.push(relay)
    const frames = await relay.frames({ url: `${origin}/amm` })
    expect(ofType(frames, 'hop')[0]?.hop).toMatchObject({ address: '127.0.0.1' })
  })
})
