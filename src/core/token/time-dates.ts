/** The dates among claims (NumericDate, RFC 7519 section 2), and what is wrong with those that are none. */
import type { JsonRecord, JsonValue } from '../answer/json-parser.ts'
import { rfc } from '../source.ts'
import type { Note } from './shapes.ts'

/** Claims whose value is a NumericDate. `created_at` is not one: whoever writes it chooses the unit. */
export const dateNames = [
  'exp',
  'nbf',
  'iat',
  'auth_time',
  'updated_at',
  'toe',
  'client_id_issued_at',
  'client_secret_expires_at',
] as const

export type DateFault = 'numericdate_type' | 'numericdate_range' | 'numericdate_milliseconds'

export interface DateClaim {
  readonly name: string
  /** What stood there, as a number of seconds; absent when it is no number or beyond all calendars. */
  readonly seconds?: number
  /** Unix milliseconds, for a clock; present with `seconds`. */
  readonly milliseconds?: number
  readonly fault?: DateFault
}

/** What a `Date` can hold (ECMA-262, 21.4.1.1), in seconds. */
const LAST = 8.64e12
/** The year 5138 in seconds, and March 1973 in milliseconds: a date beyond it was meant in milliseconds. */
const MILLISECONDS = 1e11

export function dateOf(name: string, value: JsonValue): DateClaim {
  if (typeof value !== 'number' && typeof value !== 'bigint')
    return { name, fault: 'numericdate_type' }
  const seconds = Number(value)
  if (Math.abs(seconds) > LAST) return { name, fault: 'numericdate_range' }
  const milliseconds = Math.round(seconds * 1000)
  const fault = seconds >= MILLISECONDS ? ({ fault: 'numericdate_milliseconds' } as const) : {}
  return { name, seconds, milliseconds, ...fault }
}

export const datesOf = (claims: JsonRecord): readonly DateClaim[] =>
  dateNames.flatMap((name) => {
    const value = claims[name]
    return value === undefined ? [] : [dateOf(name, value)]
  })

export const dateNotes = (claims: JsonRecord): readonly Note[] =>
  datesOf(claims).flatMap(({ name, fault }) =>
    fault === undefined ? [] : [{ code: fault, tone: 'warning', text: faults[fault](name), rule }],
  )

export const rule = rfc(7519, '2')

export const faults: Readonly<Record<DateFault, (name: string) => string>> = {
  numericdate_type: (name) => `${name} is not a number, so no date can be read from it.`,
  numericdate_range: (name) => `${name} is a number beyond all calendars, so it is no date.`,
  numericdate_milliseconds: (name) =>
    `${name} looks like milliseconds; a JWT counts seconds, and read so it lies thousands of years ahead.`,
}
