/** A value such as a schema asks for: its example where it has one, something plausible where not. */
import { entriesIn, resolved, type Spec } from './openapi-refs.ts'
import {
  isList,
  isRecord,
  type JsonRecord,
  type JsonValue,
  listIn,
  member,
  recordIn,
  textIn,
} from './tree.ts'

const MOST_DEPTH = 8
const MOST_VALUES = 400

interface Budget {
  left: number
}

/** A schema may contain itself: depth and count both end. */
export const sampleOf = (spec: Spec, schema: JsonValue | undefined): JsonValue =>
  sample(spec, schema, 0, { left: MOST_VALUES })

function sample(
  spec: Spec,
  value: JsonValue | undefined,
  depth: number,
  budget: Budget,
): JsonValue {
  budget.left -= 1
  const schema = resolved(spec, value)
  if (schema === undefined || depth > MOST_DEPTH || budget.left < 0) return null
  const given = givenIn(schema)
  if (given !== undefined) return given
  const all = listIn(schema, 'allOf')
  if (all.length > 0) return merged(spec, schema, all, depth, budget)
  const choice = listIn(schema, 'oneOf')[0] ?? listIn(schema, 'anyOf')[0]
  if (choice !== undefined) return sample(spec, choice, depth + 1, budget)
  const type = typeOf(schema)
  if (type === 'object') return objectOf(spec, schema, depth, budget)
  if (type === 'array') {
    const item = member(schema, 'items')
    return item === undefined || depth >= MOST_DEPTH ? [] : [sample(spec, item, depth + 1, budget)]
  }
  return scalar(schema, type)
}

/** What the document itself offers. */
export function givenIn(schema: JsonRecord): JsonValue | undefined {
  for (const name of ['example', 'default', 'const'])
    if (member(schema, name) !== undefined) return member(schema, name)
  const [first] = listIn(schema, 'examples')
  return first ?? listIn(schema, 'enum')[0]
}

/** OpenAPI 3.1 lists types; the first that is not null counts. */
function typeOf(schema: JsonRecord): string | undefined {
  const type = member(schema, 'type')
  const named = isList(type) ? type.slice(0, 10).find((one) => one !== 'null') : type
  if (typeof named === 'string') return named
  if (recordIn(schema, 'properties') !== undefined) return 'object'
  return member(schema, 'items') === undefined ? undefined : 'array'
}

function objectOf(spec: Spec, schema: JsonRecord, depth: number, budget: Budget): JsonRecord {
  // Without a prototype, `__proto__` is a name like any other.
  const made = Object.create(null) as Record<string, JsonValue>
  for (const [name, one] of propertiesOf(spec, schema)) {
    if (budget.left <= 0 || depth >= MOST_DEPTH) break
    made[name] = sample(spec, one, depth + 1, budget)
  }
  return made
}

/** What only an answer holds is not asked for. */
export const propertiesOf = (
  spec: Spec,
  schema: JsonRecord,
): readonly (readonly [name: string, schema: JsonRecord])[] =>
  entriesIn(spec, recordIn(schema, 'properties')).flatMap(([name, value]) => {
    const one = resolved(spec, value)
    return one === undefined || member(one, 'readOnly') === true ? [] : [[name, one] as const]
  })

function merged(
  spec: Spec,
  schema: JsonRecord,
  all: readonly JsonValue[],
  depth: number,
  budget: Budget,
): JsonValue {
  const made = Object.create(null) as Record<string, JsonValue>
  let last: JsonValue = null
  for (const one of all.slice(0, 20)) {
    last = sample(spec, one, depth + 1, budget)
    if (isRecord(last)) for (const [name, value] of Object.entries(last)) made[name] = value
  }
  const own = objectOf(spec, schema, depth, budget)
  for (const [name, value] of Object.entries(own)) made[name] = value
  return Object.keys(made).length > 0 ? made : last
}

const formats: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  time: '00:00:00Z',
  uuid: '00000000-0000-4000-8000-000000000000',
  email: 'name@example.com',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
}

function scalar(schema: JsonRecord, type: string | undefined): JsonValue {
  if (type === 'boolean') return false
  if (type === 'integer' || type === 'number') {
    const least = member(schema, 'minimum')
    return typeof least === 'number' ? least : 0
  }
  if (type !== 'string' && type !== undefined) return null
  const format = textIn(schema, 'format') ?? ''
  return Object.hasOwn(formats, format)
    ? (formats[format] ?? '')
    : type === undefined
      ? null
      : 'text'
}
