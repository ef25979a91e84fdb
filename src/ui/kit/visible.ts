/** Makes the characters that hide or reorder text visible, so that a server's words cannot lie (bidi, control). */

export interface VisiblePart {
  readonly text: string
  readonly escaped: boolean
}

/**
 * Controls, format characters (bidi overrides, zero width), private use, lone surrogates, every space but the plain
 * one, and the fillers and selectors that Unicode files under other categories. Line feed and tab stay themselves.
 */
const hidden =
  /(?![ \n\t])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Z}]|\u034f|[\u115f\u1160\u3164\uffa0]|[\u{e0100}-\u{e01ef}]/gu

function escape(character: string): string {
  if (character === '\r') return '\\r'
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16)
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`
}

/** Whether there is anything to write out. */
export const hides = (text: string): boolean => text.search(hidden) >= 0

/** The text with every hidden character written out: `\u202e`. */
export const visible = (text: string): string => text.replace(hidden, escape)

/** The same in pieces, so that an escape we wrote can look different from one the server wrote. */
export function visibleParts(text: string): readonly VisiblePart[] {
  const parts: VisiblePart[] = []
  let end = 0
  for (const match of text.matchAll(hidden)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index), escaped: false })
    const last = parts.at(-1)
    const touches = last?.escaped && match.index === end
    const written = (touches ? last.text : '') + escape(match[0])
    if (touches) parts.pop()
    parts.push({ text: written, escaped: true })
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ text: text.slice(end), escaped: false })
  return parts
}
