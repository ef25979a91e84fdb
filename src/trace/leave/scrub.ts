/** Third stage of leaving: every known secret goes from the final text, however it is written there. */

import { gramsOf } from '../mask.ts'
import type { Secret } from '../secrets.ts'
import { type Needle, needlesOf } from '../writings.ts'

/** Longest first, so that a part never hides the whole; only what no ordinary word holds. */
export function needlesFor(secrets: readonly Secret[]): readonly Needle[] {
  return secrets
    .flatMap(needlesOf)
    .filter(({ lead, text }) => lead === '' && text.length >= 6)
    .sort((a, b) => b.text.length - a.text.length)
}

/** A number is found as a whole number: its digits stand in times and lengths, too. */
const finderOf = (text: string): string | RegExp =>
  /^\d+$/.test(text) ? new RegExp(`(?<!\\d)${text}(?!\\d)`, 'g') : text

export function scrubValues(
  text: string,
  secrets: readonly Secret[],
  labels: ReadonlyMap<string, string>,
): string {
  let clean = text
  for (const needle of needlesFor(secrets).filter(gramsOf(text))) {
    const label = labels.get(needle.secret.value) ?? '<secret>'
    clean = clean.replaceAll(finderOf(needle.text), () => label)
  }
  return clean
}

/** Where a needle stands, or -1. */
export function placeOf(text: string, needle: string): number {
  const finder = finderOf(needle)
  return typeof finder === 'string' ? text.indexOf(finder) : text.search(finder)
}

const WORD = /[\w.+/@~-]{6,}/g

/** Whole words only, in one pass however many there are. */
export const scrubWords = (
  text: string,
  words: ReadonlySet<string>,
  standIn: (value: string) => string,
): string =>
  words.size === 0 ? text : text.replace(WORD, (word) => (words.has(word) ? standIn(word) : word))

export const hasWord = (text: string, words: ReadonlySet<string>): boolean =>
  words.size > 0 && [...text.matchAll(WORD)].some(([word]) => words.has(word))
