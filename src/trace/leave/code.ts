/** The whole flow as one program. What an answer gives is a variable, too: the program is a list, not a walk. */
import { type Language, languages } from '../code/languages.ts'
import { variablesOf } from '../code/variables.ts'
import { cutRequest, type Named, telling } from './cut-requests.ts'
import type { MaskedCase } from './leaving.ts'

export const languageOf = (id: string): Language | undefined =>
  languages.find((language) => language.id === id)

export interface Code {
  readonly text: string
  readonly counts: Readonly<Record<string, number>>
}

/** A redirect is a browser's business, so it is not in the program. */
export async function codeOf(masked: MaskedCase, named: Named, language: Language): Promise<Code> {
  const requests = telling(masked.exchanges)
    .filter(({ route }) => route !== 'navigation')
    .map(({ sent }) => cutRequest(sent, named))
  const write = await language.load()
  const variables = [...variablesOf(requests).values()]
  return {
    text: write(...requests),
    counts: Object.fromEntries(variables.map(({ name }) => [name, 1])),
  }
}
