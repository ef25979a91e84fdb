/** The address and the body of a Postman request. */
import type { DraftBody, Part, Row } from '../draft/draft.ts'
import type { ArrivalNote } from './arrived.ts'
import { aboutIn, converted, rowOf, say } from './postman-text.ts'
import {
  isRecord,
  type JsonRecord,
  type JsonValue,
  listIn,
  member,
  recordIn,
  recordsIn,
  textIn,
  variableName,
  wordIn,
  wordOf,
} from './tree.ts'

export interface Address {
  readonly url: string
  readonly query: readonly Row[]
}

/** A text, or its parts; where both are there, the text is what was typed. */
export function addressOf(value: JsonValue | undefined): Address {
  if (typeof value === 'string') return { url: whole(converted(value)), query: [] }
  if (!isRecord(value)) return { url: '', query: [] }
  const listed = recordsIn(value, 'query')
  const raw = textIn(value, 'raw') ?? built(value)
  const typed = listed.length > 0 ? raw.replace(/[?#][\s\S]*$/, '') : raw
  return { url: whole(placed(converted(typed), value)), query: listed.map(rowOf) }
}

/** Postman puts http:// before an address that names no scheme. */
const whole = (url: string): string =>
  url === '' || url.startsWith('{{') || /^[a-z][\w+.-]*:\/\//i.test(url) ? url : `http://${url}`

function built(url: JsonRecord): string {
  const joined = (name: string, sign: string) =>
    textIn(url, name) ??
    listIn(url, name)
      .map((one) => (isRecord(one) ? (textIn(one, 'value') ?? '') : (wordOf(one) ?? '')))
      .join(sign)
  const scheme = textIn(url, 'protocol')
  const port = wordIn(url, 'port')
  const path = joined('path', '/').replace(/^\//, '')
  return `${scheme === undefined ? '' : `${scheme}://`}${joined('host', '.')}${port === undefined ? '' : `:${port}`}/${path}`
}

/** `/:id` is a value that stands beside the address, or is still to be given. */
function placed(url: string, record: JsonRecord): string {
  const values = new Map(
    recordsIn(record, 'variable').map((one) => [wordIn(one, 'key') ?? '', say(one, 'value')]),
  )
  return url.replace(/\/:([\w.-]+)(?=[/?#]|$)/g, (typed: string, name: string) => {
    const value = values.get(name)
    if (value === undefined) return typed
    return `/${value === '' ? `{{${variableName(name)}}}` : value}`
  })
}

export interface FoundBody {
  readonly body: DraftBody
  readonly notes: readonly ArrivalNote[]
}

const types: Readonly<Record<string, string>> = {
  xml: 'application/xml',
  html: 'text/html',
  javascript: 'application/javascript',
}

const missing = (name: string): ArrivalNote => ({
  code: 'missing_file',
  text: `The file ${name === '' ? 'of a body' : name} is not in the collection. Choose it yourself.`,
})

export function bodyOf(record: JsonRecord | undefined): FoundBody {
  const found = (body: DraftBody, ...notes: ArrivalNote[]): FoundBody => ({ body, notes })
  if (record === undefined || member(record, 'disabled') === true) return found({ kind: 'none' })
  const mode = textIn(record, 'mode')
  if (mode === 'raw') return found(rawBody(record))
  if (mode === 'urlencoded') return found({ kind: 'form', rows: formRows(record) })
  if (mode === 'formdata') return formdata(record)
  if (mode === 'file') {
    const file = recordIn(record, 'file')
    return found({ kind: 'file' }, missing(file === undefined ? '' : (textIn(file, 'src') ?? '')))
  }
  if (mode === 'graphql') return found({ kind: 'json', text: graphql(recordIn(record, 'graphql')) })
  return found({ kind: 'none' })
}

function rawBody(record: JsonRecord): DraftBody {
  const text = say(record, 'raw')
  const raw = recordIn(recordIn(record, 'options') ?? {}, 'raw')
  const language = (raw === undefined ? undefined : textIn(raw, 'language')) ?? ''
  if (text === '' && language === '') return { kind: 'none' }
  if (language === 'json') return { kind: 'json', text }
  return {
    kind: 'text',
    text,
    type: (Object.hasOwn(types, language) && types[language]) || 'text/plain',
  }
}

/** Rows, or, in old files, the text of the form. */
function formRows(record: JsonRecord): readonly Row[] {
  const text = textIn(record, 'urlencoded')
  if (text === undefined) return recordsIn(record, 'urlencoded').map(rowOf)
  const read = new URLSearchParams(text)
  return [...read].map(([name, value]) => ({
    name: converted(name),
    value: converted(value),
    on: true,
  }))
}

function formdata(record: JsonRecord): FoundBody {
  const notes: ArrivalNote[] = []
  const parts = recordsIn(record, 'formdata').map((one): Part => {
    if (textIn(one, 'type') !== 'file') return rowOf(one)
    const path = textIn(one, 'src') ?? wordOf(listIn(one, 'src')[0]) ?? ''
    notes.push(missing(path))
    const name = path.split(/[\\/]/).at(-1) ?? ''
    const about = aboutIn(one)
    return {
      name: say(one, 'key'),
      value: '',
      on: member(one, 'disabled') !== true,
      ...(about === '' ? {} : { about }),
      file: { name, type: textIn(one, 'contentType') ?? '', data: '' },
    }
  })
  return { body: { kind: 'multipart', parts }, notes }
}

/** GraphQL over HTTP is JSON with the query as a text in it. */
function graphql(record: JsonRecord | undefined): string {
  const query = record === undefined ? '' : say(record, 'query')
  const variables = (record === undefined ? '' : say(record, 'variables')).trim()
  return `{"query": ${JSON.stringify(query)}, "variables": ${variables === '' ? '{}' : variables}}`
}
