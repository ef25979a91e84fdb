import { describe, expect, it } from 'vitest'
import cases from './cases/ssrf-cases.json' with { type: 'json' }
import { TargetRefused } from './reasons.ts'
import { rawChecks, readTarget } from './url.ts'

const reasonFor = (url: string, checks = rawChecks): string => {
  try {
    readTarget(url, 16_384, checks)
    return 'ok'
  } catch (refused) {
    return refused instanceof TargetRefused ? refused.reason : 'crash'
  }
}

describe('reading an address', () => {
  it('gives the parts that are used from then on, and drops the fragment', () => {
    const target = readTarget('HTTPS://[2001:DB8::1]:0443/a?b#c', 100)
    expect(target).toMatchObject({ host: '2001:db8::1', port: 443, literal: true })
    expect(target.url.href).toBe('https://[2001:db8::1]/a?b')
    expect(readTarget('http://Example.com', 100)).toMatchObject({
      host: 'example.com',
      port: 80,
      literal: false,
    })
  })

  it.each([
    ['https://bücher.example.net/', 'ok'],
    ['https://BÜCHER.example.net/', 'host-ambiguous'],
    ['https://ｂücher.example.net/', 'host-ambiguous'],
    ['https://straße.example.net/', 'ok'],
    ['https://example.com:443', 'ok'],
    ['https://exa_mple.com', 'ok'],
    ['https://-example.com', 'host-syntax'],
    ['https://example-.example.com', 'host-syntax'],
    ['https://example.-com', 'host-syntax'],
    ['https://example..com', 'host-syntax'],
    [`https://${'a'.repeat(63)}.example.com`, 'ok'],
    [`https://${'a'.repeat(64)}.example.com`, 'host-syntax'],
    ["https://exam'ple.com", 'host-syntax'],
    ['https://example.com\u200b/', 'url-chars'],
    ['https://example.com/\u202e', 'url-chars'],
    ['https://example.com/ü', 'ok'],
    [`https://example.com/${'a'.repeat(20_000)}`, 'url-length'],
  ])('%j: %s', (url, reason) => {
    expect(reasonFor(url)).toBe(reason)
  })

  it.each(rawChecks.map(({ name }) => name))('needs its check "%s"', (name) => {
    const left = rawChecks.filter((check) => check.name !== name)
    const refused = cases.filter(({ url }) => reasonFor(url) !== 'ok')
    expect(refused.filter(({ url }) => reasonFor(url, left) !== reasonFor(url))).not.toEqual([])
  })
})
