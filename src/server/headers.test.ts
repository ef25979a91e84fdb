import { describe, expect, it } from 'vitest'
import { directOrigins } from '../server.ts'
import { vendors } from '../vendors/index.ts'
import { contentSecurityPolicy, pageHeaders } from './headers.ts'
import { readOptions } from './options.ts'

const connect = (policy: string) => /connect-src ([^;]*)/.exec(policy)?.[1]?.split(' ')

describe('the page’s policy', () => {
  it('lets the page ask itself, the sandbox, the built-in vendors and what was approved, nothing else', () => {
    const options = readOptions(['--allow', 'https://10.20.30.40'], { SANDBOX_PORT: '9999' })
    expect(connect(contentSecurityPolicy(directOrigins(options)))).toEqual([
      "'self'",
      'http://localhost:9999',
      ...vendors.flatMap(({ profile }) => profile.origins),
      'https://10.20.30.40',
    ])
  })

  it('names an origin once, and nothing when there is none', () => {
    expect(connect(contentSecurityPolicy(['https://a.example', 'https://a.example']))).toEqual([
      "'self'",
      'https://a.example',
    ])
    expect(connect(contentSecurityPolicy([]))).toEqual(["'self'"])
  })

  it.each([
    '*',
    'https:',
    'https://*.example',
    'https://a.example/path',
    "https://a.example; script-src 'unsafe-inline'",
  ])('does not take %s for an origin', (origin) => {
    expect(() => pageHeaders([origin])).toThrow('Not an origin')
  })
})

describe('what the page is sent with (T71, T73, T80)', () => {
  it('is the whole list, no directive missing and none looser', () => {
    expect(pageHeaders([])).toEqual({
      'content-security-policy': [
        ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:"],
        ...["font-src 'self'", "connect-src 'self'", "worker-src 'self'", "manifest-src 'self'"],
        ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
        ...["require-trusted-types-for 'script'", 'trusted-types solid-tmpl reading-worker'],
      ].join('; '),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'origin-agent-cluster': '?1',
      'permissions-policy':
        'camera=(), microphone=(), geolocation=(), clipboard-read=(), payment=(), usb=()',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
  })
})
