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
