import { describe, expect, it } from 'vitest'
import { canonicalAddress, isLiteral, kindOf } from './address.ts'

describe('what an address is', () => {
  it.each([
    ['8.8.8.8', 'public'],
    ['169.254.169.254', 'addr-metadata'],
    ['169.254.169.253', 'addr-linklocal'],
    ['192.0.0.192', 'addr-metadata'],
    ['168.63.129.16', 'addr-metadata'],
    ['0.255.255.255', 'addr-unspecified'],
    ['172.15.255.255', 'public'],
    ['100.63.255.255', 'public'],
    ['203.0.113.9', 'addr-reserved'],
    ['240.0.0.1', 'addr-reserved'],
    ['2606:4700::1', 'public'],
    ['::ffff:8.8.8.8', 'public'],
    ['::ffff:a9fe:a9fe', 'addr-metadata'],
    ['fd00:42::42', 'addr-metadata'],
    ['fe80::1%eth0', 'addr-linklocal'],
    ['fec0::1', 'addr-ipv6-nonglobal'],
    ['1fff::1', 'addr-ipv6-nonglobal'],
    ['4000::1', 'addr-ipv6-nonglobal'],
    ['2001:1ff:ffff::', 'addr-reserved'],
    ['2001:200::', 'public'],
    ['2606::200:5efe:10.0.0.1', 'addr-ipv6-embedding'],
    ['2606::5eff:7f00:1', 'public'],
    ['64:ff9b:1::808:808', 'addr-ipv6-embedding'],
    ['not-an-ip', 'addr-invalid'],
    ['', 'addr-invalid'],
    ['127.1', 'addr-invalid'],
    ['0177.0.0.1', 'addr-invalid'],
    ['::1%', 'addr-loopback'],
    ['::8.8.8.8', 'addr-ipv6-embedding'],
    ['::127.0.0.1', 'addr-ipv6-embedding'],
  ])('%s is %s', (address, kind) => {
    expect(kindOf(address)).toBe(kind)
  })

  it('does not depend on how it is spelled', () => {
    expect(canonicalAddress('::ffff:7f00:1')).toBe('127.0.0.1')
    expect(canonicalAddress('0:0::0001')).toBe('::1')
    expect(canonicalAddress('fe80::1%lo')).toBe('fe80::1')
    expect(canonicalAddress('localhost')).toBeUndefined()
    // An IPv4-compatible address is no IPv4 address, though ipaddr.js takes it for one.
    expect(canonicalAddress('::8.8.8.8')).toBe('::808:808')
    expect(['127.0.0.1', '::1', '127.1', '0x7f.0.0.1', 'a.b'].map(isLiteral)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
