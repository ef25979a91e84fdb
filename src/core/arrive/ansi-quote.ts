/** Reads bash's `$'…'` (ANSI-C quoting), which browsers use when they copy a request as curl. */
import { neverClosed } from './shell-word.ts'

interface Read {
  readonly value: string
  /** After the closing quote. */
  readonly end: number
}

const escape =
  /\\(?:x(?<hex>[0-9A-Fa-f]{1,2})|u(?<u>[0-9A-Fa-f]{1,4})|U(?<U>[0-9A-Fa-f]{1,8})|(?<octal>[0-7]{1,3})|c(?<control>[\s\S])|(?<sign>[\s\S]))/y

const named: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  E: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/**
 * @param from after the opening quote
 * @throws Refusal
 */
export function readAnsi(text: string, from: number): Read {
  let value = ''
  // `\xc3\xa9` are two bytes of one letter, so bytes wait until something else comes.
  let bytes: number[] = []
  const flush = () => {
    if (bytes.length > 0)
      value += new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes))
    bytes = []
  }
  for (let at = from; at < text.length; ) {
    const sign = text.charAt(at)
    escape.lastIndex = at
    const match = sign === '\\' ? escape.exec(text) : null
    const byte = match === null ? undefined : byteOf(match.groups)
    if (byte === undefined) flush()
    if (sign === "'") return { value: untilNul(value), end: at + 1 }
    if (byte !== undefined) bytes.push(byte)
    else value += match === null ? sign : meaning(match.groups)
    at += match?.[0].length ?? 1
  }
  throw neverClosed("$'")
}

/** bash ends a word at a NUL, because no argument can hold one. */
const untilNul = (value: string): string => {
  const at = value.indexOf('\0')
  return at < 0 ? value : value.slice(0, at)
}

type Groups = Record<string, string | undefined> | undefined

function byteOf(groups: Groups): number | undefined {
  const { hex, octal } = groups ?? {}
  if (hex !== undefined) return Number.parseInt(hex, 16)
  return octal === undefined ? undefined : Number.parseInt(octal, 8) & 0xff
}

function meaning(groups: Groups): string {
  const { u, U, control, sign = '' } = groups ?? {}
  // Halves of a pair are put together by the text itself.
  if (u !== undefined) return String.fromCharCode(Number.parseInt(u, 16))
  if (U !== undefined) {
    const code = Number.parseInt(U, 16)
    return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
  }
  if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) & 0x1f)
  if (Object.hasOwn(named, sign)) return named[sign] ?? ''
  return /['"\\?]/.test(sign) ? sign : `\\${sign}`
}
