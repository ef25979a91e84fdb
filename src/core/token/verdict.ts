/** Makes one verdict of its lines: the question is answered no better than its worst line. */
import type { Aspect, Mark, Verdict, VerdictLine } from './shapes.ts'

/** What to say above the lines, for each outcome. */
export type Headlines = Readonly<Record<Mark, string>>

/** Failed if any line failed, passed if one passed and none failed, unchecked otherwise. */
export function combine(
  aspect: Aspect,
  lines: readonly VerdictLine[],
  headlines: Headlines,
): Verdict {
  const has = (mark: Mark) => lines.some((line) => line.mark === mark)
  const mark: Mark = has('failed') ? 'failed' : has('passed') ? 'passed' : 'unchecked'
  return { aspect, mark, headline: headlines[mark], lines }
}
