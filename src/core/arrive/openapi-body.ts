/** The body an OpenAPI operation asks for: its example, or a sample of its schema. */
import type { DraftBody, Part, Row } from '../draft/draft.ts'
import { literal } from '../draft/variables.ts'
import { jsonText } from './json-text.ts'
import { entriesIn, resolved, type Spec } from './openapi-refs.ts'
import { givenIn, propertiesOf, sampleOf } from './openapi-sample.ts'
import {
  isRecord,
  type JsonRecord,
  type JsonValue,
  listIn,
  member,
  recordIn,
  textIn,
  wordOf,
} from './tree.ts'

const MOST_SAMPLE = 64 << 10

const isJson = (type: string) => /^application\/(?:[\w.+-]+\+)?json\b|^\*\/\*$/i.test(type)
const isForm = (type: string) => /^application\/x-www-form-urlencoded\b/i.test(type)
const isMultipart = (type: string) => /^multipart\//i.test(type)
const isText = (type: string) => /^text\/|xml\b/i.test(type)

export interface AskedBody {
  readonly body: DraftBody
  /** Where the kind of body does not say it itself. */
  readonly type?: string
}

export function askedBody(spec: Spec, operation: JsonRecord): AskedBody {
  const request = resolved(spec, member(operation, 'requestBody'))
  const content = request === undefined ? undefined : recordIn(request, 'content')
  if (content === undefined) return { body: { kind: 'none' } }
  const types = entriesIn(spec, content).map(([name]) => name)
  const type = [isJson, isForm, isMultipart, isText]
    .map((fits) => types.find(fits))
    .find((found) => found !== undefined)
  const chosen = type ?? types[0]
  if (chosen === undefined) return { body: { kind: 'none' } }
  const media = resolved(spec, member(content, chosen)) ?? {}
  return bodyFor(spec, chosen, media)
}

function bodyFor(spec: Spec, type: string, media: JsonRecord): AskedBody {
  const schema = member(media, 'schema')
  if (isForm(type)) return { body: { kind: 'form', rows: rowsOf(spec, schema) } }
  if (isMultipart(type)) return { body: { kind: 'multipart', parts: partsOf(spec, schema) } }
  if (isJson(type)) {
    const text = limited(spec, exampleOf(spec, media) ?? sampleOf(spec, schema))
    const plain = /^(?:application\/json|\*\/\*)/i.test(type)
    return { body: { kind: 'json', text }, ...(plain ? {} : { type: type.slice(0, 200) }) }
  }
  if (!isText(type)) return { body: { kind: 'file' }, type: type.slice(0, 200) }
  const example = exampleOf(spec, media)
  const text = typeof example === 'string' ? cut(spec, example) : ''
  return { body: { kind: 'text', text, type: type.slice(0, 200) } }
}

/** The first example with a value; one that stands elsewhere is not fetched. */
function exampleOf(spec: Spec, media: JsonRecord): JsonValue | undefined {
  const example = member(media, 'example')
  if (example !== undefined) return example
  const found = resolved(spec, entriesIn(spec, recordIn(media, 'examples'))[0]?.[1])
  return found === undefined ? undefined : member(found, 'value')
}

const tooLong = {
  code: 'example_left_out',
  text: 'An example was left out because it is too long.',
}

function limited(spec: Spec, value: JsonValue): string {
  const text = jsonText(value, Math.min(MOST_SAMPLE, spec.left))
  if (text === undefined) spec.notes.push(tooLong)
  spec.left -= text?.length ?? 0
  return literal(text ?? '')
}

function cut(spec: Spec, text: string): string {
  if (text.length > Math.min(MOST_SAMPLE, spec.left)) {
    spec.notes.push(tooLong)
    return ''
  }
  spec.left -= text.length
  return literal(text)
}

/** What a parameter or a field may be filled with. Lists and objects as JSON. */
export function valueText(spec: Spec, value: JsonValue | undefined): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'object') return limited(spec, value).replace(/\n\s*/g, '')
  return cut(spec, wordOf(value) ?? '')
}

export const aboutOf = (record: JsonRecord): { about?: string } => {
  const about = (textIn(record, 'description') ?? '').slice(0, 300).trim()
  return about === '' ? {} : { about }
}

function requiredIn(schema: JsonRecord): (name: string) => boolean {
  const names = new Set(listIn(schema, 'required').slice(0, 200))
  return (name) => names.has(name)
}

function rowsOf(spec: Spec, value: JsonValue | undefined): readonly Row[] {
  const schema = resolved(spec, value)
  if (schema === undefined) return []
  const given = givenIn(schema)
  if (isRecord(given))
    return entriesIn(spec, given).map(([name, one]) => ({
      name: literal(name),
      value: valueText(spec, one),
      on: true,
    }))
  const required = requiredIn(schema)
  return propertiesOf(spec, schema).map(([name, one]) => ({
    name: literal(name),
    value: valueText(spec, givenIn(one)),
    on: required(name),
    ...aboutOf(one),
  }))
}

/** `format: binary` is 3.0's word for a file, `contentMediaType` 3.1's. */
function partsOf(spec: Spec, value: JsonValue | undefined): readonly Part[] {
  const schema = resolved(spec, value)
  if (schema === undefined) return []
  const required = requiredIn(schema)
  return propertiesOf(spec, schema).map(([name, one]) => {
    const type = textIn(one, 'contentMediaType')
    const file = textIn(one, 'format') === 'binary' || type !== undefined
    return {
      name: literal(name),
      value: file ? '' : valueText(spec, givenIn(one)),
      on: required(name),
      ...aboutOf(one),
      ...(file ? { file: { name: '', type: type?.slice(0, 200) ?? '', data: '' } } : {}),
    }
  })
}
