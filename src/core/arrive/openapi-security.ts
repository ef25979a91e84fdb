/** OpenAPI's security schemes as an authorization of ours, with variables where the secrets belong. */
import type { Authorization, Row } from '../draft/draft.ts'
import { placeholder } from '../draft/variables.ts'
import type { ArrivalNote } from './arrived.ts'
import { entriesIn, resolved, type Spec } from './openapi-refs.ts'
import {
  isRecord,
  type JsonRecord,
  listIn,
  member,
  recordIn,
  textIn,
  variableName,
} from './tree.ts'

export interface Secured {
  readonly authorization: Authorization
  /** Keys that a second scheme asks for. */
  readonly headers: readonly Row[]
  readonly query: readonly Row[]
}

const open: Secured = { authorization: { kind: 'none' }, headers: [], query: [] }

/** Any of the alternatives is enough; within one, all schemes are needed. */
export function securedBy(spec: Spec, operation: JsonRecord): Secured {
  const own = member(operation, 'security') === undefined ? spec.root : operation
  const alternatives = listIn(own, 'security')
    .slice(0, 10)
    .filter((one) => isRecord(one))
    .map((one) => entriesIn(spec, one).slice(0, 10))
    .map((entries) => entries.map(([name]) => name))
    .filter((names) => names.length > 0)
  const read = alternatives.map((names) => names.map((name) => schemeOf(spec, name)))
  const best = read.find((all) => all.every((one) => one.authorization !== undefined)) ?? read[0]
  if (best === undefined) return open
  spec.notes.push(...best.flatMap(({ note }) => (note === undefined ? [] : [note])))
  const all = best.flatMap(({ authorization }) => authorization ?? [])
  const [first = open.authorization, ...more] = [
    ...all.filter(({ kind }) => kind !== 'api_key'),
    ...all.filter(({ kind }) => kind === 'api_key'),
  ]
  return { authorization: first, headers: rowsIn(more, 'header'), query: rowsIn(more, 'query') }
}

const rowsIn = (all: readonly Authorization[], place: 'header' | 'query'): readonly Row[] =>
  all.flatMap((one) =>
    one.kind === 'api_key' && one.in === place
      ? [{ name: one.name, value: one.value, on: true }]
      : [],
  )

interface Scheme {
  readonly authorization?: Authorization
  readonly note?: ArrivalNote
}

const bearer: Authorization = { kind: 'bearer', token: '{{access_token}}' }
const basic: Authorization = { kind: 'basic', username: '{{username}}', password: '{{password}}' }

function schemeOf(spec: Spec, name: string): Scheme {
  const schemes = recordIn(recordIn(spec.root, 'components') ?? {}, 'securitySchemes') ?? {}
  const scheme = resolved(spec, member(schemes, name))
  const type = scheme === undefined ? undefined : textIn(scheme, 'type')
  if (scheme === undefined || type === undefined) return unknown(name)
  if (type === 'oauth2' || type === 'openIdConnect')
    return { authorization: bearer, note: oauth(spec, name, scheme) }
  if (type === 'apiKey') return apiKey(name, scheme)
  const http = type === 'http' ? (textIn(scheme, 'scheme') ?? '').toLowerCase() : ''
  if (http === 'bearer') return { authorization: bearer }
  return http === 'basic' ? { authorization: basic } : unknown(name)
}

const unknown = (name: string): Scheme => ({
  note: {
    code: 'authorization',
    text: `The security scheme ${name.slice(0, 60)} is not offered here, or not described. Choose an authorization yourself.`,
  },
})

function apiKey(name: string, scheme: JsonRecord): Scheme {
  const place = textIn(scheme, 'in')
  const key = textIn(scheme, 'name') ?? ''
  if (key === '' || (place !== 'header' && place !== 'query' && place !== 'cookie'))
    return unknown(name)
  const value = placeholder(variableName(name))
  return { authorization: { kind: 'api_key', in: place, name: key.slice(0, 200), value } }
}

/** Where a token would come from, so that a walk with any server can be set up. Addresses stay text. */
function oauth(spec: Spec, name: string, scheme: JsonRecord): ArrivalNote {
  const flows = entriesIn(spec, recordIn(scheme, 'flows')).slice(0, 4)
  const urls = flows.flatMap(([flow, value]) => {
    const url = isRecord(value)
      ? (textIn(value, 'tokenUrl') ?? textIn(value, 'authorizationUrl'))
      : undefined
    return url === undefined ? [] : [`${flow.slice(0, 40)} at ${url.slice(0, 200)}`]
  })
  const discovery = textIn(scheme, 'openIdConnectUrl')?.slice(0, 200)
  const where = [...urls, ...(discovery === undefined ? [] : [`discovery at ${discovery}`])].join(
    ', ',
  )
  return {
    code: 'oauth2',
    text: `${name.slice(0, 60)} asks for an access token${where === '' ? '' : ` (${where})`}: choose a session that has one.`,
  }
}
