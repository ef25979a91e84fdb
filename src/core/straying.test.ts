import { describe, expect, it } from 'vitest'
import { strayingTo } from './redirect.ts'

describe('leaving for a login', () => {
  it.each(['https://login.example.com/authorize?a=b', 'http://localhost:7862/amm/oauth/authorize'])(
    'goes to %s',
    (address) => {
      expect(strayingTo(address)).toBeUndefined()
    },
  )

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    '\u0001javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'blob:https://example.com/1',
    'file:///etc/passwd',
    'vscode://open',
    'about:blank',
    'authorize',
    '',
  ])('stops at %j (T70)', (address) => {
    expect(strayingTo(address)).toMatchObject({ kind: 'security_stop', code: 'redirect_scheme' })
  })
})
