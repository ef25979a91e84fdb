/** Where an OpenAPI document's requests go: its first server, with its variables. */
import type { Variable } from '../draft/draft.ts'
import { literal, placeholder } from '../draft/variables.ts'
import { entriesIn, type Spec } from './openapi-refs.ts'
import {
  isRecord,
  type JsonRecord,
  listIn,
  recordIn,
  textIn,
  variableName,
  wordIn,
} from './tree.ts'

export interface Base {
  /** Without a slash at its end. */
  readonly url: string
  readonly variables: readonly Variable[]
}

/** The nearest list that names a server: the operation's, the path's, the document's. */
export function baseOf(spec: Spec, ...nearest: readonly JsonRecord[]): Base {
  const [server, ...more] =
    [...nearest, spec.root]
      .map((one) =>
        listIn(one, 'servers')
          .slice(0, 100)
          .filter((server) => isRecord(server)),
      )
      .find((all) => all.length > 0) ?? []
  const typed = (server === undefined ? undefined : textIn(server, 'url')) ?? ''
  const variables = server === undefined ? [] : variablesOf(spec, server)
  const url = templated(typed.slice(0, 2000)).replace(/\/+$/, '')
  if (more.length > 0)
    spec.notes.push({
      code: 'more_servers',
      text: `The document names ${more.length + 1} servers; the first, ${typed.slice(0, 100)}, was taken.`,
    })
  if (/^(?:https?:\/\/|\{\{)/i.test(url)) return { url, variables }
  spec.notes.push({
    code: 'no_server',
    text: 'The document does not name its host. Give {{base_url}} its value in an environment.',
  })
  return { url: `{{base_url}}${url === '' || url.startsWith('/') ? url : `/${url}`}`, variables }
}

/** `{name}` becomes `{{name}}`; everything else means itself. */
export const templated = (text: string): string =>
  text
    .split(/(\{[^{}/]{1,200}\})/)
    .map((part, index) =>
      index % 2 === 1 ? placeholder(variableName(part.slice(1, -1))) : literal(part),
    )
    .join('')

function variablesOf(spec: Spec, server: JsonRecord): readonly Variable[] {
  return entriesIn(spec, recordIn(server, 'variables'))
    .slice(0, 50)
    .flatMap(([name, one]) =>
      isRecord(one)
        ? [
            {
              name: variableName(name),
              kind: 'text' as const,
              value: (wordIn(one, 'default') ?? '').slice(0, 2000),
            },
          ]
        : [],
    )
}
