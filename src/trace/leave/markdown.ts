/** Markdown that no text can break: whatever was not written here stands in code, where nothing acts. */

/** Signs that steer a terminal or a line's direction, or hide, are named. */
const visible = (text: string): string =>
  text.replace(
    /(?![\n\t ])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu,
    (sign) => {
      const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
      return `[U+${code}]`
    },
  )

const longestRun = (text: string): number =>
  Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))

/** One line of code, for a paragraph and for a cell of a table. */
export function span(text: string, most = 300): string {
  const line = visible(text).replace(/\s+/g, ' ').trim()
  if (line === '') return ''
  const short = line.length > most ? `${line.slice(0, most)}…` : line
  const fence = '`'.repeat(longestRun(short) + 1)
  // A table splits at a bar even within code, unless it is escaped.
  const cell = short.replaceAll('|', '\\|')
  return fence.length > 1 || /^`|`$/.test(cell)
    ? `${fence} ${cell} ${fence}`
    : `${fence}${cell}${fence}`
}

/** Lines of code, however many backticks stand in them. */
export function block(text: string): readonly string[] {
  const lines = visible(text)
  const fence = '`'.repeat(Math.max(3, longestRun(lines) + 1))
  return [`${fence}text`, ...lines.split('\n'), fence]
}

export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}
