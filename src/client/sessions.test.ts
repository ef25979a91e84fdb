/** Sessions on a disk that is slow, shared with other tabs, old, broken or full: nothing is lost and nothing is half there. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { reduce } from '../core/flow.ts'
import type { Session } from '../core/session.ts'
import {
  careOf,
  codeOf,
  exchangeOf,
  filled,
  openTab,
  posted,
  sessionOf,
} from './sessions.test-support.ts'
import { LARGE } from './sessions-bodies.ts'
import { disk } from './store.test-support.ts'
import type { Summary } from './summary.ts'

vi.mock('./store.ts', () => import('./store.test-support.ts'))
vi.mock('./tab-relay.ts', () => import('./tab-box.test-support.ts'))

const named = (name: string) => (session: Session) =>
  reduce(session, { type: 'named', name, at: session.updatedAt + 1 })
const ids = (list: readonly Summary[]) => list.map(({ id }) => id)

beforeEach(() => disk.reset())
afterEach(() => vi.unstubAllGlobals())

describe('the list', () => {
  it('is in order on disk: what is pinned first, then the newest, page by page', async () => {
    const tab = openTab()
    for (const [id, updatedAt] of [
      ['old', 10],
      ['new', 3000],
      ['mid', 200],
    ] as const)
      await tab.create(sessionOf(id, { updatedAt }))
    await tab.create(sessionOf('pin', { updatedAt: 1, pinned: true }))
    expect(ids(await tab.list())).toEqual(['pin', 'new', 'mid', 'old'])
    const first = await tab.list({ limit: 2 })
    expect(ids(first)).toEqual(['pin', 'new'])
    const after = first[1]
    if (after === undefined) throw new Error('no page')
    expect(ids(await tab.list({ limit: 2, after }))).toEqual(['mid', 'old'])
    expect(await tab.count()).toBe(4)
  })

  it('moves a walk that went on, and leaves one row of it', async () => {
    const tab = openTab()
    await tab.create(sessionOf('a', { updatedAt: 10 }))
    await tab.create(sessionOf('b', { updatedAt: 20 }))
    await tab.change('a', (session) => ({ ...session, updatedAt: 30 }))
    expect(ids(await tab.list())).toEqual(['a', 'b'])
    await tab.change('b', (session) => reduce(session, { type: 'pinned', pinned: true, at: 40 }))
    expect(ids(await tab.list())).toEqual(['b', 'a'])
    expect(await tab.count()).toBe(2)
  })

  it('takes over the summaries of version 1, where they were kept before', async () => {
    disk.records.set('record:a', { ...sessionOf('a'), version: 1 })
    disk.records.set('summary:a', {
      ...{ version: 1, id: 'a', name: 'Old', vendor: 'amm', flow: 'password' },
      ...{ target: 'sandbox', createdAt: 1, updatedAt: 2, exchanges: 0 },
    })
    const tab = openTab()
    expect(await tab.list()).toMatchObject([{ id: 'a', name: 'Old' }])
    expect(disk.keys('summary:')).toEqual([])
    await tab.change('a', (session) => ({ ...session, exchanges: [exchangeOf('x')] }))
    expect(await tab.list()).toMatchObject([{ hosts: ['a.example:8443'], statuses: [200] }])
    expect(disk.records.get('record:a')).toMatchObject({ version: 2 })
  })

  it('makes a broken row anew from its record', async () => {
    const tab = openTab()
    await tab.create(sessionOf('a'))
    const [key = ''] = disk.keys('row:')
    disk.records.set(key, { id: 'a', name: 7 })
    expect(await tab.list()).toMatchObject([{ id: 'a', name: 'Walk a' }])
  })
})

describe('large bodies', () => {
  const large = 'x'.repeat(LARGE + 1)
  const walked = sessionOf('a', { exchanges: [exchangeOf('x', large), exchangeOf('y')] })

  it('lie beside the record, and come back with the session', async () => {
    const tab = openTab()
    await tab.create(walked)
    expect(disk.keys('body:')).toEqual(['body:a:x'])
    expect(JSON.stringify(disk.records.get('record:a')).length).toBeLessThan(LARGE)
    expect(await openTab().load('a')).toEqual(walked)
  })

  it('stay when the walk goes on, and go with it', async () => {
    const tab = openTab()
    await tab.create(walked)
    await tab.change('a', named('B'))
    expect((await tab.load('a'))?.exchanges).toEqual(walked.exchanges)
    await tab.remove('a')
    expect([...disk.records.keys()]).toEqual([])
  })

  it('are missed without losing the walk', async () => {
    const tab = openTab()
    await tab.create(walked)
    disk.records.delete('body:a:x')
    const [cut] = (await tab.load('a'))?.exchanges ?? []
    expect(cut?.outcome).toMatchObject({ response: { truncated: true, body: { data: '' } } })
  })
})

describe('two tabs on one walk', () => {
  it('lose nothing when one is faster than the other', async () => {
    const one = openTab()
    await one.create(sessionOf('a'))
    const record = disk.records.get('record:a') as Session
    disk.meanwhile = () => disk.records.set('record:a', filled({ theirs: 'b' })(record))
    const next = await one.change('a', filled({ mine: 'a' }))
    expect(next?.values).toEqual({ client_id: 'a', theirs: 'b', mine: 'a' })
    expect(disk.records.get('record:a')).toEqual(next)
  })

  it('make their changes in the order they were asked for', async () => {
    const tab = openTab()
    await tab.create(sessionOf('a'))
    await Promise.all(['b', 'c', 'd'].map((name) => tab.change('a', named(name))))
    expect((await tab.load('a'))?.name).toBe('d')
  })

  it('do not make a walk again that was deleted', async () => {
    const tab = openTab()
    await tab.create(sessionOf('a'))
    await openTab().remove('a')
    expect(await tab.change('a', named('b'))).toBeUndefined()
    expect([...disk.records.keys()]).toEqual([])
  })
})

describe('a walk that is removed', () => {
  it('comes back whole, with the secrets of its tab', async () => {
    const tab = openTab()
    const live = sessionOf('a', { target: 'live', values: { client_id: 'a', client_secret: 'S' } })
    await tab.create(live)
    const before = new Map(disk.records)
    const removed = await tab.remove('a')
    expect([disk.records.size, await tab.load('a')]).toEqual([0, undefined])
    if (removed === undefined) throw new Error('nothing was removed')
    await tab.restore(removed)
    expect(disk.records).toEqual(before)
    expect(await tab.load('a')).toEqual(live)
  })

  it('gives nothing when there was none', async () => {
    expect(await openTab().remove('nobody')).toBeUndefined()
  })
})

describe('a copy', () => {
  it('has no secret of the walk it was made from', async () => {
    const tab = openTab()
    await tab.create(sessionOf('a', { values: { client_id: 'a', client_secret: 'S' } }))
    const copy = await tab.duplicate('a', { id: 'b', at: 50 })
    expect(copy).toMatchObject({ id: 'b', createdAt: 50, values: { client_id: 'a' } })
    expect(JSON.stringify(disk.records.get('record:b'))).not.toContain('"S"')
    expect(await tab.count()).toBe(2)
  })

  it('is refused where a walk is already, which stays as it is', async () => {
    const tab = openTab()
    await tab.create(sessionOf('a'))
    expect(await codeOf(tab.create(sessionOf('a', { name: 'Another' })))).toBe('already_kept')
    expect((await tab.load('a'))?.name).toBe('Walk a')
  })
})

describe('with a vault', () => {
  const vault = careOf({
    mode: () => 'vault',
    seal: async (session, after) => ({
      puts: [{ key: 'sealed:a', value: { revision: after + 1, session }, after }],
    }),
    unseal: async () => {
      const sealed = disk.records.get('sealed:a') as { revision: number; session: Session }
      return sealed === undefined ? { revision: 0 } : sealed
    },
  })
  const live = sessionOf('a', { target: 'live', values: { client_id: 'a', client_secret: 'S' } })

  it('is sealed beside the stripped record, and whole in another tab', async () => {
    await openTab(vault).create(live)
    expect(JSON.stringify(disk.records.get('record:a'))).not.toContain('"S"')
    expect(await openTab(vault).load('a')).toEqual(live)
  })

  it('seals anew when another tab sealed meanwhile', async () => {
    const tab = openTab(vault)
    await tab.create(live)
    disk.meanwhile = () => disk.records.set('sealed:a', { revision: 7, session: live })
    await tab.change('a', filled({ scope: 's' }))
    expect(disk.records.get('sealed:a')).toMatchObject({
      revision: 8,
      session: { values: { scope: 's', client_secret: 'S' } },
    })
  })
})

describe('everything', () => {
  it('goes when it is wiped, but for the way to the relay', async () => {
    const tab = openTab()
    const cleared: string[] = []
    vi.stubGlobal('localStorage', { clear: () => cleared.push('localStorage') })
    vi.stubGlobal('caches', {
      keys: async () => ['c'],
      delete: async (name: string) => cleared.push(name),
    })
    sessionStorage.setItem('grantwalk:key', 'k')
    await tab.create(sessionOf('a', { target: 'live' }))
    await tab.wipe()
    expect([disk.records.size, sessionStorage.length, cleared]).toEqual([
      0,
      1,
      ['localStorage', 'c'],
    ])
    expect(sessionStorage.getItem('grantwalk:key')).toBe('k')
    expect(posted.at(-1)).toEqual({ type: 'wiped' })
  })
})
