/** What an opened file or a pasted command turned out to hold. Nothing in it was run, fetched or sent. */
import type { Draft, Variable } from '../draft/draft.ts'
import { type Problem, Refusal } from '../problem.ts'

/** Something the person should know: what was left out, changed, or could not be carried over. */
export interface ArrivalNote {
  /** Stable: `literal`, `missing_file`, `scripts_left_out`, … */
  readonly code: string
  readonly text: string
}

export type ArrivedDraft = Draft

export type Arrived =
  | {
      readonly kind: 'drafts'
      readonly title: string
      readonly drafts: readonly ArrivedDraft[]
      readonly variables: readonly Variable[]
      readonly notes: readonly ArrivalNote[]
    }
  | { readonly kind: 'problem'; readonly problem: Problem }

/** Gives each draft its name in the store. */
export type NewId = () => string

/** A file someone opens, in UTF-16 units. */
export const MOST_FILE = 5 << 20
/** Drafts of one file. */
export const MOST_DRAFTS = 1000
export const MOST_DEPTH = 64

/** What cannot be taken, and what to do instead. */
export const badArrival = (code: string, means: string, remedy: string): Refusal =>
  new Refusal({ kind: 'bad_input', code, means, remedy })

/** @throws Refusal */
export function checkFile(text: string): void {
  if (text.length > MOST_FILE)
    throw new Refusal({
      kind: 'limit_reached',
      code: 'too_large',
      means: `The file is larger than ${MOST_FILE >> 20} MiB, the most that is read here.`,
      remedy: 'Take out what is not needed, for example the bodies of images, and open it again.',
    })
}

/** Whatever was refused on the way becomes the result. */
export function arrived(read: () => Arrived): Arrived {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof Refusal) return { kind: 'problem', problem: thrown.problem }
    throw thrown
  }
}

/** Notes that say the same are one note, and a file with thousands of faults has only so many. */
export function distinct(notes: readonly ArrivalNote[]): readonly ArrivalNote[] {
  const seen = new Map(notes.map((note) => [`${note.code} ${note.text}`, note]))
  const all = [...seen.values()]
  if (all.length <= 50) return all
  const rest = { code: 'more', text: `There are ${all.length - 50} more notes of this kind.` }
  return [...all.slice(0, 50), rest]
}

/** `POST /oauth/token`: what a draft is called until it is named. */
export function nameOf(method: string, url: string): string {
  const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/[?#][\s\S]*$/, '')
  const name = `${method} ${path === '' ? '/' : path}`
  return name.length > 80 ? `${name.slice(0, 79)}…` : name
}
