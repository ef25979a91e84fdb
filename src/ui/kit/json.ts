/** Lays JSON text out for reading without changing a letter of it: key order, number spelling and escapes stay. */
import type { Segment, Tone } from './segment.ts'

/** Larger texts are shown raw: laying them out would hold the page up. */
const largest = 2 * 1024 * 1024

/** Deeper levels are not indented further, or a hostile text of brackets would grow by its square. */
const deepest = 40

interface Token {
  readonly text: string
  readonly kind: 'open' | 'close' | 'comma' | 'colon' | 'string' | 'number' | 'literal'
}

const punctuation: Readonly<Record<string, Token['kind']>> = {
  '{': 'open',
  '[': 'open',
  '}': 'close',
  ']': 'close',
  ',': 'comma',
  ':': 'colon',
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

/** Expects valid JSON. */
function* tokensOf(text: string): Generator<Token> {
  const word = /[^\s,\]}]+/y
  for (let at = 0; at < text.length; ) {
    const character = text[at] ?? ''
    const mark = punctuation[character]
    let end = at + 1
    if (mark) {
      yield { text: character, kind: mark }
    } else if (character === '"') {
      end = endOfString(text, at)
      yield { text: text.slice(at, end), kind: 'string' }
    } else if (!/\s/.test(character)) {
      word.lastIndex = at
      const found = word.exec(text)?.[0] ?? character
      end = at + found.length
      yield { text: found, kind: /^[-\d]/.test(found) ? 'number' : 'literal' }
    }
    at = end
  }
}

function isJson(text: string): boolean {
  if (text.length > largest) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

interface Writer {
  readonly write: (text: string, tone?: Tone) => void
  readonly done: () => readonly Segment[]
}

/** Collects segments, joining neighbours without a tone so that a page has few elements. */
function createWriter(): Writer {
  const segments: Segment[] = []
  let plain = ''
  const flush = () => {
    if (plain) segments.push({ text: plain })
    plain = ''
  }
  return {
    write(text, tone) {
      if (!tone) {
        plain += text
        return
      }
      flush()
      segments.push({ text, tone })
    },
    done() {
      flush()
      return segments
    },
  }
}

/** Pretty-printed segments, or `undefined` when the text is not JSON. */
export function jsonSegments(text: string): readonly Segment[] | undefined {
  if (!isJson(text)) return undefined
  const { write, done } = createWriter()
  const tokens = [...tokensOf(text)]
  let depth = 0
  const newline = () => write(`\n${'  '.repeat(Math.min(depth, deepest))}`)
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1]
    const next = tokens[index + 1]
    if (token.kind === 'close') {
      depth -= 1
      if (before?.kind !== 'open') newline()
    } else if (before?.kind === 'open' || before?.kind === 'comma') {
      newline()
    }
    if (token.kind === 'string') write(token.text, next?.kind === 'colon' ? 'name' : 'string')
    else if (token.kind === 'number' || token.kind === 'literal') write(token.text, token.kind)
    else write(token.kind === 'colon' ? ': ' : token.text)
    if (token.kind === 'open') depth += 1
  }
  return done()
}
