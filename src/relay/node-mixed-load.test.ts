/** Two thousand exchanges of every kind: each gets its answer, and nothing is left open behind them. */
import { expect, it } from 'vitest'
import { createLoad, kinds, startUpstreams } from './node-mixed-load.test-support.ts'
import { pageHeaders, startRelay } from './node-testbed.ts'

it('two thousand exchanges of every kind leave no connection, no wait and no listener behind (T45, T51)', async () => {
  expect(kinds.reduce((sum, { share }) => sum + share, 0)).toBe(100)
  const warnings: string[] = []
  const warned = (warning: Error) => void warnings.push(`${warning.name}: ${warning.message}`)
  process.on('warning', warned)
  const upstreams = await startUpstreams()
  const approved = upstreams.origins.map((origin) => ({ origin, allowLoopback: true }))
  const relay = await startRelay({ approved })
  const load = createLoad(
    { port: relay.port, headers: pageHeaders(relay.origin) },
    upstreams.origins,
  )
  try {
    expect(await load.run(0, 2000, 32)).toEqual([])
    await expect.poll(upstreams.hanging).toBe(0)
    // One line each, and one for each time that it was busy; who gave up may have done so before it came here.
    const gaveUp = (kinds.find(({ name }) => name === 'given up')?.share ?? 0) * 20
    const lines = 2000 + load.busy()
    expect(relay.log.length).toBeGreaterThanOrEqual(lines - gaveUp)
    expect(relay.log.length).toBeLessThanOrEqual(lines + gaveUp)
    await load.close()
    await relay.close()
    await expect.poll(upstreams.connections).toBe(0)
    expect(warnings).toEqual([])
  } finally {
    process.off('warning', warned)
    await load.close()
    await relay.close()
    await upstreams.close()
  }
}, 60_000)
