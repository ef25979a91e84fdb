/** A long text in pieces of a few thousand letters, cut after line ends where there are some. */

const BLOCK = 4_096
/** A line longer than this is cut where it must be; only the screen sees the cut. */
const LONGEST = 2 * BLOCK

export function blocksOf(text: string): readonly string[] {
  const blocks: string[] = []
  for (let at = 0; at < text.length; ) {
    const end = at + BLOCK
    const newline = end >= text.length ? text.length - 1 : text.indexOf('\n', end)
    const to = newline < 0 || newline > at + LONGEST ? safely(text, at + BLOCK) : newline + 1
    blocks.push(text.slice(at, to))
    at = to
  }
  return blocks
}

/** Not between the two halves of one sign. */
const safely = (text: string, at: number): number =>
  /[\ud800-\udbff]/.test(text[at - 1] ?? '') ? at + 1 : at
