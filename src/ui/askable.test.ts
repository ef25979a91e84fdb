/** To whom the page offers a way past a refusal, and to whom it never does. */
import { describe, expect, test } from 'vitest'
import { vendors } from '../vendors/index.ts'
import { askableOrigin, surelyHelps } from './askable.ts'

const builtIn = vendors.flatMap(({ profile }) => profile.origins)
const pin = 'ab'.repeat(32)

describe('a certificate nobody trusts', () => {
  test.each(builtIn)('at %s is nobody’s to pin, wherever the request was made (T39)', (origin) => {
    expect(askableOrigin(`${origin}/token`, 'tls_untrusted')).toBeUndefined()
    expect(askableOrigin(origin.toUpperCase(), 'tls_untrusted')).toBeUndefined()
  })

  test('at an appliance can be pinned, by whoever started Grantwalk', () => {
    const url = 'https://appliance.example:8443/token'
    expect(askableOrigin(url, 'tls_untrusted')).toBe('https://appliance.example:8443')
    expect(surelyHelps(url, 'tls_untrusted', pin, '7861')).toBe(
      `npm start -- --allow https://appliance.example:8443 --pin sha256/${pin}`,
    )
  })

  test('at a name that only begins like a vendor’s is not taken for it', () => {
    expect(builtIn.length).toBeGreaterThan(5)
    for (const origin of builtIn)
      expect(askableOrigin(`${origin}.example/token`, 'tls_untrusted')).toBeDefined()
  })
})

test('what nobody may allow is not asked about', () => {
  expect(askableOrigin('http://169.254.169.254/latest', 'addr-metadata')).toBeUndefined()
})

test('Grantwalk’s own port is not offered', () => {
  expect(
    surelyHelps('http://127.0.0.1:7861/', 'host-not-allowed', undefined, '7861'),
  ).toBeUndefined()
  expect(surelyHelps('http://127.0.0.1:9/', 'host-not-allowed', undefined, '7861')).toBe(
    'npm start -- --allow http://127.0.0.1:9',
  )
})
