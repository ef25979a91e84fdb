/** Lists of rows as they are edited: nothing is ever changed in place. */
import type { Row } from '../../core/draft/draft.ts'

export const emptyRow: Row = { name: '', value: '', on: true }

export const changedAt = <T>(list: readonly T[], index: number, how: (one: T) => T): readonly T[] =>
  list.map((one, at) => (at === index ? how(one) : one))

export const without = <T>(list: readonly T[], index: number): readonly T[] =>
  list.filter((_, at) => at !== index)

export const doubled = <T>(list: readonly T[], index: number): readonly T[] =>
  list.flatMap((one, at) => (at === index ? [one, one] : [one]))

/** The list with one entry a place up or down; the same list where there is no such place. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): readonly T[] {
  const one = list[index]
  const other = list[index + by]
  if (one === undefined || other === undefined) return list
  return list.map((entry, at) => (at === index ? other : at === index + by ? one : entry))
}

/** Rows as lines of text, `#` before the ones switched off. */
export const textOfRows = (rows: readonly Row[]): string =>
  rows.map(({ name, value, on }) => `${on ? '' : '# '}${name}: ${value}`).join('\n')

/** Lines as rows. Explanations stay with the rows whose names stay. */
export function rowsOfText(text: string, before: readonly Row[]): readonly Row[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Row => {
      const [, off, name = '', value = ''] = /^(#\s*)?([^:=]*)[:=]?\s*(.*)$/.exec(line.trim()) ?? []
      const about = before.find((row) => row.name === name.trim())?.about
      return {
        name: name.trim(),
        value,
        on: off === undefined,
        ...(about === undefined ? {} : { about }),
      }
    })
}
