import { describe, expect, it } from 'vitest'
import { Refused } from './ingress.ts'
import { createKeyCheck, type Sha256, webSha256 } from './key.ts'
import { nodeSha256 } from './node-server.ts'

const limits = { keyFailures: 10, keyWindowMs: 60_000 }

function setUp(sha256: Sha256 = webSha256) {
  let time = 1_000_000
  const check = createKeyCheck({ key: 'right', now: () => time, sha256, limits })
  const codeOf = (given: string | undefined): Promise<string> =>
    check(given).then(
      () => 'ok',
      (refused: unknown) => (refused instanceof Refused ? refused.code : String(refused)),
    )
  return { codeOf, pass: (ms: number) => void (time += ms) }
}

describe('the key', () => {
  it.each([
    ['Web Crypto', webSha256],
    ['Node', nodeSha256],
  ])('is the right one or it is not, by the digest of %s', async (_name, sha256) => {
    const { codeOf } = setUp(sha256)
    expect(await codeOf('right')).toBe('ok')
    for (const wrong of ['wrong', 'righ', 'rightt', 'RIGHT', ' right', 'right\0']) {
      expect(await codeOf(wrong)).toBe('key_wrong')
    }
  })

  it('says when there is none; that is no guess and locks nobody out', async () => {
    const { codeOf } = setUp()
    for (let n = 0; n < 30; n += 1)
      expect(await codeOf(n % 2 === 0 ? undefined : '')).toBe('key_missing')
    expect(await codeOf('right')).toBe('ok')
  })

  it('locks for a minute after ten wrong ones within a minute (T10)', async () => {
    const { codeOf, pass } = setUp()
    for (let n = 0; n < 10; n += 1) expect(await codeOf('wrong')).toBe('key_wrong')
    expect(await codeOf('wrong')).toBe('key_locked')
    expect(await codeOf('right')).toBe('key_locked')
    pass(59_999)
    expect(await codeOf('right')).toBe('key_locked')
    pass(1)
    expect(await codeOf('right')).toBe('ok')
    expect(await codeOf('wrong')).toBe('key_wrong')
  })

  it('forgets wrong ones that are older than a minute', async () => {
    const { codeOf, pass } = setUp()
    for (let n = 0; n < 40; n += 1) {
      expect(await codeOf('wrong')).toBe('key_wrong')
      pass(7_000)
    }
  })
})
