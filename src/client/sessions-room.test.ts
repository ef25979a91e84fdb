import { afterEach, expect, test, vi } from 'vitest'
import { askToPersist, usedRoom } from './sessions-room.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('a browser that has nothing to ask about its room tells nothing of it, and promises nothing', async () => {
  vi.stubGlobal('navigator', {})
  expect(await usedRoom()).toEqual({ persisted: false })
  expect(await askToPersist()).toBe(false)
})

test('a browser that refuses to tell how much there is still tells whether it stays', async () => {
  const storage = {
    estimate: () => Promise.reject(new TypeError('Refused.')),
    persisted: () => Promise.resolve(true),
  }
  vi.stubGlobal('navigator', { storage })
  expect(await usedRoom()).toEqual({ persisted: true })
})
