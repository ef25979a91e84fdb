import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Draft, type Environment, emptyDraft } from '../core/draft/draft.ts'
import type { Call } from './request-records.ts'
import { createRequests, MOST_CALLS, typedSecrets } from './requests.ts'

/** What IndexedDB would hold: keys in their order, and what a range selects. */
const disk = new Map<string, unknown>()

vi.mock('./tab-relay.ts', () => import('./tab-box.test-support.ts'))
vi.mock('./store.ts', () => {
  const selected = (prefix: string) =>
    [...disk.keys()].filter((key) => key.startsWith(prefix)).sort()
  const asked = (result: unknown) => ({
    result,
    addEventListener: (_type: string, done: () => void) => done(),
  })
  const db = {
    transaction: 'done',
    getAll: (prefix: string) =>
      asked(selected(prefix).map((key) => structuredClone(disk.get(key)))),
    getAllKeys: (prefix: string) => asked(selected(prefix)),
    get: (key: string) => asked(structuredClone(disk.get(key))),
    put: (record: unknown, key: string) => disk.set(key, structuredClone(record)),
    delete: (key: string) => {
      for (const one of key.endsWith(':') ? selected(key) : [key]) disk.delete(one)
    },
  }
  return {
    keysOf: (prefix: string) => prefix,
    settled: (request: { result?: unknown }) => Promise.resolve(request.result),
    store: async (_mode: string, work: (one: typeof db) => unknown) => work(db),
  }
})

function createTab(): Storage {
  const items = new Map<string, string>()
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, text) => void items.set(key, text),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
    key: (at) => [...items.keys()][at] ?? null,
    get length() {
      return items.size
    },
  }
}

/** The same browser, and a tab of its own. */
function openTab() {
  vi.stubGlobal('sessionStorage', createTab())
  return createRequests(() => 1000)
}

const draftOf = (id: string, more: Partial<Draft> = {}): Draft => ({
  ...emptyDraft(id),
  name: id,
  url: 'https://api.example/',
  ...more,
})
const callOf = (at: number, draft = draftOf('d')): Call => ({
  ...{ id: `c${at}`, at, draft, route: 'relay', status: 200, ms: 5, bytes: 10 },
})
const mine: Environment = {
  id: 'e',
  name: 'Mine',
  variables: [
    { name: 'a', kind: 'text', value: '1' },
    { name: 'b', kind: 'secret', value: 'CANARY-b' },
  ],
}
const onDisk = () => JSON.stringify([...disk])

beforeEach(() => disk.clear())
afterEach(() => vi.unstubAllGlobals())

describe('kept requests', () => {
  it('come back by folder and name, and go', async () => {
    const requests = openTab()
    await requests.save(draftOf('b'))
    await requests.save(draftOf('a'))
    await requests.save(draftOf('0'), 'Folder')
    const list = await requests.list()
    expect(list.map(({ draft, folder }) => [folder, draft.id])).toEqual([
      [undefined, 'a'],
      [undefined, 'b'],
      ['Folder', '0'],
    ])
    await requests.remove('a')
    expect(await requests.list()).toHaveLength(2)
  })

  it('hold no secret that was typed: it is a variable of the tab, and works there', async () => {
    const requests = openTab()
    const authorization = { kind: 'bearer', token: 'CANARY-token' } as const
    const kept = await requests.save(draftOf('a', { authorization }))
    expect(onDisk()).not.toContain('CANARY')
    expect(kept.environment).toBe(typedSecrets.id)
    const [environment] = await requests.environments()
    expect(environment?.variables).toEqual([
      {
        ...{ name: 'own_access_token', kind: 'secret', value: 'CANARY-token' },
        origins: ['https://api.example'],
      },
    ])
    expect(kept.authorization).toEqual({ kind: 'bearer', token: '{{own_access_token}}' })
  })

  it('leave out what cannot be read', async () => {
    const requests = openTab()
    await requests.save(draftOf('good'))
    disk.set('request:bad', { draft: { ...draftOf('bad'), body: { kind: 'unknown' } }, savedAt: 0 })
    disk.set('request:text', 'text')
    disk.set('environment:bad', { id: 3 })
    disk.set('call:bad', null)
    expect((await requests.list()).map(({ draft }) => draft.id)).toEqual(['good'])
    expect(await requests.environments()).toEqual([])
    expect(await requests.history()).toEqual([])
    expect(disk.size).toBe(5)
  })
})

describe('environments', () => {
  it('keep their secrets in the tab they were typed in', async () => {
    const requests = openTab()
    await requests.saveEnvironment(mine)
    expect(onDisk()).not.toContain('CANARY')
    expect(await requests.environments()).toEqual([mine])
    const elsewhere = openTab()
    const [there] = await elsewhere.environments()
    expect(there?.variables).toEqual([
      { name: 'a', kind: 'text', value: '1' },
      { name: 'b', kind: 'secret', value: '' },
    ])
  })

  it('survive a reload of the tab, and are gone when removed', async () => {
    const requests = openTab()
    await requests.saveEnvironment(mine)
    const reloaded = createRequests(() => 0)
    expect(await reloaded.environments()).toEqual([mine])
    await reloaded.removeEnvironment(mine.id)
    expect(await reloaded.environments()).toEqual([])
    expect(sessionStorage.length).toBe(0)
  })

  it('get a typed secret beside what they hold', async () => {
    const requests = openTab()
    await requests.saveEnvironment(mine)
    const headers = [{ name: 'X-Api-Key', value: 'CANARY-key', on: true }]
    await requests.save(draftOf('a', { environment: 'e', headers }))
    const [environment] = await requests.environments()
    expect(environment?.variables.map(({ name }) => name)).toEqual(['a', 'b', 'own_x_api_key'])
    expect(environment?.name).toBe('Mine')
    expect(onDisk()).not.toContain('CANARY')
  })
})

describe('two secrets at the same time', () => {
  it('get two names, also with what another tab adds', async () => {
    const requests = openTab()
    const withToken = (id: string, token: string) =>
      requests.save(draftOf(id, { authorization: { kind: 'bearer', token } }))
    const kept = await Promise.all([withToken('a', 'CANARY-1'), withToken('b', 'CANARY-2')])
    expect(kept.map(({ authorization }) => authorization)).toEqual([
      { kind: 'bearer', token: '{{own_access_token}}' },
      { kind: 'bearer', token: '{{own_access_token_2}}' },
    ])
    const [environment] = await requests.environments()
    expect(environment?.variables.map(({ value }) => value)).toEqual(['CANARY-1', 'CANARY-2'])
    const other = openTab()
    await other.save(draftOf('c', { authorization: { kind: 'bearer', token: 'CANARY-3' } }))
    const [there] = await other.environments()
    expect(there?.variables.map(({ value }) => value)).toEqual(['', '', 'CANARY-3'])
  })
})

describe('the history', () => {
  it('is newest first, and never longer than it may be', async () => {
    const requests = openTab()
    for (let at = 1; at <= MOST_CALLS + 20; at += 1) await requests.remember(callOf(at))
    const calls = await requests.history()
    expect(calls).toHaveLength(MOST_CALLS)
    expect(calls[0]?.at).toBe(MOST_CALLS + 20)
    expect(calls.at(-1)?.at).toBe(21)
    await requests.clearHistory()
    expect(await requests.history()).toEqual([])
  })

  it('holds no secret, and no file', async () => {
    const requests = openTab()
    const file = { name: 'f.bin', type: '', data: 'Q0FOQVJZ' }
    const parts = [
      { name: 'password', value: 'CANARY', on: true },
      { name: 'f', value: '', on: true, file },
    ]
    await requests.remember(callOf(1, draftOf('a', { body: { kind: 'multipart', parts } })))
    await requests.remember(callOf(2, draftOf('b', { body: { kind: 'file', file } })))
    expect(onDisk()).not.toMatch(/CANARY|Q0FOQVJZ/)
    const [second, first] = await requests.history()
    expect(second?.draft.body).toEqual({ kind: 'file' })
    expect(first?.draft.body).toMatchObject({ parts: [{ name: 'password' }, { on: false }] })
  })
})

describe('another tab', () => {
  it('is told, and a stranger on the channel is ignored (T83)', async () => {
    const [requests, other] = [openTab(), openTab()]
    const changed = vi.fn<() => void>()
    const stop = other.watch(changed)
    const stranger = new BroadcastChannel('grantwalk:requests')
    stranger.postMessage('hello')
    stranger.postMessage({ type: 'other' })
    await requests.save(draftOf('a'))
    await vi.waitFor(() => expect(changed).toHaveBeenCalled())
    expect(changed).toHaveBeenCalledTimes(1)
    stop()
    stranger.close()
  })
})
