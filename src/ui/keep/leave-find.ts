/** Finds words in a text that is shown, as runs that can be drawn. */
import type { Segment } from '../kit/segment.ts'

/** More than these are not marked: nobody steps through them. */
export const MOST_FOUND = 500

export interface Found {
  readonly count: number
  readonly segments: readonly Segment[]
}

/** Small and capital letters are the same. */
export function found(text: string, words: string): Found {
  const wanted = words.trim()
  if (wanted === '') return { count: 0, segments: [{ text }] }
  const pattern = new RegExp(wanted.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi')
  const segments: Segment[] = []
  let at = 0
  let count = 0
  for (const { 0: hit, index } of text.matchAll(pattern)) {
    if (index > at) segments.push({ text: text.slice(at, index) })
    segments.push({ text: hit, tone: 'changed' })
    at = index + hit.length
    count += 1
    if (count === MOST_FOUND) break
  }
  return { count, segments: [...segments, { text: text.slice(at) }] }
}
