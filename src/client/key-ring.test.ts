/** Keys that sign and cannot be read: they live and die with their walk. */
import { beforeEach, expect, it, vi } from 'vitest'
import { addKey, type KeyRing } from '../core/key-ring.ts'
import { keyRing } from './key-ring.ts'
import { openTab, sessionOf } from './sessions.test-support.ts'
import { disk } from './store.test-support.ts'

vi.mock('./store.ts', () => import('./store.test-support.ts'))
vi.mock('./tab-relay.ts', () => import('./tab-box.test-support.ts'))

beforeEach(() => disk.reset())

const thumbprints = (session: string) =>
  disk.keys(`key:${session}:`).map((name) => name.split(':').at(-1) ?? '')

async function withKey(session: string): Promise<readonly [ring: KeyRing, thumbprint: string]> {
  const ring = keyRing(session)
  await addKey(ring, 'ES256')
  return [ring, thumbprints(session)[0] ?? '']
}

it('gives the public half as text, and of the private one nothing can be exported', async () => {
  const shown: unknown = JSON.parse(await addKey(keyRing('a'), 'ES256'))
  expect(Object.keys(shown ?? {}).sort()).toEqual(['alg', 'crv', 'kty', 'x', 'y'])
  const key = await keyRing('a').find(thumbprints('a')[0] ?? '')
  if (key === undefined) throw new Error('no key')
  expect(key.usages).toEqual(['sign'])
  await expect(crypto.subtle.exportKey('pkcs8', key)).rejects.toThrow(/extractable/)
  await expect(crypto.subtle.exportKey('jwk', key)).rejects.toThrow(/extractable/)
})

it('belongs to one walk', async () => {
  const [, thumbprint] = await withKey('a')
  expect(await keyRing('b').find(thumbprint)).toBeUndefined()
})

it('goes with its walk, and comes back with it', async () => {
  const tab = openTab()
  await tab.create(sessionOf('a'))
  const [ring, thumbprint] = await withKey('a')
  const removed = await tab.remove('a')
  expect(await ring.find(thumbprint)).toBeUndefined()
  if (removed === undefined) throw new Error('nothing was removed')
  await tab.restore(removed)
  expect(await ring.find(thumbprint)).toBeDefined()
})

it('is there for a fork, whose tokens are bound to it', async () => {
  const tab = openTab()
  await tab.create(sessionOf('a'))
  const [, thumbprint] = await withKey('a')
  const flow = { id: 'password', title: 'Password', summary: '', steps: [] }
  await tab.fork('a', flow, 'token', { id: 'b', at: 5 })
  expect(await keyRing('b').find(thumbprint)).toBeDefined()
  await tab.remove('a')
  expect(await keyRing('b').find(thumbprint)).toBeDefined()
})

it('does not go along with a duplicate, which has no secrets', async () => {
  const tab = openTab()
  await tab.create(sessionOf('a'))
  await withKey('a')
  await tab.duplicate('a', { id: 'b', at: 5 })
  expect(thumbprints('b')).toEqual([])
})
