/** Who can reach the server at all: this computer. */
import type { Server } from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import { ListenProblem, listen } from './listen.ts'
import { OptionProblem, readOptions } from './options.ts'

const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

/** A port that nobody has at this moment. */
async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const connects = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 1_000 })
    const end = (answered: boolean) => {
      socket.destroy()
      resolve(answered)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })

describe('listening', () => {
  it('is on the two loopback addresses and no other, so that no neighbour connects (T12)', async () => {
    const port = await freePort()
    open.push(...(await listen(port, 'PORT', (_request, response) => response.end())))
    const bound = open.map((server) => (server.address() as AddressInfo).address)
    expect(bound).toContain('127.0.0.1')
    expect(bound.filter((address) => !['127.0.0.1', '::1'].includes(address))).toEqual([])
    expect(await connects('127.0.0.1', port)).toBe(true)
    // This computer, by the addresses under which its neighbours know it.
    const outer = Object.values(networkInterfaces())
      .flatMap((one) => one ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    for (const { address } of outer) expect(await connects(address, port)).toBe(false)
  })

  it.each(['0.0.0.0', '::', '0', '::ffff:0.0.0.0'])(
    'cannot be asked to be on %s (T12)',
    (address) => {
      expect(() => readOptions(['--host', address], {})).toThrow(OptionProblem)
      expect(() => readOptions([], { PORT: `${address}:80` })).toThrow(OptionProblem)
      expect(readOptions([], { HOST: address })).toEqual(readOptions([], {}))
    },
  )

  it('says that a port is taken, and how to choose another', async () => {
    const port = await freePort()
    open.push(...(await listen(port, 'PORT', () => undefined)))
    await expect(listen(port, 'PORT', () => undefined)).rejects.toThrow(ListenProblem)
  })
})
