/** XML laid out for reading: a line for each tag. Nothing is resolved, fetched or run, entities least of all (T51). */
import type { Segment } from '../kit/segment.ts'

/** Deeper levels are not indented further. */
const DEEPEST = 40

interface Piece {
  readonly kind: 'open' | 'close' | 'empty' | 'text' | 'other'
  readonly text: string
}

/** What begins with these ends with that, whatever stands between. */
const whole: readonly (readonly [begin: string, end: string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
]

/** Linear in the text: every sign is looked at a fixed number of times. */
function* piecesOf(text: string): Generator<Piece> {
  for (let at = 0; at < text.length; ) {
    const end = text[at] === '<' ? endOfMarkup(text, at) : endOfText(text, at)
    const piece = text.slice(at, end)
    yield { kind: kindOf(piece), text: piece }
    at = end
  }
}

const endOfText = (text: string, at: number): number => {
  const next = text.indexOf('<', at)
  return next < 0 ? text.length : next
}

function endOfMarkup(text: string, at: number): number {
  const found = whole.find(([begin]) => text.startsWith(begin, at))
  if (found !== undefined) {
    const end = text.indexOf(found[1], at + found[0].length)
    return end < 0 ? text.length : end + found[1].length
  }
  // Up to the sign that closes it, outside quotes and a document type's own brackets.
  let quote = ''
  let depth = 0
  for (let end = at + 1; end < text.length; end += 1) {
    const sign = text[end] ?? ''
    if (quote !== '') quote = sign === quote ? '' : quote
    else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '[') depth += 1
    else if (sign === ']') depth -= 1
    else if (sign === '>' && depth <= 0) return end + 1
  }
  return text.length
}

function kindOf(piece: string): Piece['kind'] {
  if (!piece.startsWith('<')) return 'text'
  if (/^<[!?]/.test(piece)) return 'other'
  if (piece.startsWith('</')) return 'close'
  return piece.endsWith('/>') ? 'empty' : 'open'
}

export function xmlSegments(text: string): readonly Segment[] {
  const segments: Segment[] = []
  const pieces = [...piecesOf(text)].filter(
    ({ kind, text }) => kind !== 'text' || text.trim() !== '',
  )
  let depth = 0
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1]
    if (piece.kind === 'close') depth = Math.max(0, depth - 1)
    const isShort = staysOnLine(pieces, index)
    if (before !== undefined && !isShort)
      segments.push({ text: `\n${'  '.repeat(Math.min(depth, DEEPEST))}` })
    segments.push(segmentOf(isShort || piece.kind !== 'text' ? piece : trimmed(piece)))
    if (piece.kind === 'open') depth += 1
  }
  return segments
}

const trimmed = (piece: Piece): Piece => ({ ...piece, text: piece.text.trim() })

/** `<a>text</a>` and `<a></a>` stay together. */
function staysOnLine(pieces: readonly Piece[], index: number): boolean {
  const kindAt = (at: number) => pieces[at]?.kind
  if (kindAt(index) === 'text') return kindAt(index - 1) === 'open' && kindAt(index + 1) === 'close'
  if (kindAt(index) !== 'close') return false
  return (
    kindAt(index - 1) === 'open' || (kindAt(index - 1) === 'text' && kindAt(index - 2) === 'open')
  )
}

function segmentOf({ kind, text }: Piece): Segment {
  if (kind === 'text') return { text, tone: 'string' }
  return { text, tone: kind === 'other' ? 'quiet' : 'name' }
}
