/** How many exchanges may run at once, in all and to one origin (T51). There is no queue. */
import type { Limits } from './limits.ts'

export interface Slots {
  /** Gives the way to free the slot again, or `undefined` when none is free. */
  take(origin: string): (() => void) | undefined
}

export function createSlots(limits: Pick<Limits, 'parallel' | 'parallelPerOrigin'>): Slots {
  const running = new Map<string, number>()
  let total = 0

  const free = (origin: string): void => {
    total -= 1
    const left = (running.get(origin) ?? 1) - 1
    if (left === 0) running.delete(origin)
    else running.set(origin, left)
  }

  return {
    take(origin) {
      const here = running.get(origin) ?? 0
      if (total >= limits.parallel || here >= limits.parallelPerOrigin) return undefined
      total += 1
      running.set(origin, here + 1)
      return () => free(origin)
    },
  }
}
