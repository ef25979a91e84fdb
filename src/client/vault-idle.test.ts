/** A vault that nobody uses locks itself, also after the machine slept. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { IDLE_MS, watchIdle } from './vault-idle.ts'

const lock = vi.fn<() => void>()
const tell = vi.fn<() => void>()

function watched() {
  const target = new EventTarget()
  const idle = watchIdle({ now: Date.now, after: () => IDLE_MS, lock, tell, target })
  return { idle, target, press: () => target.dispatchEvent(new Event('keydown')) }
}

beforeEach(() => {
  vi.useFakeTimers()
  lock.mockClear()
  tell.mockClear()
})
afterEach(() => vi.useRealTimers())

describe('an open vault', () => {
  it('locks after 15 minutes without a sign of life, once (T91)', () => {
    watched()
    vi.advanceTimersByTime(IDLE_MS - 1)
    expect(lock).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(lock).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(IDLE_MS * 3)
    expect(lock).toHaveBeenCalledOnce()
  })

  it('stays open as long as somebody is here, or in another tab', () => {
    const { idle, press } = watched()
    for (let times = 0; times < 10; times += 1) {
      vi.advanceTimersByTime(IDLE_MS - 1000)
      if (times % 2 === 0) press()
      else idle.touch()
    }
    expect(lock).not.toHaveBeenCalled()
    vi.advanceTimersByTime(IDLE_MS)
    expect(lock).toHaveBeenCalledOnce()
  })

  it('tells the other tabs now and then, not at every key', () => {
    const { press } = watched()
    vi.advanceTimersByTime(30_000)
    for (let times = 0; times < 100; times += 1) press()
    expect(tell).toHaveBeenCalledOnce()
  })

  it('locks at once after a sleep in which no timer ran, before a key could save it', () => {
    const { press, target } = watched()
    vi.setSystemTime(Date.now() + IDLE_MS + 5000)
    press()
    expect(lock).toHaveBeenCalledOnce()
    lock.mockClear()
    target.dispatchEvent(new Event('visibilitychange'))
    expect(lock).not.toHaveBeenCalled()
  })

  it('is not locked again once the watch has ended', () => {
    const { idle } = watched()
    idle.stop()
    vi.advanceTimersByTime(IDLE_MS * 2)
    expect(lock).not.toHaveBeenCalled()
  })
})
