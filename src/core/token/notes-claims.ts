/** What a reader should know about claims before believing their look: dates that are none, letters that lie. */
import type { JsonRecord } from '../answer/json-parser.ts'
import { limits } from './limits.ts'
import { confusableNotes, hiddenNotes, mayHide } from './notes-letters.ts'
import type { Note } from './shapes.ts'
import { dateNotes } from './time-dates.ts'

export function claimNotes(claims: JsonRecord, text: string): readonly Note[] {
  const count = Object.keys(claims).length
  return [
    ...(count > limits.claimsShown ? [tooMany(count)] : []),
    ...dateNotes(claims),
    ...confusableNotes(claims),
    ...(mayHide(text) ? hiddenNotes(claims) : []),
  ]
}

const tooMany = (count: number): Note => ({
  code: 'too_many_claims',
  tone: 'warning',
  text: `It has ${count} claims. The first ${limits.claimsShown} are shown; the others are in the raw payload.`,
})
