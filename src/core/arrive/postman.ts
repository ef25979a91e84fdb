/** Postman collections (2.1, and 2.0 as far as it is alike) and environments become drafts and variables. */
import type { Draft, Row } from '../draft/draft.ts'
import {
  type ArrivalNote,
  type Arrived,
  arrived,
  badArrival,
  checkFile,
  distinct,
  MOST_DRAFTS,
  type NewId,
  nameOf,
} from './arrived.ts'
import { authorizationOf } from './postman-auth.ts'
import { addressOf, bodyOf } from './postman-body.ts'
import { converted, nestedNotes, rowOf, variablesOf } from './postman-text.ts'
import {
  isRecord,
  type JsonRecord,
  type JsonValue,
  listIn,
  member,
  readTree,
  recordIn,
  recordsIn,
  textIn,
} from './tree.ts'

export const readPostman = (text: string, id: NewId): Arrived =>
  arrived(() => {
    checkFile(text)
    return postmanOf(readTree(text), id)
  })

/** Postman's own interface wraps what its export does not. */
const unwrapped = (tree: JsonValue, name: string): JsonRecord | undefined =>
  isRecord(tree) ? (recordIn(tree, name) ?? tree) : undefined

export function isPostman(tree: JsonValue): boolean {
  const collection = unwrapped(tree, 'collection')
  const environment = unwrapped(tree, 'environment')
  const listed = (record: JsonRecord | undefined, name: string) =>
    record !== undefined && Array.isArray(member(record, name))
  return (
    (listed(collection, 'item') && recordIn(collection ?? {}, 'info') !== undefined) ||
    (listed(collection, 'requests') && listed(collection, 'order')) ||
    (listed(environment, 'values') && member(environment ?? {}, 'name') !== undefined)
  )
}

/** @throws Refusal */
export function postmanOf(tree: JsonValue, id: NewId): Arrived {
  const collection = unwrapped(tree, 'collection')
  if (collection !== undefined && Array.isArray(member(collection, 'item')))
    return collectionOf(collection, id)
  if (collection !== undefined && Array.isArray(member(collection, 'requests')))
    throw badArrival(
      'postman_v1',
      'This is a Postman collection of version 1, which is not read here.',
      'Export it from Postman as Collection v2.1.',
    )
  const environment = unwrapped(tree, 'environment')
  if (environment !== undefined && Array.isArray(member(environment, 'values')))
    return environmentOf(environment)
  throw badArrival(
    'format',
    'This is no Postman collection and no Postman environment.',
    'Export the collection from Postman as Collection v2.1, and open that file.',
  )
}

function environmentOf(record: JsonRecord): Arrived {
  const variables = variablesOf(record, 'values')
  return {
    kind: 'drafts',
    title: (textIn(record, 'name') ?? 'Postman environment').slice(0, 120),
    drafts: [],
    variables,
    notes: nestedNotes(variables),
  }
}

interface Folder {
  /** `Users / Admin / `, before the name of a request. */
  readonly prefix: string
  readonly auth: JsonRecord | undefined
}

interface Walk {
  readonly id: NewId
  readonly title: string
  readonly drafts: Draft[]
  readonly notes: ArrivalNote[]
  scripts: number
  left: number
}

function collectionOf(record: JsonRecord, id: NewId): Arrived {
  const info = recordIn(record, 'info')
  const title = ((info && textIn(info, 'name')) ?? 'Postman collection').slice(0, 120)
  const walk: Walk = { id, title, drafts: [], notes: [], scripts: 0, left: 0 }
  countScripts(walk, record)
  walkItems(walk, record, { prefix: '', auth: recordIn(record, 'auth') })
  const variables = variablesOf(record, 'variable')
  const notes = [...scriptNotes(walk), ...walk.notes, ...nestedNotes(variables)]
  return { kind: 'drafts', title, drafts: walk.drafts, variables, notes: distinct(notes) }
}

const scriptNotes = ({ scripts, left }: Walk): readonly ArrivalNote[] => [
  ...(scripts === 0
    ? []
    : [
        {
          code: 'scripts_left_out',
          text: `Scripts stand in ${scripts} ${scripts === 1 ? 'place' : 'places'}. None is run here, so what they set is missing.`,
        },
      ]),
  ...(left === 0
    ? []
    : [
        {
          code: 'too_many',
          text: `Only the first ${MOST_DRAFTS} requests were taken; ${left} were not.`,
        },
      ]),
]

function countScripts(walk: Walk, record: JsonRecord): void {
  const events = recordsIn(record, 'event').filter((one) => {
    const script = recordIn(one, 'script')
    const exec = script === undefined ? undefined : member(script, 'exec')
    return Array.isArray(exec) ? exec.some((line) => line !== '') : typeof exec === 'string'
  })
  walk.scripts += events.length
}

/** How deep folders lie is bounded by how deep a file may nest. */
function walkItems(walk: Walk, record: JsonRecord, folder: Folder): void {
  for (const item of recordsIn(record, 'item')) {
    countScripts(walk, item)
    const name = (textIn(item, 'name') ?? '').trim().slice(0, 80)
    const auth = recordIn(item, 'auth') ?? folder.auth
    if (Array.isArray(member(item, 'item'))) {
      const prefix = `${folder.prefix}${name === '' ? 'Folder' : name} / `.slice(-200)
      walkItems(walk, item, { prefix, auth })
    } else if (walk.drafts.length >= MOST_DRAFTS) walk.left += 1
    else walk.drafts.push(draftOf(walk, item, name, { prefix: folder.prefix, auth }))
  }
}

function draftOf(walk: Walk, item: JsonRecord, name: string, folder: Folder): Draft {
  const given = member(item, 'request')
  const request: JsonRecord = isRecord(given) ? given : { url: given ?? '' }
  const method = (textIn(request, 'method') ?? 'GET').toUpperCase().slice(0, 40)
  const { url, query } = addressOf(member(request, 'url'))
  const { body, notes } = bodyOf(recordIn(request, 'body'))
  const auth = authorizationOf(recordIn(request, 'auth') ?? folder.auth)
  walk.notes.push(...notes, ...auth.notes)
  return {
    id: walk.id(),
    name: `${folder.prefix}${name === '' ? nameOf(method, url) : name}`,
    method,
    url,
    query,
    headers: headersOf(request),
    body,
    authorization: auth.authorization,
    route: 'relay',
    origin: `From the Postman collection “${walk.title}”.`,
  }
}

/** Rows, or, in old files, lines of text. */
function headersOf(request: JsonRecord): readonly Row[] {
  const text = textIn(request, 'header')
  if (text === undefined)
    return listIn(request, 'header')
      .filter((one) => isRecord(one))
      .map(rowOf)
  return text.split(/\r?\n/).flatMap((line) => {
    const at = line.indexOf(':')
    if (at <= 0) return []
    const [name, value] = [line.slice(0, at).trim(), line.slice(at + 1).trim()]
    return [{ name: converted(name), value: converted(value), on: true }]
  })
}
