/** JSON of a token, read so that a repeated name is seen and told instead of hidden or refused. */
import { type JsonArray, JsonFault, type JsonValue, parseJson } from '../answer/json-parser.ts'
import { limits } from './limits.ts'

interface Repeat {
  readonly name: string
  readonly earlier: JsonValue
  readonly later: JsonValue
}

export type JsonRead =
  | { readonly value: JsonValue; readonly repeats: readonly Repeat[] }
  | { readonly fault: JsonFault }

/** More repeated names than anyone reads. */
const TOLD = 5

export function readJsonText(text: string): JsonRead {
  const repeats: Repeat[] = []
  try {
    const value = parseJson(text, limits.depth, (name, earlier, later) => {
      if (repeats.length < TOLD) repeats.push({ name, earlier, later })
    })
    return { value, repeats }
  } catch (thrown) {
    if (thrown instanceof JsonFault) return { fault: thrown }
    throw thrown
  }
}

/** The value as JSON again, on one line; whole numbers beyond 2^53 keep every digit. */
export function jsonText(value: JsonValue): string {
  if (typeof value === 'bigint') return value.toString()
  if (isList(value)) return `[${value.map(jsonText).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value)
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${jsonText(one)}`).join(',')}}`
}

/** `Array.isArray`, but for lists that nobody may change. */
export const isList = (value: JsonValue | undefined): value is JsonArray => Array.isArray(value)
