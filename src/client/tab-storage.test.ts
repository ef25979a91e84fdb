/** Where a tab keeps what may be secret, in each mode and when the mode changes. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { storageOf } from './sessions.test-support.ts'
import { tabBox } from './tab-box.test-support.ts'
import { backTab, forgetTab, settleTab, tabStorage } from './tab-storage.ts'

vi.mock('./tab-relay.ts', () => import('./tab-box.test-support.ts'))

const KEY = 'grantwalk:environment:e'
const choose = (mode: string) => localStorage.setItem('grantwalk:mode', mode)
const sealed = vi.fn<(key: string, text: string | undefined) => void>()

beforeEach(() => {
  vi.stubGlobal('localStorage', storageOf())
  vi.stubGlobal('sessionStorage', storageOf())
  forgetTab()
  sealed.mockClear()
})

describe('without a vault', () => {
  it('what is set lies in the storage of the tab, where only the tab can read it', () => {
    tabStorage.setItem(KEY, 'the-secret-one')
    expect(sessionStorage.getItem(KEY)).toMatch(/^[\w+/]{60,}=*$/)
    expect(atob(sessionStorage.getItem(KEY) ?? '')).not.toContain('the-secret-one')
    expect(tabStorage.getItem(KEY)).toBe('the-secret-one')
    tabStorage.removeItem(KEY)
    expect(tabStorage.getItem(KEY)).toBe(null)
  })
})

describe('with a vault', () => {
  beforeEach(() => choose('vault'))

  it('what is set stays in memory, and under seal while the vault is open', () => {
    tabStorage.setItem(KEY, 'one')
    expect(sessionStorage.length).toBe(0)
    backTab(
      new Map([
        [KEY, 'older'],
        ['grantwalk:draft', 'kept'],
      ]),
      sealed,
    )
    expect(sealed.mock.calls).toEqual([[KEY, 'one']])
    expect(tabStorage.getItem(KEY)).toBe('one')
    expect(tabStorage.getItem('grantwalk:draft')).toBe('kept')
    tabStorage.setItem(KEY, 'two')
    tabStorage.removeItem(KEY)
    expect(sealed.mock.calls.slice(1)).toEqual([
      [KEY, 'two'],
      [KEY, undefined],
    ])
  })

  it('takes in only what is of its kind', () => {
    backTab(new Map([['grantwalk:key', 'planted']]), sealed)
    expect(tabStorage.getItem('grantwalk:key')).toBe(null)
  })

  it('forgets everything but the key of the relay when it is locked', () => {
    tabStorage.setItem(KEY, 'one')
    sessionStorage.setItem('grantwalk:key', 'relay')
    sessionStorage.setItem('grantwalk:session:a', '{}')
    forgetTab()
    expect(tabStorage.getItem(KEY)).toBe(null)
    expect([sessionStorage.length, sessionStorage.getItem('grantwalk:key')]).toEqual([1, 'relay'])
  })
})

describe('another mode', () => {
  it('moves what the tab held into the vault, and out again', () => {
    tabStorage.setItem(KEY, 'one')
    choose('vault')
    backTab(new Map(), sealed)
    settleTab()
    expect(sessionStorage.length).toBe(0)
    expect(sealed.mock.calls).toEqual([[KEY, 'one']])
    expect(tabStorage.getItem(KEY)).toBe('one')
    choose('session')
    settleTab()
    expect(tabBox.open(sessionStorage.getItem(KEY) ?? '', KEY)).toBe('one')
    tabStorage.setItem(KEY, 'two')
    expect(tabStorage.getItem(KEY)).toBe('two')
  })
})
