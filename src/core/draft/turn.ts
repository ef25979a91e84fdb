/** A draft turned to another page: only what the page changes is changed, so that variables stay. */
import type { HttpRequest } from '../http.ts'
import type { Draft, Row } from './draft.ts'
import { literal, partsOf } from './variables.ts'

type Pairs = readonly (readonly [name: string, value: string])[]

const parametersOf = ({ url }: HttpRequest): Pairs => [...new URL(url).searchParams]

const isSame = (a: Pairs, name: string, value: string): boolean =>
  a.some(([other, same]) => other === name && same === value)

/**
 * @param sent what the draft became
 * @param page where it is to go: a link of its answer, on the same origin
 */
export function turned(draft: Draft, sent: HttpRequest, page: HttpRequest): Draft {
  const before = parametersOf(sent)
  const after = parametersOf(page)
  const rows = draft.query.filter(({ on, name }) => on && !hasVariable(name))
  const once = (pairs: Pairs, name: string) => pairs.filter(([other]) => other === name).length <= 1
  const moved = after.filter(([name, value]) => !isSame(before, name, value))
  const gone = before.filter(([name]) => !after.some(([other]) => other === name))
  const isRow = (name: string) => rows.some((row) => row.name === name)
  const isNew = (name: string) => !before.some(([other]) => other === name)
  const byRows =
    new URL(sent.url).pathname === new URL(page.url).pathname &&
    moved.every(([name]) => isNew(name) || isRow(name)) &&
    gone.every(([name]) => isRow(name)) &&
    [...moved, ...gone].every(([name]) => once(before, name) && once(after, name))
  if (!byRows) return whole(draft, page)
  const values = new Map(moved)
  const kept = draft.query
    .filter((row) => !row.on || !gone.some(([name]) => name === row.name))
    .map((row): Row => {
      const value = row.on ? values.get(row.name) : undefined
      values.delete(value === undefined ? '' : row.name)
      return value === undefined ? row : { ...row, value: literal(value) }
    })
  const added = [...values].map(([name, value]): Row => {
    return { name: literal(name), value: literal(value), on: true }
  })
  return { ...draft, query: [...kept, ...added] }
}

const hasVariable = (text: string): boolean => partsOf(text).some(({ kind }) => kind === 'variable')

/** Another path, or parameters that stand in the address: all of it is new. */
function whole(draft: Draft, { url }: HttpRequest): Draft {
  const { authorization } = draft
  const next = new URL(url)
  // The key is put in again when the request is put together; literally it must not stand in a draft.
  if (authorization.kind === 'api_key' && authorization.in === 'query')
    next.searchParams.delete(authorization.name)
  return { ...draft, url: literal(next.href), query: draft.query.filter(({ on }) => !on) }
}
