/** Test data only: what became of a case, in the words of the case files. */
import { Refusal } from '../problem.ts'
import type { Finding } from '../session.ts'

export interface Verdict {
  readonly outcome: string
  readonly code: string
}

interface Worth {
  readonly gained?: Readonly<Record<string, string>>
  readonly findings?: readonly Finding[]
}

export interface Judged extends Verdict {
  readonly stored: boolean
}

/**
 * No finding is `accepted`, the first finding names `accepted_with_warning`, a refusal names itself.
 * @param beside findings that the case file's short inputs bring along without meaning to
 */
export async function verdictOf(
  read: () => Worth | Promise<Worth>,
  beside: readonly string[] = [],
): Promise<Judged> {
  try {
    const { gained = {}, findings = [] } = await read()
    const stored = Object.keys(gained).length > 0
    const first = findings.find(({ code }) => !beside.includes(code))
    if (first === undefined) return { outcome: 'accepted', code: 'ok', stored }
    return { outcome: 'accepted_with_warning', code: first.code, stored }
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    const { kind, code } = thrown.problem
    return { outcome: kind, code, stored: false }
  }
}

/** What the file expects, in our words: core knows no vendor, so a vendor's name is dropped from a code. */
export const expectedOf = (expect: Verdict): Verdict => ({
  outcome: expect.outcome,
  code: expect.code.replace(/^aruba_/, ''),
})
