/** A case file: the masked walk as it is, to be opened in Grantwalk again. */
import { CASE_FORMAT, CASE_VERSION, type CaseFile, parseCase } from '../../core/case-shape.ts'
import type { MaskedCase } from './leaving.ts'

export function caseOf(session: MaskedCase): string {
  const file: CaseFile = { format: CASE_FORMAT, version: CASE_VERSION, session }
  return `${JSON.stringify(file, null, 1)}\n`
}

/** What was scrubbed must still be a case; a member nobody foresaw makes it none. */
export function isCase(text: string): boolean {
  try {
    return parseCase(JSON.parse(text)) !== undefined
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return false
    throw thrown
  }
}
