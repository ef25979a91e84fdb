/** The variables a field may use here and now: offered while typing, and coloured by whether they are known. */
import { type Accessor, createContext, useContext } from 'solid-js'

export interface KnownName {
  readonly name: string
  /** Where its value comes from, in words: `this session`, `environment Test`. */
  readonly from: string
  readonly secret: boolean
  /** Shown beside the name; never that of a secret. */
  readonly value: string
}

export const NamesContext = createContext<Accessor<readonly KnownName[]>>(() => [])

export const useNames = (): Accessor<readonly KnownName[]> => useContext(NamesContext)

/** What stands between the last open braces and the caret, while a variable is being typed. */
export function typedName(text: string, caret: number): string | undefined {
  return /\{\{\s*([^{}\s]*)$/.exec(text.slice(0, caret))?.[1]
}

/** The text with the name that is being typed made whole, and where the caret goes. */
export function completed(
  text: string,
  caret: number,
  name: string,
): { readonly text: string; readonly caret: number } {
  const before = text.slice(0, caret).replace(/\{\{\s*[^{}\s]*$/, `{{${name}}}`)
  const after = text.slice(caret).replace(/^[^{}\s]*\}\}/, '')
  return { text: before + after, caret: before.length }
}
