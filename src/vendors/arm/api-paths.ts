/** The addresses of Arm's API, and how its answers and refusals are read. */
import type { JsonValue } from '../../core/answer/json.ts'
import { Refusal } from '../../core/problem.ts'
import type { Values } from '../../core/values.ts'
import type { Context, Pitfall } from '../../core/vendor.ts'
import { apiBase, firstOf, textIn } from './shared.ts'

const part = encodeURIComponent

/** Blanks as %20, as Arm's examples write them. */
export function query(fields: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(fields).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  )
  return given.map(([name, value], at) => `${at === 0 ? '?' : '&'}${name}=${part(value)}`).join('')
}

export const entitlement = (context: Context): string =>
  `${apiBase(context)}/entitlements/${part(context.need('entitlement_id'))}`
export const releasesOf = (context: Context): string =>
  `${entitlement(context)}/rights/download/releases`
export const release = (context: Context): string =>
  `${releasesOf(context)}/${part(context.need('release_id'))}`
export const artifact = (context: Context): string =>
  `${release(context)}/artifact/${part(context.need('artifact_id'))}`

export const known = (fields: Readonly<Record<string, string | undefined>>): Values =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )

/** The ID of a list's first entry. An empty list is a refusal: the next step has nothing to ask for. */
export function firstId(json: JsonValue | undefined, list: string, remedy: string): string {
  const id = textIn(firstOf(json, list), 'id')
  if (id !== undefined) return id
  throw new Refusal({
    kind: 'vendor_error',
    code: 'nothing_there',
    means: `Arm answered, and there is nothing in ${list}.`,
    remedy,
  })
}

export const notFound = (what: string): Pitfall => ({
  status: 404,
  cause: `Arm knows no ${what} of this ID, or it is not yours.`,
  remedy: 'Take the ID from the list before, as it stands there.',
})
