/** What a bench measures once in a run, it runs five times: one sample alone can be luck, good or bad. */
import { median } from './sessions-page.ts'

const SAMPLES = 5

/** One after the other: two at once would measure each other. */
export async function fiveTimes<T>(sample: () => Promise<T>): Promise<readonly T[]> {
  const taken: T[] = []
  for (let left = SAMPLES; left > 0; left -= 1) taken.push(await sample())
  return taken
}

export const middle = <T>(samples: readonly T[], of: (sample: T) => number): number =>
  median(samples.map(of))
