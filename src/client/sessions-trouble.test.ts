/** Records of earlier and later versions, damaged ones, and disks that are full or refused (T93). */
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Session } from '../core/session.ts'
import { codeOf, exchangeOf, filled, openTab, sessionOf } from './sessions.test-support.ts'
import { disk } from './store.test-support.ts'

vi.mock('./store.ts', () => import('./store.test-support.ts'))
vi.mock('./tab-relay.ts', () => import('./tab-box.test-support.ts'))

const stored = (id: string) => disk.records.get(`record:${id}`)

beforeEach(() => disk.reset())
afterEach(() => vi.unstubAllGlobals())

describe.each(['v1', 'v2'])('a disk as version %s left it', (version) => {
  const dump = JSON.parse(
    readFileSync(new URL(`records/${version}.json`, import.meta.url), 'utf8'),
  ) as Record<string, unknown>
  const before = dump['record:x1'] as Session
  beforeEach(() => {
    disk.records = new Map(Object.entries(dump))
  })

  it('is listed, opened whole, and saved as version 2', async () => {
    const tab = openTab()
    expect(await tab.list()).toMatchObject([{ id: 'x1', vendor: 'amm', exchanges: 11 }])
    expect(await tab.load('x1')).toEqual({ ...before, version: 2 })
    await tab.change('x1', filled({ scope: 'mine' }))
    expect(stored('x1')).toMatchObject({ version: 2, values: { ...before.values, scope: 'mine' } })
    expect(stored('x1')).toMatchObject({ exchanges: before.exchanges })
    expect(await tab.list()).toMatchObject([{ version: 2, statuses: [401, 200, 400] }])
    expect(await tab.damaged()).toEqual([])
  })

  it('loses the walk, all of it, only when that is asked for', async () => {
    const tab = openTab()
    await tab.remove('x1')
    expect(await tab.list()).toEqual([])
    expect([...disk.records.keys()]).toEqual([])
  })
})

it('a row whose record is gone leaves the list when it is deleted', async () => {
  const tab = openTab()
  await tab.create(sessionOf('good'))
  await tab.create(sessionOf('lost'))
  disk.records.delete('record:lost')
  expect((await tab.list()).map(({ id }) => id)).toContain('lost')
  expect(await tab.remove('lost')).toBeUndefined()
  expect((await tab.list()).map(({ id }) => id)).toEqual(['good'])
})

describe('a damaged record', () => {
  async function damage(): Promise<ReturnType<typeof openTab>> {
    const tab = openTab()
    await tab.create(sessionOf('good'))
    await tab.create(sessionOf('bad'))
    disk.records.set('record:bad', { ...sessionOf('bad'), exchanges: 'torn', updatedAt: 77 })
    return tab
  }

  it('is set aside and named, and the other walks go on', async () => {
    const tab = await damage()
    expect(await tab.load('bad')).toBeUndefined()
    expect((await tab.list()).map(({ id }) => id)).toEqual(['good'])
    expect(await tab.damaged()).toEqual([{ id: 'bad', name: 'Walk bad', why: 'unreadable' }])
    expect(await tab.damagedText('bad')).toContain('"torn"')
    expect(await tab.load('good')).toBeDefined()
  })

  it('is not written over by a change', async () => {
    const tab = await damage()
    const torn = stored('bad')
    expect(await tab.change('bad', filled({ a: 'b' }))).toBeUndefined()
    expect(stored('bad')).toBe(torn)
  })

  it('stays until somebody says that it may go', async () => {
    const tab = await damage()
    await tab.load('bad')
    await tab.discard('good')
    expect(await tab.load('good')).toBeDefined()
    await tab.discard('bad')
    expect(await tab.damaged()).toEqual([])
    expect(disk.keys('damaged:')).toEqual([])
  })

  it('leaves no row behind that leads nowhere', async () => {
    const tab = await damage()
    disk.records.set('row:1nonsense', null)
    await tab.list()
    expect((await tab.list()).map(({ id }) => id).sort()).toEqual(['bad', 'good'])
    expect(disk.keys('row:1nonsense')).toEqual([])
  })
})

describe('a record of a later version', () => {
  const later = { ...sessionOf('new'), version: 3, members: 'unheard of' }
  beforeEach(() => {
    disk.records.set('record:new', later)
    disk.records.set('row:10008999999999998:new', { ...later, exchanges: 0 })
  })

  it('is named, left out of the list, and left as it is', async () => {
    const tab = openTab()
    expect(await tab.list()).toEqual([])
    expect(await tab.load('new')).toBeUndefined()
    expect(await tab.change('new', filled({ a: 'b' }))).toBeUndefined()
    expect(await codeOf(tab.create(sessionOf('new')))).toBe('already_kept')
    expect(stored('new')).toEqual(later)
    expect(await tab.damaged()).toEqual([{ id: 'new', name: 'Walk new', why: 'newer' }])
  })

  it('goes when that is asked for', async () => {
    const tab = openTab()
    await tab.discard('new')
    expect([...disk.records.keys()]).toEqual([])
  })
})

describe('a disk that is full', () => {
  const full = new DOMException('no room', 'QuotaExceededError')

  it('loses nothing of a walk that goes on, and keeps all of it once there is room (T93)', async () => {
    const tab = openTab()
    await tab.create(sessionOf('a'))
    const before = stored('a')
    disk.full = full
    expect(await codeOf(tab.change('a', filled({ one: '1' })))).toBe('storage_full')
    expect(await codeOf(tab.change('a', filled({ two: '2' })))).toBe('storage_full')
    expect(stored('a')).toEqual(before)
    expect((await tab.load('a'))?.values).toMatchObject({ one: '1', two: '2' })
    disk.full = undefined
    const next = await tab.change('a', filled({ three: '3' }))
    expect(next?.values).toEqual({ client_id: 'a', one: '1', two: '2', three: '3' })
    expect(stored('a')).toEqual(next)
  })

  it('keeps what another tab could write meanwhile', async () => {
    const tab = openTab()
    await tab.create(sessionOf('a'))
    disk.full = full
    await codeOf(tab.change('a', filled({ mine: '1' })))
    disk.full = undefined
    await openTab().change('a', filled({ theirs: '2' }))
    expect((await tab.load('a'))?.values).toEqual({ client_id: 'a', mine: '1', theirs: '2' })
    const next = await tab.change('a', filled({}))
    expect(next?.values).toEqual({ client_id: 'a', mine: '1', theirs: '2' })
  })

  it('still has a walk that could not be begun, as long as the page is there', async () => {
    const tab = openTab()
    disk.full = full
    expect(await codeOf(tab.create(sessionOf('a')))).toBe('storage_full')
    expect(await codeOf(tab.change('a', filled({ one: '1' })))).toBe('storage_full')
    expect((await tab.load('a'))?.values).toEqual({ client_id: 'a', one: '1' })
    disk.full = undefined
    await tab.change('a', (session) => ({ ...session, exchanges: [exchangeOf('x')] }))
    expect(stored('a')).toMatchObject({ values: { one: '1' }, exchanges: [{ id: 'x' }] })
  })
})

describe('a browser that refuses its storage', () => {
  it('is told from a full disk, and the walk goes on', async () => {
    const tab = openTab()
    disk.refused = new DOMException('private', 'InvalidStateError')
    expect(await codeOf(tab.create(sessionOf('a')))).toBe('storage_refused')
    expect(await codeOf(tab.change('a', filled({ one: '1' })))).toBe('storage_refused')
    expect((await tab.load('a'))?.values).toEqual({ client_id: 'a', one: '1' })
    expect(await codeOf(tab.load('b'))).toBe('storage_refused')
  })
})
