/** Reads a line as bash and zsh do (POSIX 2.2 and 2.3, and bash's `$'…'`), without running any of it. */
import { readAnsi } from './ansi-quote.ts'
import {
  addText,
  type Collector,
  type Command,
  checkLength,
  collector,
  endCommand,
  endWord,
  neverClosed,
  onlyWords,
  open,
} from './shell-word.ts'

export { cmdCommands, cmdWords } from './cmd-lexer.ts'
export { powershellCommands, powershellWords } from './powershell-lexer.ts'

interface Reader extends Collector {
  readonly text: string
  at: number
}

/**
 * The words of one simple command, as the program would get them.
 * @throws Refusal when a quote stays open, or when the text is more than one command
 */
export const shellWords = (text: string, values: Readonly<Record<string, string>> = {}): string[] =>
  onlyWords(shellCommands(text), values)

/**
 * Every command of a text, in order.
 * @throws Refusal
 */
export function shellCommands(text: string): Command[] {
  checkLength(text)
  const reader: Reader = { ...collector(), text, at: 0 }
  while (reader.at < text.length) readNext(reader)
  endCommand(reader, '')
  return reader.commands
}

function readNext(reader: Reader): void {
  const { text } = reader
  const sign = text.charAt(reader.at)
  if (sign === '\\') readEscape(reader)
  else if (sign === "'") readSingle(reader)
  else if (sign === '"') readDouble(reader)
  else if (sign === '$' || sign === '`') readExpansion(reader, false)
  else if (sign === ' ' || sign === '\t' || text.startsWith('\r\n', reader.at)) {
    endWord(reader)
    reader.at += 1
  } else if (sign === '#' && reader.pieces === undefined) skipComment(reader)
  else if ('\n;&|<>()'.includes(sign)) readOperator(reader)
  else {
    addText(reader, sign)
    reader.at += 1
  }
}

function skipComment(reader: Reader): void {
  const end = reader.text.indexOf('\n', reader.at)
  reader.at = end < 0 ? reader.text.length : end
}

const operator = /&>>?|&&|\|\||\|&|;;|[<>]+[&|]?|[\n;&|()]/y

function readOperator(reader: Reader): void {
  operator.lastIndex = reader.at
  const sign = operator.exec(reader.text)?.[0] ?? reader.text.charAt(reader.at)
  reader.at += sign.length
  if (!/[<>]/.test(sign)) {
    endCommand(reader, sign)
    return
  }
  // The 2 of `2> file` is no word.
  const [only, ...more] = reader.pieces ?? []
  const digits = only?.kind === 'text' && more.length === 0 && /^\d+$/.test(only.text)
  if (digits) reader.pieces = undefined
  endWord(reader)
  if (reader.redirect !== undefined) reader.redirects.push(reader.redirect)
  reader.redirect = digits ? only.text + sign : sign
}

/** Outside quotes a backslash keeps the next sign as it is; a line break after it is nothing at all. */
function readEscape(reader: Reader): void {
  const { text, at } = reader
  const broken = /\r?\n/y
  broken.lastIndex = at + 1
  const lineBreak = broken.exec(text)?.[0]
  reader.at += 1 + (lineBreak?.length ?? 1)
  if (lineBreak !== undefined) return
  addText(reader, at + 1 < text.length ? text.charAt(at + 1) : '\\')
}

function readSingle(reader: Reader): void {
  const end = reader.text.indexOf("'", reader.at + 1)
  if (end < 0) throw neverClosed("'")
  addText(reader, reader.text.slice(reader.at + 1, end))
  reader.at = end + 1
}

/** POSIX 2.2.3: within double quotes a backslash acts before these only. */
function readDouble(reader: Reader): void {
  const { text } = reader
  open(reader)
  reader.at += 1
  for (;;) {
    const sign = text.charAt(reader.at)
    if (sign === '') throw neverClosed('"')
    if (sign === '"') break
    if (sign === '$' || sign === '`') readExpansion(reader, true)
    else if (sign === '\\' && /[$`"\\\n]/.test(text.charAt(reader.at + 1))) {
      const next = text.charAt(reader.at + 1)
      if (next !== '\n') addText(reader, next)
      reader.at += 2
    } else {
      addText(reader, sign)
      reader.at += 1
    }
  }
  reader.at += 1
}

const plainName = /\$([A-Za-z_]\w*)/y
const bracedName = /\$\{([A-Za-z_]\w*)(?::?[-=?+][^}]*)?\}/y

function readExpansion(reader: Reader, quoted: boolean): void {
  const { text, at } = reader
  const next = text.charAt(at + 1)
  if (text.charAt(at) === '`') readCommand(reader, backtickEnd(text, at))
  else if (next === '(') readCommand(reader, bracketEnd(text, at + 1))
  else if (!quoted && next === "'") {
    const { value, end } = readAnsi(text, at + 2)
    addText(reader, value)
    reader.at = end
  } else if (!quoted && next === '"') reader.at += 1
  else readVariable(reader)
}

function readVariable(reader: Reader): void {
  for (const pattern of [plainName, bracedName]) {
    pattern.lastIndex = reader.at
    const [whole, name] = pattern.exec(reader.text) ?? []
    if (whole === undefined || name === undefined) continue
    open(reader).push({ kind: 'variable', name })
    reader.at += whole.length
    return
  }
  addText(reader, '$')
  reader.at += 1
}

function readCommand(reader: Reader, end: number): void {
  open(reader).push({ kind: 'command', text: reader.text.slice(reader.at, end) })
  reader.at = end
}

function backtickEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1)
    if (text[at] === '\\') at += 1
    else if (text[at] === '`') return at + 1
  throw neverClosed('`')
}

/** The end of `(…)`, brackets within counted and quoted ones not. */
function bracketEnd(text: string, from: number): number {
  let depth = 0
  let quote = ''
  for (let at = from; at < text.length; at += 1) {
    const sign = text.charAt(at)
    if (sign === '\\' && quote !== "'") at += 1
    else if (quote !== '') quote = sign === quote ? '' : quote
    else if (sign === "'" || sign === '"') quote = sign
    else if (sign === '(') depth += 1
    else if (sign === ')') depth -= 1
    if (depth === 0) return at + 1
  }
  throw neverClosed('$(')
}
