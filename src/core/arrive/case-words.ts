/** A walk's own words, when somebody else wrote them: no longer than a person's, and nothing that reorders what stands around them. */
import type { Session } from '../session.ts'

const LONGEST_NAME = 200
const LONGEST_TAG = 40
const MOST_TAGS = 20
const LONGEST_NOTE = 10_000

const hidden = /(?!\n)[\p{Cc}\p{Bidi_Control}]/gu

/** Whole characters, also where two units make one. */
const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${Array.from(text.slice(0, longest)).slice(0, -1).join('')}…`

const inLine = (text: string, longest: number): string =>
  cut(text.replaceAll(hidden, '').replaceAll(/\s+/g, ' ').trim(), longest)

export function tidied(session: Session): Session {
  const { tags, note, ...rest } = session
  const name = inLine(session.name, LONGEST_NAME)
  const kept = tags?.map((tag) => inLine(tag, LONGEST_TAG)).filter((tag) => tag !== '') ?? []
  return {
    ...rest,
    name: name === '' ? 'A case' : name,
    ...(kept.length === 0 ? {} : { tags: [...new Set(kept)].slice(0, MOST_TAGS) }),
    ...(note === undefined ? {} : { note: cut(note.replaceAll(hidden, ''), LONGEST_NOTE) }),
  }
}
