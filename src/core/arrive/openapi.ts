/** An OpenAPI 3.0 or 3.1 document, JSON or YAML, becomes ready requests. Nothing it points to is fetched. */
import type { Draft, Variable } from '../draft/draft.ts'
import { type Problem, Refusal } from '../problem.ts'
import {
  type ArrivalNote,
  type Arrived,
  badArrival,
  checkFile,
  distinct,
  MOST_DRAFTS,
  type NewId,
} from './arrived.ts'
import { draftOf, type Place } from './openapi-operation.ts'
import { resolved, type Spec } from './openapi-refs.ts'
import {
  isRecord,
  type JsonRecord,
  type JsonValue,
  member,
  opened,
  readTree,
  readYamlTree,
  recordIn,
  textIn,
  wordIn,
} from './tree.ts'

const MOST_SAMPLES = 4 << 20
const MOST_LOOKS = 300_000
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']

export async function readOpenapi(text: string, id: NewId): Promise<Arrived> {
  try {
    checkFile(text)
    const json = /^\s*[{[]/.test(opened(text))
    return openapiOf(json ? readTree(text) : await readYamlTree(text), id)
  } catch (thrown) {
    if (thrown instanceof Refusal) return { kind: 'problem', problem: thrown.problem }
    throw thrown
  }
}

export const isOpenapi = (tree: JsonValue): boolean =>
  isRecord(tree) && (wordIn(tree, 'openapi') !== undefined || wordIn(tree, 'swagger') !== undefined)

/** @throws Refusal */
export function openapiOf(tree: JsonValue, id: NewId): Arrived {
  if (!isRecord(tree) || !isOpenapi(tree))
    throw badArrival(
      'format',
      'This is no OpenAPI document: it does not say openapi: 3.0 or 3.1.',
      'Open the document itself, as JSON or YAML, not the page that shows it.',
    )
  checkVersion(tree)
  const info = recordIn(tree, 'info')
  const title = ((info === undefined ? undefined : textIn(info, 'title')) ?? 'OpenAPI').slice(
    0,
    120,
  )
  const spec: Spec = {
    root: tree,
    notes: [],
    left: MOST_SAMPLES,
    looks: MOST_LOOKS,
    entries: new WeakMap(),
  }
  const places = placesIn(spec)
  const drafts: Draft[] = []
  const variables = new Map<string, Variable>()
  for (const place of places.slice(0, MOST_DRAFTS)) {
    const made = draftOf(spec, place)
    drafts.push({ id: id(), ...made.draft, origin: `From the OpenAPI document “${title}”.` })
    for (const one of made.variables) if (!variables.has(one.name)) variables.set(one.name, one)
  }
  const notes = distinct([...countNotes(tree, places.length), ...spec.notes])
  return { kind: 'drafts', title, drafts, variables: [...variables.values()], notes }
}

function checkVersion(tree: JsonRecord): void {
  const version = wordIn(tree, 'openapi')
  if (version === undefined) throw new Refusal(swagger)
  if (!/^3\.[01](?:\.|$)/.test(version))
    throw badArrival(
      'openapi_version',
      `The document is of OpenAPI ${version.slice(0, 20)}; 3.0 and 3.1 are read here.`,
      'Ask for the document in version 3.0 or 3.1.',
    )
}

const swagger: Problem = {
  kind: 'bad_input',
  code: 'swagger_2',
  means: 'This is a Swagger 2.0 document, which is not read here.',
  remedy: 'Convert it to OpenAPI 3 first: most editors of such documents offer that.',
}

function placesIn(spec: Spec): readonly Place[] {
  const places: Place[] = []
  for (const [path, value] of Object.entries(recordIn(spec.root, 'paths') ?? {})) {
    const item = resolved(spec, value)
    if (item === undefined || path.length > 2000 || !path.startsWith('/')) continue
    for (const name of METHODS) {
      const operation = member(item, name)
      if (isRecord(operation)) places.push({ path, method: name.toUpperCase(), item, operation })
    }
  }
  return places
}

function countNotes(tree: JsonRecord, count: number): readonly ArrivalNote[] {
  const notes: ArrivalNote[] = []
  if (count === 0)
    notes.push({ code: 'no_operation', text: 'The document describes no request under paths.' })
  if (count > MOST_DRAFTS)
    notes.push({
      code: 'too_many',
      text: `Only the first ${MOST_DRAFTS} of ${count} requests were taken.`,
    })
  if (recordIn(tree, 'webhooks') !== undefined)
    notes.push({ code: 'webhooks', text: 'Webhooks are requests to you, so none was taken.' })
  return notes
}
