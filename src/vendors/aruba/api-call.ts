/** How Aruba's API calls are written and read: addresses, cursors, and what is said of each. */
import { isRecord, type JsonValue, member } from '../../core/answer/json.ts'
import type { Claim } from '../../core/source.ts'
import type { Context } from '../../core/vendor.ts'
import { rateText } from './shared.ts'
import { limits } from './sources.ts'

export const phase = 'Call the API'
export const rate: Claim = { text: rateText, source: limits }

/** A + in a query means a blank, so everything is percent-encoded: `sort=%2Bserial`. */
export const path = (
  context: Context,
  route: string,
  query: Record<string, string | undefined> = {},
): string => {
  const given = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1])
  const text = given.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
  return `${context.at()}${route}${text === '' ? '' : `?${text}`}`
}

/** A member of the last row of a list. */
export const lastOf = (json: JsonValue | undefined, list: string, name: string): string => {
  const rows = isRecord(json) ? member(json, list) : undefined
  const row = Array.isArray(rows) ? (rows.at(-1) as JsonValue | undefined) : undefined
  const value = isRecord(row) ? member(row, name) : undefined
  return typeof value === 'string' ? value : ''
}

export const onlyGiven = (name: string, value: string): Record<string, string> =>
  value === '' ? {} : { [name]: value }
