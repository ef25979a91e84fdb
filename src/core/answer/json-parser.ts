/** A JSON parser that JSON.parse is not: it refuses repeated keys and deep nesting, and says at which byte. */

/** Objects have no prototype, so every read is a read of an own property. */
export type JsonValue = null | boolean | number | bigint | string | JsonArray | JsonRecord
export type JsonArray = readonly JsonValue[]
export interface JsonRecord {
  readonly [name: string]: JsonValue
}

/** Why a text is not the JSON we take, and where: `at` counts UTF-16 units of the text. */
export class JsonFault extends Error {
  readonly code: 'json_parse' | 'duplicate_json_key' | 'json_depth'
  readonly at: number
  constructor(code: JsonFault['code'], message: string, at: number) {
    super(message)
    this.name = 'JsonFault'
    this.code = code
    this.at = at
  }
}

/** Told of a name that stands twice in one object; the later value counts, as in most readers. */
export type OnRepeat = (name: string, earlier: JsonValue, later: JsonValue) => void

interface Reader {
  readonly text: string
  readonly maxDepth: number
  readonly onRepeat: OnRepeat | undefined
  at: number
}

const words: readonly (readonly [string, JsonValue])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
]

/**
 * @param onRepeat without it, a repeated name is a fault
 * @throws JsonFault
 */
export function parseJson(text: string, maxDepth: number, onRepeat?: OnRepeat): JsonValue {
  const reader: Reader = { text, maxDepth, onRepeat, at: 0 }
  skipBlanks(reader)
  const value = readValue(reader, 0)
  skipBlanks(reader)
  if (reader.at < text.length) throw fault(reader, 'the end')
  return value
}

function fault(reader: Reader, wanted: string): JsonFault {
  const found = reader.text.codePointAt(reader.at)
  const seen = found === undefined ? 'it ends there' : `${named(found)} stands there`
  return new JsonFault('json_parse', `${wanted} is expected, but ${seen}`, reader.at)
}

/** A character in words that cannot play tricks on a screen. */
function named(code: number): string {
  const printable = code > 0x20 && code < 0x7f
  return printable
    ? String.fromCodePoint(code)
    : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

function skipBlanks(reader: Reader): void {
  for (;;) {
    const code = reader.text.charCodeAt(reader.at)
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
    reader.at += 1
  }
}

/** Takes `sign` if it is next. */
function takes(reader: Reader, sign: string): boolean {
  if (reader.text[reader.at] !== sign) return false
  reader.at += 1
  return true
}

function readValue(reader: Reader, depth: number): JsonValue {
  const first = reader.text[reader.at]
  if (first === '"') return readString(reader)
  if (first === '{' || first === '[') {
    if (depth >= reader.maxDepth)
      throw new JsonFault('json_depth', `it nests deeper than ${reader.maxDepth}`, reader.at)
    return first === '{' ? readObject(reader, depth + 1) : readArray(reader, depth + 1)
  }
  for (const [word, value] of words)
    if (reader.text.startsWith(word, reader.at)) {
      reader.at += word.length
      return value
    }
  return readNumber(reader)
}

function readArray(reader: Reader, depth: number): JsonArray {
  const values: JsonValue[] = []
  reader.at += 1
  skipBlanks(reader)
  if (takes(reader, ']')) return values
  for (;;) {
    skipBlanks(reader)
    values.push(readValue(reader, depth))
    skipBlanks(reader)
    if (takes(reader, ']')) return values
    if (!takes(reader, ',')) throw fault(reader, 'a comma or the end of the list')
  }
}

function readObject(reader: Reader, depth: number): JsonRecord {
  // Without a prototype, `__proto__` is a name like any other.
  const members = Object.create(null) as Record<string, JsonValue>
  reader.at += 1
  skipBlanks(reader)
  if (takes(reader, '}')) return members
  for (;;) {
    skipBlanks(reader)
    const start = reader.at
    if (reader.text[start] !== '"') throw fault(reader, 'a name in double quotes')
    const name = readString(reader)
    const repeated = Object.hasOwn(members, name)
    if (repeated && reader.onRepeat === undefined)
      throw new JsonFault('duplicate_json_key', `the name "${name}" stands there twice`, start)
    skipBlanks(reader)
    if (!takes(reader, ':')) throw fault(reader, 'a colon')
    skipBlanks(reader)
    const value = readValue(reader, depth)
    if (repeated) reader.onRepeat?.(name, members[name] ?? null, value)
    members[name] = value
    skipBlanks(reader)
    if (takes(reader, '}')) return members
    if (!takes(reader, ',')) throw fault(reader, 'a comma or the end of the object')
  }
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

function readString(reader: Reader): string {
  const { text } = reader
  let done = ''
  let from = reader.at + 1
  for (let at = from; ; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x22) {
      reader.at = at + 1
      return done + text.slice(from, at)
    }
    if (code === 0x5c) {
      reader.at = at + 1
      done += text.slice(from, at) + readEscape(reader)
      from = reader.at
      at = from - 1
    } else if (Number.isNaN(code) || code < 0x20) {
      reader.at = at
      throw fault(reader, 'the closing quote of a text')
    }
  }
}

function readEscape(reader: Reader): string {
  const sign = reader.text[reader.at] ?? ''
  const simple = Object.hasOwn(escapes, sign) ? escapes[sign] : undefined
  const hex = reader.text.slice(reader.at + 1, reader.at + 5)
  if (simple === undefined && !(sign === 'u' && /^[0-9a-f]{4}$/i.test(hex)))
    throw fault(reader, 'an escape that JSON knows')
  reader.at += simple === undefined ? 5 : 1
  return simple ?? String.fromCharCode(Number.parseInt(hex, 16))
}

const number = /-?(?:0|[1-9]\d*)(?<rest>(?:\.\d+)?(?:[eE][+-]?\d+)?)/y

function readNumber(reader: Reader): number | bigint {
  number.lastIndex = reader.at
  const match = number.exec(reader.text)
  if (match === null) throw fault(reader, 'a value')
  const [source] = match
  const value = Number(source)
  if (!Number.isFinite(value))
    throw new JsonFault('json_parse', 'a number stands there that is too large to hold', reader.at)
  reader.at += source.length
  // Whole numbers beyond 2^53 - 1 would change silently as a `number` (RFC 8259 section 6).
  return match.groups?.['rest'] === '' && !Number.isSafeInteger(value) ? BigInt(source) : value
}
