/** A table out of text (RFC 4180), with the delimiter that its first lines agree on. */

export interface Table {
  readonly delimiter: string
  readonly rows: readonly (readonly string[])[]
  /** The widest row's number of fields. */
  readonly width: number
  /** There are more rows than these. */
  readonly more: boolean
}

export const MOST_ROWS = 1_000
const MOST_COLUMNS = 200
const delimiters = [',', ';', '\t', '|'] as const

/** @param whole the text is all there is: otherwise its last row is half a row, and is left out */
export function readTable(text: string, whole: boolean, most = MOST_ROWS): Table {
  const plain = text.replace(/^\ufeff/, '')
  const delimiter = delimiterOf(plain)
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < plain.length && rows.length <= most) {
    const { field, end } = readField(plain, at, delimiter)
    if (row.length < MOST_COLUMNS) row.push(field)
    const next = plain[end]
    if (next !== delimiter) {
      if (next !== undefined || whole) rows.push(row)
      row = []
    } else if (end + 1 === plain.length && whole) rows.push([...row, ''])
    at = next === '\r' && plain[end + 1] === '\n' ? end + 2 : end + 1
  }
  const shown = rows.slice(0, most)
  const width = shown.reduce((widest, { length }) => Math.max(widest, length), 0)
  return { delimiter, rows: shown, width, more: rows.length > most || !whole }
}

/** A field in quotes may hold everything; two quotes in it are one. What follows its end is kept. */
function readField(
  text: string,
  start: number,
  delimiter: string,
): { readonly field: string; readonly end: number } {
  let at = start
  let field = ''
  if (text[at] === '"') {
    at += 1
    for (;;) {
      const quote = text.indexOf('"', at)
      if (quote < 0) return { field: field + text.slice(at), end: text.length }
      field += text.slice(at, quote)
      at = quote + 1
      if (text[at] !== '"') break
      field += '"'
      at += 1
    }
  }
  let end = at
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r')
    end += 1
  return { field: field + text.slice(at, end), end }
}

/** The one that stands equally often, and more than never, in most of the first lines. */
function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 8_192)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\r|\n/)
    .slice(0, 10)
    .filter((line) => line !== '')
  const score = (delimiter: string): number => {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const first = counts[0] ?? 0
    return first === 0 ? 0 : counts.filter((count) => count === first).length * 100 + first
  }
  return delimiters.reduce<string>(
    (best, one) => (score(one) > score(best) ? one : best),
    delimiters[0],
  )
}
