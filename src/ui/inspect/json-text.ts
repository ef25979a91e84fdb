/** A JSON value as a person reads it: text without quotes, everything else as JSON, large whole numbers unrounded. */
import type { JsonValue } from '../../core/answer/json.ts'

const isArray = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value)

/** JSON.stringify knows no bigint, and a rounded `jti` would be another one. */
export function jsonText(value: JsonValue, indent = ''): string {
  const inner = `${indent}  `
  if (typeof value === 'bigint') return String(value)
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isArray(value)) {
    if (value.length === 0) return '[]'
    const items = value.map((item) => inner + jsonText(item, inner))
    return `[\n${items.join(',\n')}\n${indent}]`
  }
  const members = Object.entries(value).map(
    ([name, member]) => `${inner}${JSON.stringify(name)}: ${jsonText(member, inner)}`,
  )
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`
}

export const readable = (value: JsonValue): string =>
  typeof value === 'string' ? value : jsonText(value)

/** What kind of thing it is, where the look of it does not say. */
export const isStructure = (value: JsonValue): boolean =>
  value !== null && typeof value === 'object'
