/** Rate limits as checks: so many requests in a window of so many seconds. */
import { type Check, Fault } from '../core/simulation.ts'
import type { RateLimit } from '../core/simulator.ts'

/** A refused request is not counted. */
export function limitCheck(id: string, limit: RateLimit): Check {
  return {
    name: `limit:${id}`,
    source: limit.source,
    run(turn) {
      const key = `${id} ${limit.key(turn)}`
      const length = limit.seconds * 1000
      const running = turn.world.windows.get(key)
      const live = running !== undefined && running.startedAt + length > turn.now
      const startedAt = live
        ? running.startedAt
        : turn.now - (limit.aligned ? turn.now % length : 0)
      const count = live ? running.count : 0
      const left = limit.max(turn) - count
      const seconds = Math.ceil((startedAt + length - turn.now) / 1000)
      if (left <= 0) {
        throw new Fault('too_many_requests', { limit: id, seconds: String(seconds) })
      }
      turn.world.windows.set(key, { startedAt, count: count + 1 })
      for (const [name, value] of limit.headers?.(left - 1, seconds) ?? [])
        turn.answerHeaders.push([name, value])
      return undefined
    },
  }
}
