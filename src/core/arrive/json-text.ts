/** A tree written as JSON, within a budget: a few lines can stand for a great deal. */
import { isList, isRecord, type JsonValue } from './tree.ts'

interface Writer {
  readonly parts: string[]
  left: number
}

/** `undefined` when it would be longer than `most` signs. */
export function jsonText(value: JsonValue, most: number): string | undefined {
  const writer: Writer = { parts: [], left: most }
  return write(writer, value, '\n') ? writer.parts.join('') : undefined
}

function put(writer: Writer, text: string): boolean {
  writer.left -= text.length
  writer.parts.push(text)
  return writer.left >= 0
}

function write(writer: Writer, value: JsonValue, indent: string): boolean {
  if (isList(value)) {
    const rows = value.map((one) => [undefined, one] as const)
    return writeAll(writer, rows, ['[', ']'], indent)
  }
  if (isRecord(value)) return writeAll(writer, Object.entries(value), ['{', '}'], indent)
  if (typeof value === 'string' && value.length > writer.left) return false
  // JSON.stringify knows no bigint.
  return put(writer, typeof value === 'bigint' ? String(value) : JSON.stringify(value))
}

function writeAll(
  writer: Writer,
  rows: readonly (readonly [name: string | undefined, value: JsonValue])[],
  [begin, end]: readonly [string, string],
  indent: string,
): boolean {
  if (rows.length === 0) return put(writer, begin + end)
  const inner = `${indent}  `
  for (const [index, [name, value]] of rows.entries()) {
    const lead = (index === 0 ? begin : ',') + inner
    const label = name === undefined ? '' : `${JSON.stringify(name)}: `
    if (!put(writer, lead + label) || !write(writer, value, inner)) return false
  }
  return put(writer, indent + end)
}
