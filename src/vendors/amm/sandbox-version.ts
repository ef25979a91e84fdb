/** The AMM release the simulator plays, and the releases that brought something new. */
import type { Turn } from '../../core/simulation.ts'

export type Release = '2.17.1' | '2.17.2' | '2.17.4' | '2.17.5'

/** Releases here differ in the last number only. */
export function atLeast(turn: Turn, release: Release): boolean {
  return Number(String(turn.setting('version')).split('.')[2]) >= Number(release.split('.')[2])
}
