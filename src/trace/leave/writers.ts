/** The formats a walk can leave in, and how each is written. */
import type { Session } from '../../core/session.ts'
import type { Secret } from '../secrets.ts'
import { caseOf, isCase } from './case.ts'
import { harOf } from './har.ts'
import type { Met } from './labels.ts'
import type { LeavingInput, LeavingKind, MaskedCase } from './leaving.ts'
import { reportOf } from './report.ts'

export interface Written {
  readonly text: string
  readonly type: string
  /** How the file's name ends. */
  readonly ending: string
  /** It would not run any more if something were replaced in it: it is only looked through. */
  readonly program?: true
  readonly counts?: Readonly<Record<string, number>>
  /** Is the text, after scrubbing, still of its format? */
  readonly holds?: (text: string) => boolean
}

export interface Writing {
  /** What is known of the walk, with its secrets: for programs, which cut them out themselves. */
  readonly session: Session
  readonly masked: MaskedCase
  readonly input: LeavingInput
  readonly met: readonly Met[]
  readonly secrets: readonly Secret[]
}

export type Writer = (writing: Writing) => Written | Promise<Written>

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const version = ({ input }: Writing): string => input.version ?? 'of unknown version'

export function writerOf(kind: LeavingKind): Writer | undefined {
  switch (kind) {
    case 'case':
      return ({ masked }) => ({
        ...{ text: caseOf(masked), type: 'application/json', ending: 'grantwalk.json' },
        holds: isCase,
      })
    case 'har':
      return (writing) => ({
        ...{ text: harOf(writing.masked, version(writing)), type: 'application/json' },
        ...{ ending: 'har', holds: isJson },
      })
    case 'report':
      return (writing) => ({
        text: reportOf(writing.masked, writing.input, version(writing)),
        ...{ type: 'text/markdown', ending: 'md' },
      })
    default:
      return undefined
  }
}
