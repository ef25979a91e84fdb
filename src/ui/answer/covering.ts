/** Covers the secrets of a long text piece by piece, so that a large body does not hold the page up. */
import { segmentsOf } from '../../trace/mask.ts'
import type { Secret } from '../../trace/secrets.ts'
import { dots } from '../cover.ts'

export interface Covered {
  readonly text: string
  /** Places where a secret stood. */
  readonly count: number
}

const WINDOW = 32 * 1024
/** The longest way of writing one letter: `%5Cu00e9`. */
const WIDEST = 9

/**
 * A piece is looked at with as much around it as the longest secret needs, so that none is cut in two.
 * @param goesOn more follows, which is not here: what begins a secret at the very end is covered, too
 */
export function* coverInPieces(
  whole: string,
  secrets: readonly Secret[],
  goesOn = false,
): Generator<undefined, Covered> {
  const begun = goesOn ? begunAtEnd(whole, secrets) : 0
  const text = whole.slice(0, whole.length - begun)
  if (secrets.length === 0) return { text, count: 0 }
  const margin = Math.max(...secrets.map(({ value }) => value.length)) * WIDEST + 64
  const size = Math.max(WINDOW, margin)
  const kept: string[] = []
  let end = 0
  let count = 0
  for (let from = 0; from < text.length; from += size) {
    const start = Math.max(0, from - margin)
    for (const [hitFrom, hitTo] of hitsIn(text.slice(start, from + size + margin), secrets)) {
      const [at, to] = [start + hitFrom, start + hitTo]
      // What begins later may be cut off here: the next window sees it whole.
      if (to <= end || at >= from + size) continue
      // What is covered already only goes on: the dots stand there.
      if (at >= end) {
        kept.push(text.slice(end, at), dots)
        count += 1
      }
      end = to
    }
    yield undefined
  }
  kept.push(text.slice(end))
  if (begun > 0) kept.push(dots)
  return { text: kept.join(''), count: count + Math.sign(begun) }
}

function* hitsIn(
  text: string,
  secrets: readonly Secret[],
): Generator<readonly [from: number, to: number]> {
  let at = 0
  for (const part of segmentsOf(text, secrets)) {
    if (part.kind === 'secret') yield [at, at + part.text.length]
    at += part.text.length
  }
}

/** How many letters at the end may be the beginning of a secret. */
function begunAtEnd(text: string, secrets: readonly Secret[]): number {
  const lengths = secrets.map(({ value }) => {
    for (let count = Math.min(value.length - 1, text.length); count >= 4; count -= 1)
      if (text.endsWith(value.slice(0, count))) return count
    return 0
  })
  return Math.max(0, ...lengths)
}
