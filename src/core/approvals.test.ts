import { describe, expect, it } from 'vitest'
import { commandFor, writtenOrigin } from './approvals.ts'

describe('the command to copy', () => {
  it('names the origin and nothing after it', () => {
    expect(commandFor('https://10.20.30.40/token?client_secret=x#y')).toBe(
      'npm start -- --allow https://10.20.30.40',
    )
    expect(commandFor('http://as.lan:8080/')).toBe('npm start -- --allow http://as.lan:8080')
  })

  it('quotes brackets, which some shells take for a pattern', () => {
    expect(commandFor('http://[::1]:9000/')).toBe('npm start -- --allow "http://[::1]:9000"')
  })

  it('carries a pin only when it is one', () => {
    const pin = 'ab'.repeat(32)
    expect(commandFor('https://as.lan/', pin)).toMatch(new RegExp(` --pin sha256/${pin}$`))
    expect(commandFor('https://as.lan/', '; reboot')).not.toContain('pin')
  })

  it.each([
    'https://a;reboot/',
    'https://a$(reboot)/',
    'https://a`reboot`/',
    'https://a&b/',
    "https://a'b/",
    'https://-pin/',
    'file:///etc/passwd',
    'no address',
  ])('is not made of %s, which a shell could act on (T41)', (url) => {
    expect(commandFor(url)).toBeUndefined()
  })
})

describe('an origin as it was written', () => {
  it('keeps the spelling that the relay has to judge (T19)', () => {
    expect(writtenOrigin('https://ＥＸＡＭＰＬＥ.com/a')).toBe('https://ＥＸＡＭＰＬＥ.com')
    expect(writtenOrigin('https://user@a.example/x')).toBe('https://user@a.example')
    expect(writtenOrigin('nothing')).toBeUndefined()
  })
})
