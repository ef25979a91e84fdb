/** The formats a walk can leave in, and how each is written. */
import type { Session } from '../../core/session.ts'
import { caseOf, isCase } from './case.ts'
import { codeOf, languageOf } from './code.ts'
import type { Names } from './cut-requests.ts'
import { harOf } from './har.ts'
import type { LeavingInput, LeavingKind, MaskedCase } from './leaving.ts'
import { reportOf } from './report.ts'
import { scriptOf } from './script.ts'

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

export interface Writing extends Names {
  /** What is known of the walk, with its secrets: for programs, which cut them out themselves. */
  readonly session: Session
  readonly masked: MaskedCase
  readonly input: LeavingInput
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

const inCase: Writer = ({ masked }) => ({
  ...{ text: caseOf(masked), type: 'application/json', ending: 'grantwalk.json' },
  holds: isCase,
})

const inHar: Writer = (writing) => ({
  ...{ text: harOf(writing.masked, version(writing)), type: 'application/json' },
  ...{ ending: 'har', holds: isJson },
})

const inReport: Writer = (writing) => ({
  text: reportOf(writing.masked, writing.input, version(writing)),
  ...{ type: 'text/markdown', ending: 'md' },
})

const inScript: Writer = ({ masked, session, ...names }) => ({
  ...scriptOf(masked, session, names),
  ...{ type: 'text/x-shellscript', ending: 'sh', program: true },
})

/** `undefined` for a language that nobody writes. */
export function writerOf(kind: LeavingKind): Writer | undefined {
  if (kind === 'case') return inCase
  if (kind === 'har') return inHar
  if (kind === 'report') return inReport
  if (kind === 'script') return inScript
  const language = languageOf(kind.slice('code:'.length))
  if (language === undefined) return undefined
  return async ({ masked, named }) => ({
    ...(await codeOf(masked, named, language)),
    ...{ type: 'text/plain', ending: `${language.id}.${language.file}`, program: true },
  })
}
