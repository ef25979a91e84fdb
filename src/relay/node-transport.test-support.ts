/** A relay between the test and a server on loopback, both closed when the test is over. */
import { afterEach } from 'vitest'
import { startRelay, type Testbed, type TestbedOptions } from './node-testbed.ts'
import { startRawUpstream, startUpstream, type Upstream } from './node-upstream.ts'

export const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

/** A relay that may go to this origin on loopback, and to no other. */
export async function relayTo(origin: string, options: TestbedOptions = {}): Promise<Testbed> {
  const relay = await startRelay({ approved: [{ origin, allowLoopback: true }], ...options })
  open.push(relay)
  return relay
}

export async function between(
  handle: Parameters<typeof startUpstream>[0],
  options: TestbedOptions = {},
): Promise<{ relay: Testbed; upstream: Upstream }> {
  const upstream = await startUpstream(handle)
  open.push(upstream)
  return { relay: await relayTo(upstream.origin, options), upstream }
}

/** An upstream that answers with these bytes and then does what `after` says. */
export async function answering(
  text: string,
  after: 'hang up' | 'stay' = 'hang up',
  options: TestbedOptions = {},
) {
  const upstream = await startRawUpstream((socket) => {
    socket.write(text, 'latin1')
    if (after === 'hang up') socket.end()
  })
  open.push(upstream)
  const relay = await relayTo(upstream.origin, options)
  return { relay, frames: await relay.frames({ url: `${upstream.origin}/` }) }
}
