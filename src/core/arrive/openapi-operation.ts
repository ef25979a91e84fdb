/** One OpenAPI operation as a draft: address, rows, body, authorization. */
import type { Draft, Row, Variable } from '../draft/draft.ts'
import { literal } from '../draft/variables.ts'
import { aboutOf, askedBody, valueText } from './openapi-body.ts'
import { entriesIn, resolved, type Spec } from './openapi-refs.ts'
import { givenIn } from './openapi-sample.ts'
import { securedBy } from './openapi-security.ts'
import { baseOf, templated } from './openapi-servers.ts'
import {
  isList,
  type JsonRecord,
  type JsonValue,
  listIn,
  member,
  recordIn,
  textIn,
  variableName,
} from './tree.ts'

export interface Place {
  readonly path: string
  readonly method: string
  readonly item: JsonRecord
  readonly operation: JsonRecord
}

export interface MadeDraft {
  readonly draft: Omit<Draft, 'id' | 'origin'>
  readonly variables: readonly Variable[]
}

export function draftOf(spec: Spec, place: Place): MadeDraft {
  const { path, method, item, operation } = place
  const base = baseOf(spec, operation, item)
  const parameters = parametersOf(spec, item, operation)
  const secured = securedBy(spec, operation)
  const { body, type } = askedBody(spec, operation)
  const at = (where: string) => parameters.filter((one) => textIn(one, 'in') === where)
  const summary = (textIn(operation, 'summary') ?? textIn(operation, 'operationId') ?? '')
    .slice(0, 120)
    .trim()
  const name = summary === '' ? `${method} ${path}` : summary
  return {
    draft: {
      name: name.slice(0, 120),
      method,
      url: base.url + templated(path),
      query: [...at('query').flatMap((one) => rowsOf(spec, one)), ...secured.query],
      headers: [
        ...at('header')
          .filter(isFree)
          .flatMap((one) => rowsOf(spec, one)),
        ...cookieRow(spec, at('cookie')),
        ...secured.headers,
        ...(type === undefined ? [] : [{ name: 'Content-Type', value: literal(type), on: true }]),
      ],
      body,
      authorization: secured.authorization,
      route: 'relay',
    },
    variables: [...base.variables, ...at('path').flatMap((one) => variableOf(spec, one))],
  }
}

/** The operation's own parameters win over those of its path, by name and place. */
function parametersOf(spec: Spec, item: JsonRecord, operation: JsonRecord): readonly JsonRecord[] {
  const found = new Map<string, JsonRecord>()
  const all = [item, operation].flatMap((one) => listIn(one, 'parameters').slice(0, 100))
  for (const one of all) {
    const parameter = resolved(spec, one)
    const name = parameter === undefined ? undefined : textIn(parameter, 'name')
    if (parameter !== undefined && name !== undefined && name.length <= 200)
      found.set(`${textIn(parameter, 'in') ?? ''} ${name}`, parameter)
  }
  return [...found.values()]
}

/** OpenAPI says these three elsewhere, and asks to ignore them here. */
const isFree = (parameter: JsonRecord): boolean =>
  !/^(?:accept|content-type|authorization)$/i.test(textIn(parameter, 'name') ?? '')

/** Its example, its schema's, or nothing: a value that nobody named would look like one that somebody did. */
function exampleOf(spec: Spec, parameter: JsonRecord): JsonValue | undefined {
  const own = member(parameter, 'example')
  if (own !== undefined) return own
  const found = resolved(spec, entriesIn(spec, recordIn(parameter, 'examples'))[0]?.[1])
  if (found !== undefined) return member(found, 'value')
  const schema = resolved(spec, member(parameter, 'schema'))
  return schema === undefined ? undefined : givenIn(schema)
}

/** A list is one row an item, unless the parameter says that it is joined. */
function rowsOf(spec: Spec, parameter: JsonRecord): readonly Row[] {
  const name = literal(textIn(parameter, 'name') ?? '')
  const on = member(parameter, 'required') === true
  const value = exampleOf(spec, parameter)
  const row = (text: string): Row => ({ name, value: text, on, ...aboutOf(parameter) })
  if (!isList(value)) return [row(valueText(spec, value))]
  const texts = value.slice(0, 20).map((one) => valueText(spec, one))
  const apart = textIn(parameter, 'in') === 'query' && member(parameter, 'explode') !== false
  return apart && texts.length > 0 ? texts.map(row) : [row(texts.join(','))]
}

function cookieRow(spec: Spec, parameters: readonly JsonRecord[]): readonly Row[] {
  if (parameters.length === 0) return []
  const pairs = parameters.map((one) => {
    return `${literal(textIn(one, 'name') ?? '')}=${valueText(spec, exampleOf(spec, one))}`
  })
  const on = parameters.some((one) => member(one, 'required') === true)
  return [{ name: 'Cookie', value: pairs.join('; '), on }]
}

/** Only where there is an example: a name without a value is asked for, an empty value would be sent. */
function variableOf(spec: Spec, parameter: JsonRecord): readonly Variable[] {
  const value = exampleOf(spec, parameter)
  const name = variableName(textIn(parameter, 'name') ?? '')
  if (value === undefined || value === null || typeof value === 'object') return []
  return [{ name, kind: 'text', value: String(value).slice(0, 2000) }]
}
