/** A network without IPv4, whose name servers make an IPv6 address of every IPv4 address (RFC 6147). */
import { describe, expect, it } from 'vitest'
import { behindNat64 } from './address.ts'
import { createApprovals } from './approvals.ts'
import { type Approval, createPolicy } from './policy.ts'
import { TargetRefused } from './reasons.ts'

const origin = 'https://api.example.com'

/** The address that would be dialled, or why none is; a literal needs an approval of its own. */
async function verdict(answers: readonly string[], more: NatOptions = {}): Promise<string> {
  const { allowNat64 = true, url = `${origin}/`, approved = [] } = more
  const policy = createPolicy({
    builtIn: approved.length === 0 ? [origin] : [],
    approved,
    ownPorts: [7861],
    resolve: () => Promise.resolve(answers),
    allowNat64,
  })
  try {
    return (await policy.vet(policy.inspect(url))).addresses.join()
  } catch (refused) {
    if (refused instanceof TargetRefused) return refused.reason
    throw refused
  }
}

interface NatOptions {
  readonly allowNat64?: boolean
  readonly url?: string
  readonly approved?: readonly Approval[]
}

describe('an answer of DNS64 (T34)', () => {
  it('is refused unless whoever started the relay allows it, and the reason says how', async () => {
    expect(await verdict(['64:ff9b::808:808'], { allowNat64: false })).toBe('addr-ipv6-embedding')
    expect(new TargetRefused('addr-ipv6-embedding').message).toMatch(/DNS64.*--allow-nat64/)
  })

  it('is judged by the IPv4 address in it, and dialled as it is', async () => {
    expect(await verdict(['64:ff9b::808:808'])).toBe('64:ff9b::808:808')
    expect(await verdict(['64:ff9b::8.8.8.8'])).toBe('64:ff9b::808:808')
    expect(await verdict(['8.8.8.8', '64:ff9b::808:808'])).toBe('8.8.8.8,64:ff9b::808:808')
  })

  it.each([
    ['64:ff9b::7f00:1', 'addr-loopback'],
    ['64:ff9b::a00:1', 'addr-private'],
    ['64:ff9b::6440:1', 'addr-cgnat'],
    ['64:ff9b::a9fe:a9fe', 'addr-metadata'],
    ['64:ff9b::a83f:8110', 'addr-metadata'],
    ['64:ff9b::a9fe:1', 'addr-linklocal'],
    ['64:ff9b::', 'addr-unspecified'],
    ['64:ff9b::e000:1', 'addr-multicast'],
  ])(
    '%s is refused as what is in it, also where inner addresses are approved',
    async (answer, reason) => {
      expect(await verdict([answer])).toBe(reason)
      const approved = [{ origin, allowPrivate: true, allowLoopback: true }]
      expect(await verdict([answer], { approved })).toBe(reason)
      expect(await verdict(['8.8.8.8', answer])).toBe('addr-mixed')
    },
  )

  it.each(['64:ff9b:1::808:808', '2002:808:808::', '::808:808', '2001::808:808'])(
    'is not what %s is: other embeddings stay refused',
    async (answer) => {
      expect(behindNat64(answer)).toBeUndefined()
      expect(await verdict([answer])).toBe('addr-ipv6-embedding')
    },
  )

  it('is not what a page or a command writes: an address written out stays refused', async () => {
    const literal = 'https://[64:ff9b::808:808]'
    const approved = [{ origin: literal, allowPrivate: true }]
    expect(await verdict([], { approved, url: `${literal}/` })).toBe('addr-ipv6-embedding')
  })

  it('is offered to a person at the page only when it is allowed', async () => {
    const look = (allowNat64: boolean) =>
      createApprovals({
        builtIn: [],
        approved: [],
        ownPorts: [7861],
        resolve: () => Promise.resolve(['64:ff9b::808:808']),
        allowNat64,
        now: () => 0,
      }).look(origin)
    expect(await look(false)).toMatchObject({ kind: 'never', reason: 'addr-ipv6-embedding' })
    expect(await look(true)).toMatchObject({ kind: 'offer', addresses: ['64:ff9b::808:808'] })
  })
})
