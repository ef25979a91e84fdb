/** Identifiers that may come once: a second time is a replay. */
import type { Turn } from '../core/simulation.ts'

/** `false` when it came before and would still be valid. */
export function notSeen(turn: Turn, key: string, until: number): boolean {
  const before = turn.world.seen.get(key)
  turn.world.seen.set(key, until)
  return before === undefined
}
