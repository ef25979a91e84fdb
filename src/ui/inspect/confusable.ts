/** Finds letters that pass for others: a word of two scripts, or one written in a script's look-alike forms. */

export interface WordPart {
  readonly text: string
  /** `U+043E`, where this letter is of another script than the word's Latin ones. */
  readonly code?: string
}

const latin = /\p{Script=Latin}/u
/** Scripts with letters that look Latin (Unicode TR 39 lists them), and compatibility forms of Latin itself. */
const foreign =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Lisu}\uff21-\uff3a\uff41-\uff5a\u{1d400}-\u{1d7ff}]/gu
/** Labels of a host belong together, and so do the words of a path: only blanks part them. */
const words = /[^\s"'/,;:@?&=]+/gu

const codeOf = (letter: string) =>
  `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

function* partsOfWord(word: string): Generator<WordPart> {
  if (!latin.test(word.replace(foreign, ''))) {
    yield { text: word }
    return
  }
  let end = 0
  for (const found of word.matchAll(foreign)) {
    if (found.index > end) yield { text: word.slice(end, found.index) }
    yield { text: found[0], code: codeOf(found[0]) }
    end = found.index + found[0].length
  }
  if (end < word.length) yield { text: word.slice(end) }
}

/** The text in pieces; put together they are the text. */
export function confusableParts(text: string): readonly WordPart[] {
  // Most texts have none, and the pieces of a long one would cost as many elements.
  if (text.search(foreign) < 0) return [{ text }]
  const parts: WordPart[] = []
  let end = 0
  for (const found of text.matchAll(words)) {
    if (found.index > end) parts.push({ text: text.slice(end, found.index) })
    parts.push(...partsOfWord(found[0]))
    end = found.index + found[0].length
  }
  if (end < text.length) parts.push({ text: text.slice(end) })
  return parts
}

export const isConfusable = (text: string): boolean =>
  confusableParts(text).some(({ code }) => code !== undefined)
