/** Whatever address is asked for: what the policy lets through is public, and is what it seems to be. */
import { BlockList, isIP } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { often, text } from '../core/node-fuzz.test-support.ts'
import { canonicalAddress, kindOf } from './address.ts'
import { type Approval, createPolicy, type Policy, policyChecks, type Vetted } from './policy.ts'
import { TargetRefused } from './reasons.ts'

/** The registries of special addresses (IANA, 2025), judged by Node's own code and not by ours. */
const registries = {
  ipv4: `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
    192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24
    224.0.0.0/4 240.0.0.0/4 168.63.129.16/32`,
  ipv6: `::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/2 8000::/1 2001::/23 2001:db8::/32
    2002::/16 3fff::/20`,
}
function listed(family: 'ipv4' | 'ipv6'): (address: string) => boolean {
  // One list for each: in a list of both, an IPv4 address is found in ::/8, too.
  const list = new BlockList()
  for (const range of registries[family].split(/\s+/)) {
    const [net = '', bits] = range.split('/')
    list.addSubnet(net, Number(bits), family)
  }
  return (address) => list.check(address, family)
}
const isSpecial4 = listed('ipv4')
const isSpecial6 = listed('ipv6')

const isPublic = (address: string): boolean => {
  const family = isIP(address)
  if (family !== 6) return family === 4 && !isSpecial4(address)
  const plain = new URL(`http://[${address}]/`).hostname.slice(1, -1)
  const [, high, low] = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(plain) ?? []
  if (high === undefined || low === undefined) return !isSpecial6(plain)
  const bytes = [high, low].flatMap((one) => [parseInt(one, 16) >> 8, parseInt(one, 16) & 255])
  return isPublic(bytes.join('.'))
}

const octet = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 1, 254, 255))
const edge = fc.constantFrom(
  ...['10.0.0.0', '9.255.255.255', '11.0.0.0', '127.0.0.1', '126.255.255.255', '128.0.0.0'],
  ...['169.253.255.255', '169.254.169.254', '172.15.255.255', '172.31.255.255', '172.32.0.0'],
  ...['100.63.255.255', '100.64.0.0', '100.127.255.255', '100.128.0.0', '192.167.255.255'],
  ...['192.168.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255', '224.0.0.0', '1.1.1.1'],
  ...['168.63.129.16', '0.0.0.0', '255.255.255.255', '100.100.100.200', '203.0.113.7'],
)
const ipv4 = fc.oneof(
  edge,
  fc.array(octet, { minLength: 4, maxLength: 4 }).map((all) => all.join('.')),
)
const group = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }).map((one) => one.toString(16)),
  fc.constantFrom('0', '0000', 'ffff', '5efe', '200', 'FE80', 'fc00', '2001', '2002', 'db8', '64'),
)
const ipv6 = fc.oneof(
  fc.array(group, { minLength: 8, maxLength: 8 }).map((all) => all.join(':')),
  fc
    .tuple(fc.array(group, { maxLength: 4 }), fc.array(group, { maxLength: 3 }))
    .map(([head, tail]) => `${head.join(':')}::${tail.join(':')}`),
  fc
    .tuple(
      fc.constantFrom('::', '::ffff:', '::ffff:0:', '64:ff9b::', '2001:4860::5efe:', '2002::'),
      ipv4,
    )
    .map((parts) => parts.join('')),
  fc.ipV6(),
)
const address = fc.oneof(ipv4, ipv6)

/** The same number as programs of old read it: octal, hexadecimal, shortened, one number. */
const oddly = ipv4.chain((one) => {
  const [a = 0, b = 0, c = 0, d = 0] = one.split('.').map(Number)
  const whole = ((a * 256 + b) * 256 + c) * 256 + d
  return fc.constantFrom(
    one,
    `${one}.`,
    String(whole),
    `0x${whole.toString(16)}`,
    `0${a.toString(8)}.${b}.${c}.${d}`,
    `0x${a.toString(16)}.0x${b.toString(16)}.${c}.${d}`,
    `${a}.${b * 65_536 + c * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    one.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    one.replaceAll('.', '\u3002'),
    one.replace('.', '%2e'),
  )
})
const label = fc.oneof(
  fc.stringMatching(/^[a-z0-9_-]{1,10}$/),
  fc.constantFrom(
    'localhost',
    'LOCALHOST',
    'xn--nxasmq6b',
    'ex\u00e4mple',
    '\u24d4xample',
    'internal',
  ),
  text(6),
)
const name = fc
  .tuple(
    fc.array(label, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('.com', '.', '', '.local'),
  )
  .map(([labels, end]) => labels.join('.') + end)
const host = fc.oneof(
  name,
  fc.domain(),
  oddly,
  ipv6.map((one) => `[${one}]`),
)
const asked = fc
  .tuple(
    fc.constantFrom(
      'https://',
      'https://',
      'https://',
      'http://',
      'HTTPS://',
      'https:',
      'https:///',
      'ftp://',
      'https:\\\\',
    ),
    fc.oneof(
      { weight: 8, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.constantFrom('user@', 'a:b@', '@', '%40', 'x\\@') },
    ),
    host,
    fc.constantFrom('', ':443', ':80', ':8443', ':0', ':65536', ':', ':00443', ': 443'),
    fc.oneof(fc.constantFrom('/', '', '/a/../b', '?q=1', '#f', '/\t', '/%00'), text(8)),
  )
  .map((parts) => parts.join(''))

const answers = fc.oneof(
  fc.array(fc.oneof(address, fc.constantFrom('fe80::1%eth0', 'nonsense', '')), { maxLength: 3 }),
  fc.array(fc.constantFrom('8.8.8.8', '2606:4700::1', '1.1.1.1', '::ffff:9.9.9.9'), {
    minLength: 1,
    maxLength: 3,
  }),
  address.map((one) => ['8.8.8.8', one]),
)

interface Passed {
  readonly policy: Policy
  readonly to: Vetted
}

/** What it comes to, and `undefined` where it is refused; a name server that is asked may say anything. */
async function passing(
  url: string,
  answers: readonly string[],
  approved: readonly Approval[] = [],
): Promise<Passed | undefined> {
  const policy = createPolicy({
    builtIn: [],
    approved,
    ownPorts: [7861],
    resolve: () => Promise.resolve(answers),
    // The list of hosts would hide what the other checks let through.
    checks:
      approved.length > 0 ? policyChecks : policyChecks.filter((one) => one.name !== 'allowlist'),
  })
  try {
    return { policy, to: await policy.vet(policy.inspect(url)) }
  } catch (thrown) {
    if (!(thrown instanceof TargetRefused)) throw thrown
    return undefined
  }
}

describe('a target, whatever it is spelled like (T18 to T30)', () => {
  it('that is let through is public, written plainly, and stays what it is when asked for again', async () => {
    await fc.assert(
      fc.asyncProperty(asked, answers, async (url, given) => {
        const passed = await passing(url, given)
        if (passed === undefined) return
        const { addresses, port, url: seen } = passed.to
        expect(addresses.length).toBeGreaterThan(0)
        for (const one of addresses) {
          expect([one, isPublic(one)]).toEqual([one, true])
          expect(canonicalAddress(one)).toBe(one)
        }
        expect([seen.username, seen.password, seen.hash]).toEqual(['', '', ''])
        expect(new URL(seen.href).href).toBe(seen.href)
        expect(passed.policy.inspect(seen.href).url.href).toBe(seen.href)
        expect(port).toBeGreaterThan(0)
        const typed =
          /^https?:\/\/([^/?#]*)/i.exec(url)?.[1]?.replace(/:\d*$/, '').toLowerCase() ?? ''
        if (/^[\0-\x7f]*$/.test(typed) && !typed.startsWith('[')) expect(seen.hostname).toBe(typed)
        if (isIP(seen.hostname) === 4) expect(addresses).toEqual([seen.hostname])
      }),
      often,
    )
  })

  it('is never link-local, metadata, multicast or reserved, whatever was approved', async () => {
    const never = new BlockList()
    never.addSubnet('169.254.0.0', 16)
    never.addSubnet('224.0.0.0', 3)
    never.addSubnet('0.0.0.0', 8)
    never.addSubnet('fe80::', 10, 'ipv6')
    never.addSubnet('ff00::', 8, 'ipv6')
    for (const one of ['100.100.100.200', '168.63.129.16', '192.0.0.192']) never.addAddress(one)
    for (const one of ['fd00:ec2::254', 'fd20:ce::254']) never.addAddress(one, 'ipv6')
    const literal = fc.oneof(
      address,
      fc.constantFrom('169.254.169.254', 'fd00:ec2::254', '100.100.100.200', 'fe80::1', '10.0.0.1'),
    )
    await fc.assert(
      fc.asyncProperty(literal, async (one) => {
        const origin = `https://${one.includes(':') ? `[${one}]` : one}`
        fc.pre(URL.canParse(origin))
        const approval = { origin: new URL(origin).origin, allowPrivate: true, allowLoopback: true }
        for (const url of [origin, 'https://name.example.com'])
          for (const passed of [
            await passing(
              url,
              [one],
              [approval, { ...approval, origin: 'https://name.example.com' }],
            ),
          ]) {
            const [dialled = ''] = passed?.to.addresses ?? []
            if (passed !== undefined)
              expect([
                dialled,
                never.check(dialled, isIP(dialled) === 6 ? 'ipv6' : 'ipv4'),
              ]).toEqual([dialled, false])
          }
      }),
      often,
    )
  })
})

describe('an address', () => {
  it('is public for us only where the registries say so', () => {
    fc.assert(
      fc.property(address, (one) => {
        if (kindOf(one) === 'public') expect([one, isPublic(one)]).toEqual([one, true])
        else if (isIP(one) === 4 && isPublic(one))
          expect(one).toMatch(/^192\.(?:31\.196|52\.193|175\.48)\./)
      }),
      often,
    )
  })
})
