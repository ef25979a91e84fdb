/** A file as a tree of plain values, read strictly: bounded, without prototypes, each name once. */
import { isRecord, member } from '../answer/json.ts'
import { JsonFault, type JsonRecord, type JsonValue, parseJson } from '../answer/json-parser.ts'
import { Refusal } from '../problem.ts'
import { badArrival, checkFile, MOST_DEPTH } from './arrived.ts'

export { isRecord, member } from '../answer/json.ts'
export type { JsonRecord, JsonValue } from '../answer/json-parser.ts'

const exportAgain = 'Export the file again, and open it as it is.'

/** @throws Refusal */
export function readTree(file: string): JsonValue {
  const text = opened(file)
  try {
    return parseJson(text, MOST_DEPTH)
  } catch (thrown) {
    if (!(thrown instanceof JsonFault)) throw thrown
    if (thrown.code === 'json_depth') throw tooDeep()
    const code = thrown.code === 'duplicate_json_key' ? thrown.code : 'not_json'
    throw badArrival(
      code,
      `The text is not JSON: at character ${thrown.at + 1}, ${thrown.message.slice(0, 200)}.`,
      exportAgain,
    )
  }
}

/**
 * A file's text without what an editor put before it.
 * @throws Refusal when nothing is in it
 */
export function opened(file: string): string {
  if (file.trim() === '')
    throw badArrival('empty', 'Nothing is in it.', 'Open the file that holds the requests.')
  return file.startsWith('\uFEFF') ? file.slice(1) : file
}

const tooDeep = (): Refusal =>
  new Refusal({
    kind: 'limit_reached',
    code: 'json_depth',
    means: `The file nests deeper than ${MOST_DEPTH} levels.`,
    remedy: 'No file of this kind needs that. Open the one you exported yourself.',
  })

/** YAML takes fifty times as long to read as JSON. */
const MOST_YAML = 1 << 20

const longYaml = (): Refusal =>
  new Refusal({
    kind: 'limit_reached',
    code: 'too_large',
    means: `The YAML file is larger than ${MOST_YAML >> 20} MiB, the most that is read here.`,
    remedy: 'Convert it to JSON, and open that: JSON may be larger.',
  })

/**
 * YAML as the same kind of tree. Its aliases are followed up to a count, so that few lines stay few.
 * @throws Refusal
 */
export async function readYamlTree(file: string): Promise<JsonValue> {
  checkFile(file)
  if (file.length > MOST_YAML) throw longYaml()
  const { parseDocument } = await import('yaml')
  const text = opened(file)
  let said: string | undefined
  let value: unknown
  try {
    // Looking for repeated keys takes the square of their number; of repeated keys the last counts.
    const document = parseDocument(text, {
      schema: 'core',
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    })
    said = document.errors[0]?.message
    value = document.toJS({ maxAliasCount: 100 })
  } catch (thrown) {
    // Too many aliases, or nesting that its reader does not survive.
    said = thrown instanceof Error ? thrown.message : 'it cannot be read'
  }
  if (said !== undefined)
    throw badArrival(
      'not_yaml',
      `The text is not YAML that is read here: ${said.split('\n')[0]?.slice(0, 200) ?? ''}`,
      exportAgain,
    )
  return plain(value, 0, new Map())
}

/** What an alias repeats stays one value. */
function plain(value: unknown, depth: number, seen: Map<object, JsonValue>): JsonValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' || typeof value === 'bigint') return value
  if (typeof value !== 'object' || value === null) return null
  const known = seen.get(value)
  if (known !== undefined) return known
  if (depth >= MOST_DEPTH) throw tooDeep()
  if (Array.isArray(value)) {
    const list = value.map((one: unknown) => plain(one, depth + 1, seen))
    seen.set(value, list)
    return list
  }
  const made = Object.create(null) as Record<string, JsonValue>
  for (const [name, one] of Object.entries(value)) made[name] = plain(one, depth + 1, seen)
  seen.set(value, made)
  return made
}

export const isList = (value: JsonValue | undefined): value is readonly JsonValue[] =>
  Array.isArray(value)

/** A member that is text. */
export function textIn(record: JsonRecord, name: string): string | undefined {
  const value = member(record, name)
  return typeof value === 'string' ? value : undefined
}

export function recordIn(record: JsonRecord, name: string): JsonRecord | undefined {
  const value = member(record, name)
  return isRecord(value) ? value : undefined
}

export function listIn(record: JsonRecord, name: string): readonly JsonValue[] {
  const value = member(record, name)
  return isList(value) ? value : []
}

export const recordsIn = (record: JsonRecord, name: string): readonly JsonRecord[] =>
  listIn(record, name).filter((one) => isRecord(one))

/** Text, or a number or truth value as text. */
export const wordOf = (value: JsonValue | undefined): string | undefined =>
  value === null || typeof value === 'object' || value === undefined ? undefined : String(value)

export const wordIn = (record: JsonRecord, name: string): string | undefined =>
  wordOf(member(record, name))

/** A name that may stand in `{{…}}`. */
export function variableName(name: string): string {
  const clean = name
    .slice(0, 200)
    .trim()
    .replace(/[^\p{L}\p{N}_.-]+/gu, '_')
    .slice(0, 100)
  return /^[\p{L}_]/u.test(clean) ? clean : `_${clean}`
}
