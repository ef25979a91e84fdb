/** What leaving takes and gives: a file without secrets, or the reason why there is none. */
import type { CaseFile } from '../../core/case-shape.ts'
import type { Problem } from '../../core/problem.ts'
import type { Session } from '../../core/session.ts'
import type { Flow, VendorProfile } from '../../core/vendor.ts'

export type LeavingKind = 'case' | 'har' | 'report' | 'script' | `code:${string}`

export type Leaving =
  | {
      readonly kind: 'ready'
      /** The file's name. It carries `redacted`. */
      readonly file: string
      readonly type: string
      readonly text: string
      /** How many places hold a placeholder, or a variable, by its name. */
      readonly counts: Readonly<Record<string, number>>
    }
  | { readonly kind: 'stopped'; readonly problem: Problem }

/** What the person ticked: their choice, each on its own. */
export interface Include {
  /** Who someone is: names, addresses, subjects, tags and the note. */
  readonly personal?: true
  /** What stands in bodies under names that nobody declared, and bodies that are no JSON and no form. */
  readonly bodies?: true
}

export interface LeavingPowers {
  readonly now: () => number
  /** So many random bytes. */
  readonly random: (bytes: number) => Uint8Array<ArrayBuffer>
}

export interface LeavingInput {
  readonly session: Session
  readonly profile: VendorProfile
  readonly flow: Flow
  readonly powers: LeavingPowers
  readonly include?: Include
  /** Of Grantwalk itself. */
  readonly version?: string
}

/** A walk that may be written down: every format is made of this. */
export type MaskedCase = CaseFile['session']

export const unknownFormat: Leaving = {
  kind: 'stopped',
  problem: {
    kind: 'bad_input',
    code: 'unknown_format',
    means: 'Nothing is written in this format here.',
    remedy: 'Choose another format.',
  },
}

export function stopped(part: string): Leaving {
  return {
    kind: 'stopped',
    problem: {
      kind: 'security_stop',
      code: 'export_stopped',
      means: `The export was stopped: the last check found what looks like a secret in ${part}.`,
      remedy: 'Nothing was written. Choose another format, or untick what was added to it.',
    },
  }
}
