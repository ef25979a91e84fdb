/** What stands still on screen while a walk is written, read back, and changed by another tab. */
import { describe, expect, test } from 'vitest'
import { exchangeOf, sessionOf } from '../client/sessions.test-support.ts'
import { sameSecrets, sameWhere } from './same.ts'

const first = exchangeOf('first')
const shown = sessionOf('walk', { exchanges: [first] })
const pending = {
  ...{ exchange: 'next', step: 'authorize', startedAt: 1, state: 's', redirect_uri: 'http://a' },
  request: { method: 'GET', url: 'https://a.example', headers: [] },
}
const readBack = () => structuredClone(shown)

describe('a walk that is read back from the disk', () => {
  test('is the very one on screen when it says the same', () => {
    expect(sameWhere(shown, readBack())).toBe(shown)
  })

  test.each([
    ['a value', { values: { client_id: 'b' } }],
    ['its name', { name: 'Another name' }],
    ['its tags', { tags: ['case 12'] }],
    ['when it was changed', { updatedAt: 3 }],
    ['what it waits for', { pending }],
  ])('is another when another tab changed %s', (_what, change) => {
    const stored = { ...readBack(), ...change }
    expect(sameWhere(shown, stored)).toEqual(stored)
  })

  test('keeps the exchanges on screen beside one that another tab made', () => {
    const second = exchangeOf('second')
    const { exchanges } = sameWhere(shown, { ...readBack(), exchanges: [first, second] })
    expect(exchanges).toEqual([first, second])
    expect(exchanges[0]).toBe(first)
  })

  test('lets go of an exchange that is gone', () => {
    expect(sameWhere(shown, { ...readBack(), exchanges: [] }).exchanges).toEqual([])
  })
})

test('other secrets are not the same secrets', () => {
  const one = [{ name: 'access_token', value: 'a' }]
  expect(sameSecrets(one, [{ name: 'access_token', value: 'a' }])).toBe(true)
  expect(sameSecrets(one, [{ name: 'access_token', value: 'b' }])).toBe(false)
  expect(sameSecrets(one, [...one, ...one])).toBe(false)
  // `abc` stays covered as a password after it was a client secret.
  expect(sameSecrets(one, [{ name: 'password', value: 'a' }])).toBe(false)
})
