/** Reads a line as cmd.exe does, and then as Windows programs split their command line. */
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

interface Reader extends Collector {
  readonly text: string
  at: number
  /** As cmd.exe counts quotes: between them a caret is a caret. */
  inCmd: boolean
  /** As the program counts them: between them a blank is a blank. */
  inProgram: boolean
  backslashes: number
}

/** @throws Refusal */
export const cmdWords = (text: string, values: Readonly<Record<string, string>> = {}): string[] =>
  onlyWords(cmdCommands(text), values)

/** @throws Refusal */
export function cmdCommands(text: string): Command[] {
  checkLength(text)
  const reader: Reader = {
    ...collector(),
    text: text.replaceAll('\r\n', '\n'),
    at: 0,
    inCmd: false,
    inProgram: false,
    backslashes: 0,
  }
  while (reader.at < reader.text.length) readNext(reader)
  finish(reader, '')
  return reader.commands
}

function readNext(reader: Reader): void {
  const { text, at, inCmd } = reader
  const sign = text.charAt(at)
  reader.at += 1
  if (sign === '^' && !inCmd) readCaret(reader)
  else if (sign === '%') readVariable(reader)
  else if (sign === '\n') finish(reader, sign)
  else if (!inCmd && '&|<>'.includes(sign)) readOperator(reader, sign)
  else {
    if (sign === '"') reader.inCmd = !inCmd
    give(reader, sign)
  }
}

/** The next sign is only itself; a line break goes away, and the sign after it is only itself too. */
function readCaret(reader: Reader): void {
  if (reader.text.charAt(reader.at) === '\n') {
    reader.at += 1
    if (reader.text.charAt(reader.at) !== '\n') return
  }
  const sign = reader.text.charAt(reader.at)
  reader.at += 1
  give(reader, sign)
}

/** A single `%` stays: on a prompt, unlike in a file, it needs no doubling. */
function readVariable(reader: Reader): void {
  const pattern = /([A-Za-z_]\w*)%/y
  pattern.lastIndex = reader.at
  const [whole, name] = pattern.exec(reader.text) ?? []
  if (whole === undefined || name === undefined) {
    give(reader, '%')
    return
  }
  flush(reader)
  open(reader).push({ kind: 'variable', name })
  reader.at += whole.length
}

function readOperator(reader: Reader, sign: string): void {
  const doubled = reader.text.charAt(reader.at) === sign
  if (doubled) reader.at += 1
  const whole = doubled ? sign + sign : sign
  if (sign === '&' || sign === '|') {
    finish(reader, whole)
    return
  }
  flush(reader)
  endWord(reader)
  reader.redirect = whole
}

/** What the program gets, sign by sign: quotes group, and backslashes act before a quote only. */
function give(reader: Reader, sign: string): void {
  if (sign === '\\') {
    reader.backslashes += 1
    open(reader)
  } else if (sign === '"') giveQuote(reader)
  else {
    flush(reader)
    if (!reader.inProgram && (sign === ' ' || sign === '\t')) endWord(reader)
    else if (sign !== '') addText(reader, sign)
  }
}

function giveQuote(reader: Reader): void {
  const count = reader.backslashes
  reader.backslashes = 0
  addText(reader, '\\'.repeat(count >> 1))
  if (count % 2 === 1) {
    addText(reader, '"')
    return
  }
  if (reader.inProgram && nextIsQuote(reader)) {
    addText(reader, '"')
    return
  }
  reader.inProgram = !reader.inProgram
}

/** `""` between quotes is one quote; the second is taken along, and cmd.exe counts it. */
function nextIsQuote(reader: Reader): boolean {
  const { text, at } = reader
  const length = text.charAt(at) === '"' ? 1 : !reader.inCmd && text.startsWith('^"', at) ? 2 : 0
  if (length === 1) reader.inCmd = !reader.inCmd
  reader.at += length
  return length > 0
}

function flush(reader: Reader): void {
  if (reader.backslashes > 0) addText(reader, '\\'.repeat(reader.backslashes))
  reader.backslashes = 0
}

function finish(reader: Reader, end: string): void {
  flush(reader)
  if (reader.inProgram) throw neverClosed('"')
  reader.inCmd = false
  endCommand(reader, end)
}
