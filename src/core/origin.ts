/** Where a walk came from, in a sentence. What is made of such a walk goes on saying that it came from elsewhere (T64). */
import type { Session } from './session.ts'

type From = Pick<Session, 'origin'>

/** How walks begin that were made here, of another that is here. */
const OURS = /(?:Forked from|A copy of) “/

/** What stands before that: where the first of them came from. */
const before = ({ origin = '' }: From): string => (origin.split(OURS)[0] ?? '').trim()

/** It came in a file, a recording, a command: its addresses are somebody else's word. */
export const isFromElsewhere = (walk: From): boolean => before(walk) !== ''

/** @param sentence of a walk that is made of this one */
export const originAfter = (walk: From, sentence: string): string =>
  `${before(walk)} ${sentence}`.trim()
