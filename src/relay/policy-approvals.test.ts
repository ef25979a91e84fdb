import { describe, expect, it } from 'vitest'
import { type Approval, createPolicy, type PolicyOptions } from './policy.ts'
import { TargetRefused } from './reasons.ts'

const policyOf = (approved: readonly Approval[], more: Partial<PolicyOptions> = {}) =>
  createPolicy({
    builtIn: ['https://account.example.com'],
    approved,
    ownPorts: [7861],
    resolve: () => Promise.reject(new Error('down')),
    ...more,
  })

const verdict = async (url: string, policy = policyOf([])): Promise<string> => {
  try {
    return (await policy.vet(policy.inspect(url))).addresses.join()
  } catch (refused) {
    if (refused instanceof TargetRefused) return refused.reason
    throw refused
  }
}

describe('approvals', () => {
  const sandbox: Approval = { origin: 'http://localhost:7862', allowLoopback: true }

  it('open our sandbox and nothing beside it, without asking a name server', async () => {
    const policy = policyOf([sandbox])
    expect(await verdict('http://localhost:7862/amm/api', policy)).toBe('127.0.0.1,::1')
    expect(await verdict('http://localhost:7863/', policy)).toBe('port')
    expect(await verdict('https://localhost:7862/', policy)).toBe('scheme')
    expect(await verdict('http://127.0.0.1:7862/', policy)).toBe('host-not-allowed')
    expect(await verdict('http://x.localhost:7862/', policy)).toBe('host-not-allowed')
    expect(await verdict('http://localhost:7861/', policy)).toBe('port')
  })

  it('never open the relay’s own port, by whatever name (T30)', async () => {
    const approved = [
      'http://localhost:7861',
      'http://[::1]:7861',
      'http://me.example.net:7861',
    ].map((origin) => ({ origin, allowLoopback: true }))
    const policy = policyOf(approved, { resolve: () => Promise.resolve(['127.0.0.2']) })
    for (const { origin } of approved)
      expect(await verdict(`${origin}/`, policy)).toBe('self-connection')
  })

  it('with addresses hold for these addresses only (T22)', async () => {
    const approved = [
      { origin: 'https://a.example.com', allowPrivate: true, addresses: ['10.0.0.1'] },
    ]
    const at = (...addresses: string[]) =>
      verdict(
        'https://a.example.com/',
        policyOf(approved, { resolve: () => Promise.resolve(addresses) }),
      )
    expect(await at('10.0.0.1')).toBe('10.0.0.1')
    expect(await at('10.0.0.2')).toBe('addr-private')
    expect(await at('8.8.8.8')).toBe('addr-changed')
    expect(await at('10.0.0.1', '8.8.8.8')).toBe('addr-mixed')
  })

  it('of a private range do not include loopback, nor the other way round (T29)', async () => {
    const at = (approval: Partial<Approval>, address: string) =>
      verdict(
        'https://a.example.com/',
        policyOf([{ origin: 'https://a.example.com', ...approval }], {
          resolve: () => Promise.resolve([address]),
        }),
      )
    expect(await at({ allowPrivate: true }, '127.0.0.1')).toBe('addr-loopback')
    expect(await at({ allowLoopback: true }, '10.0.0.1')).toBe('addr-private')
    expect(await at({ allowPrivate: true }, '100.64.0.1')).toBe('100.64.0.1')
    for (const never of [
      '169.254.1.1',
      '169.254.169.254',
      '0.0.0.0',
      '224.0.0.1',
      '240.0.0.1',
      '::2',
    ]) {
      expect(await at({ allowPrivate: true, allowLoopback: true }, never)).toMatch(/^addr-/)
    }
  })

  it('that cannot be meant end the start with a sentence (T39)', () => {
    for (const approval of [
      { origin: 'https://account.example.com' },
      { origin: 'https://a.example.com/path' },
      { origin: 'a.example.com' },
      { origin: 'https://user@a.example.com' },
      { origin: 'https://a.example.com', pin: 'AA' },
    ]) {
      expect(() => policyOf([approval])).toThrow(/: .+/)
    }
    for (const origin of [
      'http://a.example.com',
      'https://a.example.com:8443',
      'https://10.0.0.1',
      'https://[::1]',
    ]) {
      expect(() => policyOf([], { builtIn: [origin] })).toThrow(/built-in/)
    }
  })

  it('tell a name nobody knows from a name server nobody reached', async () => {
    const url = 'https://account.example.com/'
    expect(await verdict(url)).toBe('dns-failed')
    expect(await verdict(url, policyOf([], { resolve: () => Promise.resolve([]) }))).toBe(
      'dns-empty',
    )
  })

  it('judge the address of an open connection again, and do not look it up again', async () => {
    const policy = policyOf([])
    const target = policy.inspect('https://account.example.com/')
    expect(await policy.vet(target, () => '93.184.216.34')).toMatchObject({
      addresses: ['93.184.216.34'],
      reused: true,
    })
    await expect(policy.vet(target, () => '10.0.0.1')).rejects.toThrow(TargetRefused)
  })
})
