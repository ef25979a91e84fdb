/** Reads a line as PowerShell does (about_Quoting_Rules, about_Special_Characters), without running any of it. */
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
}

/** @throws Refusal */
export const powershellWords = (
  text: string,
  values: Readonly<Record<string, string>> = {},
): string[] => onlyWords(powershellCommands(text), values)

/** @throws Refusal */
export function powershellCommands(text: string): Command[] {
  checkLength(text)
  const reader: Reader = { ...collector(), text: text.replaceAll('\r\n', '\n'), at: 0 }
  while (reader.at < reader.text.length) readNext(reader)
  endCommand(reader, '')
  return reader.commands
}

/** PowerShell takes typographic quotes for straight ones. */
const single = /['\u2018\u2019\u201a\u201b]/
const double = /["\u201c\u201d\u201e]/

function readNext(reader: Reader): void {
  const sign = reader.text.charAt(reader.at)
  if (sign === '`') readBacktick(reader)
  else if (/@['"]\n/y.test(reader.text.slice(reader.at, reader.at + 3))) readHere(reader)
  else if (single.test(sign)) readSingle(reader)
  else if (double.test(sign)) readDouble(reader)
  else if (sign === '$') readDollar(reader)
  else if (sign === ' ' || sign === '\t') {
    endWord(reader)
    reader.at += 1
  } else if (sign === '#' && reader.pieces === undefined) {
    const end = reader.text.indexOf('\n', reader.at)
    reader.at = end < 0 ? reader.text.length : end
  } else if ('\n;&|<>(){}'.includes(sign)) readOperator(reader)
  else {
    addText(reader, sign)
    reader.at += 1
  }
}

function readOperator(reader: Reader): void {
  const sign = /^(?:&&|\|\||>>|[\s\S])/.exec(reader.text.slice(reader.at, reader.at + 2))?.[0] ?? ''
  reader.at += sign.length
  // The call operator says only that a program follows.
  if (sign === '&' && reader.words.length === 0 && reader.pieces === undefined) return
  if (sign.startsWith('>') || sign === '<') {
    endWord(reader)
    reader.redirect = sign
  } else endCommand(reader, sign)
}

const named: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

function readBacktick(reader: Reader): void {
  const code = /`u\{([0-9A-Fa-f]{1,6})\}/y
  code.lastIndex = reader.at
  const [whole, hex] = code.exec(reader.text) ?? []
  const next = reader.text.charAt(reader.at + 1)
  reader.at += whole?.length ?? 2
  if (hex !== undefined) {
    const point = Number.parseInt(hex, 16)
    addText(reader, point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point))
  } else if (next !== '\n') addText(reader, Object.hasOwn(named, next) ? (named[next] ?? '') : next)
}

function readSingle(reader: Reader): void {
  open(reader)
  for (reader.at += 1; ; reader.at += 1) {
    const sign = reader.text.charAt(reader.at)
    if (sign === '') throw neverClosed("'")
    if (single.test(sign)) {
      reader.at += 1
      if (!single.test(reader.text.charAt(reader.at))) return
    }
    addText(reader, sign)
  }
}

function readDouble(reader: Reader): void {
  open(reader)
  reader.at += 1
  for (;;) {
    const sign = reader.text.charAt(reader.at)
    if (sign === '') throw neverClosed('"')
    if (double.test(sign)) {
      reader.at += 1
      if (!double.test(reader.text.charAt(reader.at))) return
    }
    if (sign === '`') readBacktick(reader)
    else if (sign === '$') readDollar(reader)
    else {
      addText(reader, sign)
      reader.at += 1
    }
  }
}

/** `@'` to `'@`, each at its end of a line: everything between, as it stands. */
function readHere(reader: Reader): void {
  const quote = reader.text.charAt(reader.at + 1)
  const from = reader.at + 3
  const end = reader.text.indexOf(`\n${quote}@`, from - 1)
  if (end < 0) throw neverClosed(`@${quote}`)
  const inner = reader.text.slice(from, Math.max(from, end))
  reader.at = end + 3
  if (quote === "'") {
    open(reader)
    addText(reader, inner)
    return
  }
  const nested: Reader = { ...collector(), text: inner, at: 0, pieces: open(reader) }
  while (nested.at < inner.length) {
    const sign = inner.charAt(nested.at)
    if (sign === '`') readBacktick(nested)
    else if (sign === '$') readDollar(nested)
    else {
      addText(nested, sign)
      nested.at += 1
    }
  }
}

const variable = /\$(?:\{(?:env:)?(\w+)\}|(?:env:)?([A-Za-z_]\w*))/iy

function readDollar(reader: Reader): void {
  variable.lastIndex = reader.at
  const [whole, braced, plain] = variable.exec(reader.text) ?? []
  const name = braced ?? plain
  if (whole !== undefined && name !== undefined) {
    open(reader).push({ kind: 'variable', name })
    reader.at += whole.length
  } else if (reader.text.charAt(reader.at + 1) === '(') readCommand(reader)
  else {
    addText(reader, '$')
    reader.at += 1
  }
}

function readCommand(reader: Reader): void {
  const start = reader.at
  let depth = 0
  for (reader.at += 1; reader.at < reader.text.length; reader.at += 1) {
    const sign = reader.text.charAt(reader.at)
    if (sign === '(') depth += 1
    else if (sign === ')') depth -= 1
    if (depth > 0) continue
    reader.at += 1
    open(reader).push({ kind: 'command', text: reader.text.slice(start, reader.at) })
    return
  }
  throw neverClosed('$(')
}
