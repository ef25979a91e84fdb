/** What cannot be right about a variable, in words. */
import type { Variable } from '../../core/draft/draft.ts'
import { partsOf } from '../../core/draft/variables.ts'

const isName = (name: string) => {
  const [part, more] = partsOf(`{{${name}}}`)
  return more === undefined && part?.kind === 'variable' && part.name === name
}

export function faultOf(
  { name, kind, value }: Variable,
  index: number,
  all: readonly Variable[],
): string | undefined {
  if (!isName(name))
    return 'A name begins with a letter; letters, digits, dots, dashes and underscores follow.'
  if (all.findIndex((one) => one.name === name) < index) return `${name} stands here twice.`
  if (kind === 'number' && (value.trim() === '' || !Number.isFinite(Number(value))))
    return `${name} is to be a number, and “${value}” is none.`
  if (kind === 'boolean' && value !== 'true' && value !== 'false')
    return `${name} is either true or false.`
  return undefined
}
