import { describe, expect, it } from 'vitest'
import {
  type ApprovalsOptions,
  createApprovals,
  Full,
  MOST_GRANTED,
  NotOffered,
} from './approvals.ts'
import { createPolicy } from './policy.ts'
import { TargetRefused } from './reasons.ts'

const names: Readonly<Record<string, readonly string[]>> = {
  'as.example.com': ['93.184.216.34'],
  'as.example.net': ['93.184.216.35'],
  'inner.example.com': ['10.0.0.7'],
  'both.example.com': ['93.184.216.34', '10.0.0.7'],
  'metadata.example.com': ['169.254.169.254'],
  'me.example.com': ['127.0.0.1'],
  'appliance.lan': ['10.0.0.9'],
}

function world(more: Partial<ApprovalsOptions> = {}) {
  const asked: string[] = []
  const answers = new Map(Object.entries(names))
  const options: ApprovalsOptions = {
    builtIn: ['https://account.example.com'],
    approved: [{ origin: 'https://10.1.1.1', allowPrivate: true, pin: 'ab'.repeat(32) }],
    ownPorts: [7861],
    resolve: (host) => {
      asked.push(host)
      return Promise.resolve(answers.get(host) ?? [])
    },
    now: () => 1000,
    ...more,
  }
  const approvals = createApprovals(options)
  const policy = createPolicy({ ...options, granted: approvals.granted })
  const goes = async (url: string): Promise<string> => {
    try {
      return (await policy.vet(policy.inspect(url))).addresses.join()
    } catch (refused) {
      if (refused instanceof TargetRefused) return refused.reason
      throw refused
    }
  }
  return { approvals, goes, asked, answers }
}

describe('an origin the page asks about', () => {
  it('is offered when it is public https on its own port, with what a person must see', async () => {
    const { approvals, asked } = world()
    expect(await approvals.look('https://as.example.com')).toEqual({
      kind: 'offer',
      origin: 'https://as.example.com',
      host: 'as.example.com',
      addresses: ['93.184.216.34'],
    })
    // One look-up for all checks: two could be answered differently (T23).
    expect(asked).toEqual(['as.example.com'])
  })

  it('is shown in ASCII when it is written in letters beyond it (T19, T28)', async () => {
    const { approvals } = world({ resolve: () => Promise.resolve(['93.184.216.34']) })
    expect(await approvals.look('https://bücher.example.com')).toMatchObject({
      kind: 'offer',
      host: 'xn--bcher-kva.example.com',
    })
  })

  it.each([
    ['http://as.example.com', 'scheme'],
    ['https://as.example.com:8443', 'port'],
    ['https://10.0.0.1', 'addr-private'],
    ['https://inner.example.com', 'addr-private'],
    ['https://100.64.0.1', 'addr-cgnat'],
    ['http://localhost:9', 'host-special'],
    ['http://127.0.0.1:9', 'addr-loopback'],
    ['https://appliance.lan', 'host-special'],
    ['https://both.example.com', 'addr-mixed'],
  ])('%s is for the terminal only: %s (T27, T31)', async (origin, reason) => {
    const { approvals, goes } = world()
    expect(await approvals.look(origin)).toMatchObject({ kind: 'terminal', origin, reason })
    await expect(approvals.allow(origin)).rejects.toThrow(NotOffered)
    expect(await goes(`${origin}/`)).not.toMatch(/^\d/)
  })

  it.each([
    ['http://169.254.169.254', 'addr-metadata'],
    ['https://metadata.example.com', 'addr-metadata'],
    ['https://168.63.129.16', 'addr-metadata'],
    ['https://169.254.1.1', 'addr-linklocal'],
    ['https://0.0.0.0', 'addr-unspecified'],
    ['https://224.0.0.1', 'addr-multicast'],
    ['https://255.255.255.255', 'addr-broadcast'],
    ['https://240.0.0.1', 'addr-reserved'],
    ['https://[64:ff9b::a00:1]', 'addr-ipv6-embedding'],
    ['https://[2002:a00:1::]', 'addr-ipv6-embedding'],
    ['http://localhost:7861', 'self-connection'],
    ['http://127.0.0.1:7861', 'self-connection'],
    ['http://me.example.com:7861', 'self-connection'],
    ['https://unknown.example.com', 'dns-empty'],
    ['https://user@as.example.com', 'userinfo'],
    ['https://127.1', 'host-ambiguous'],
  ])('%s is refused whoever says yes: %s (T19, T20, T29, T30, T34)', async (origin, reason) => {
    const { approvals } = world({ ask: () => Promise.resolve({ kind: 'yes' }) })
    expect(await approvals.look(origin)).toMatchObject({ kind: 'never', reason })
    await expect(approvals.allow(origin)).rejects.toThrow(NotOffered)
    await expect(approvals.ask(origin, () => undefined)).rejects.toThrow(TargetRefused)
    expect(approvals.granted()).toEqual([])
  })

  it('is allowed already when it is built in or was approved at the start', async () => {
    const { approvals, asked } = world()
    expect((await approvals.look('https://account.example.com')).kind).toBe('allowed')
    expect((await approvals.look('https://10.1.1.1')).kind).toBe('allowed')
    expect(asked).toEqual([])
  })
})

describe('an origin approved at the page', () => {
  it('is gone to, exactly that one, until it is removed (T27, T28)', async () => {
    const { approvals, goes } = world()
    expect(await goes('https://as.example.com/')).toBe('host-not-allowed')
    await approvals.allow('https://as.example.com')
    expect(await goes('https://as.example.com/token')).toBe('93.184.216.34')
    expect(await goes('https://as.example.com:8443/')).toBe('port')
    expect(await goes('http://as.example.com/')).toBe('scheme')
    expect(await goes('https://as.example.net/')).toBe('host-not-allowed')
    expect(await goes('https://www.as.example.com/')).toBe('host-not-allowed')
    approvals.remove('https://as.example.com')
    expect(await goes('https://as.example.com/')).toBe('host-not-allowed')
  })

  it('stays behind the address checks when its name moves inside (T22, T23, T29)', async () => {
    const { approvals, goes, answers } = world()
    await approvals.allow('https://as.example.com')
    for (const [address, reason] of [
      ['10.0.0.1', 'addr-private'],
      ['127.0.0.1', 'addr-loopback'],
      ['169.254.169.254', 'addr-metadata'],
    ] as const) {
      answers.set('as.example.com', [address])
      expect(await goes('https://as.example.com/')).toBe(reason)
    }
  })

  it('does not change what was approved at the start, and does not remove it', async () => {
    const { approvals, goes } = world()
    await approvals.allow('https://10.1.1.1')
    approvals.remove('https://10.1.1.1')
    expect(approvals.granted()).toEqual([])
    expect(await goes('https://10.1.1.1/')).toBe('10.1.1.1')
    expect(approvals.list()).toEqual([
      { origin: 'https://10.1.1.1', by: 'start', at: 1000, pinned: true },
    ])
  })

  it('is one of few: a script cannot open the whole internet (T31)', async () => {
    const { approvals } = world({ resolve: () => Promise.resolve(['93.184.216.34']) })
    for (let at = 0; at < MOST_GRANTED; at += 1) await approvals.allow(`https://a${at}.example.com`)
    await expect(approvals.allow('https://more.example.com')).rejects.toThrow(Full)
  })
})

describe('the terminal', () => {
  it('opens what it was asked about, at the addresses it named, with the pin it accepted (T23, T35)', async () => {
    const named: string[] = []
    const { approvals, goes, answers } = world({
      ask: ({ addresses }) => {
        named.push(...addresses)
        return Promise.resolve({ kind: 'yes', pin: 'cd'.repeat(32) })
      },
    })
    expect(await approvals.ask('https://appliance.lan', () => undefined)).toBe('yes')
    expect(named).toEqual(['10.0.0.9'])
    expect(await goes('https://appliance.lan/')).toBe('10.0.0.9')
    expect(approvals.list().at(-1)).toMatchObject({ by: 'terminal', pinned: true })
    answers.set('appliance.lan', ['10.0.0.66'])
    expect(await goes('https://appliance.lan/')).toBe('addr-private')
  })

  it.each(['no', 'late', 'busy'] as const)('that says %s opens nothing', async (kind) => {
    const { approvals, goes } = world({ ask: () => Promise.resolve({ kind }) })
    expect(await approvals.ask('https://10.0.0.1', () => undefined)).toBe(kind)
    expect(await goes('https://10.0.0.1/')).toBe('host-not-allowed')
  })

  it('is asked one question at a time', async () => {
    let answer: (kind: { kind: 'no' }) => void = () => undefined
    const open = new Promise<{ kind: 'no' }>((resolve) => {
      answer = resolve
    })
    const { approvals } = world({ ask: () => open })
    const first = approvals.ask('https://10.0.0.1', () => undefined)
    expect(await approvals.ask('https://10.0.0.2', () => undefined)).toBe('busy')
    answer({ kind: 'no' })
    expect(await first).toBe('no')
  })

  it('that is not there is not asked', async () => {
    const { approvals } = world()
    expect(await approvals.ask('https://10.0.0.1', () => undefined)).toBe('nobody')
    expect(await approvals.look('https://10.0.0.1')).toMatchObject({ prompt: false })
  })
})
