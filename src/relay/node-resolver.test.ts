import { afterEach, describe, expect, it, vi } from 'vitest'

const lookup = vi.hoisted(() => vi.fn<() => Promise<unknown>>())
vi.mock('node:dns/promises', () => ({ lookup }))

import { nodeResolve } from './node-resolver.ts'

afterEach(() => {
  vi.useRealTimers()
})

const failing = (code: string) => Promise.reject(Object.assign(new Error(code), { code }))

describe('looking a name up', () => {
  it('gives every address, in the order of the answer', async () => {
    lookup.mockResolvedValueOnce([
      { address: '2606:4700::1', family: 6 },
      { address: '8.8.8.8', family: 4 },
    ])
    expect(await nodeResolve('a.example.com')).toEqual(['2606:4700::1', '8.8.8.8'])
    expect(lookup).toHaveBeenCalledWith('a.example.com', { all: true, order: 'verbatim' })
  })

  it('tells a name without addresses from a failure', async () => {
    lookup.mockImplementationOnce(() => failing('ENOTFOUND'))
    expect(await nodeResolve('a.example.com')).toEqual([])
    lookup.mockImplementationOnce(() => failing('EAI_AGAIN'))
    await expect(nodeResolve('a.example.com')).rejects.toThrow('EAI_AGAIN')
  })

  it('does not wait for ever', async () => {
    vi.useFakeTimers()
    lookup.mockImplementationOnce(() => new Promise(() => undefined))
    const asked = nodeResolve('a.example.com').catch(String)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await asked).toContain('in time')
  })
})
