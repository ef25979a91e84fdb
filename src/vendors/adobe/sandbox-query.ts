/** What a report is asked for beside its path: the span of time, filters, metrics, limit. */
import { Fault, type Turn } from '../../core/simulation.ts'
import { type Cell, metricsOf } from './sandbox-figures.ts'
import { dateDimensions, dimensions } from './sandbox-tree.ts'

const reserved = ['access_token', 'start', 'end', 'format', 'limit', 'metrics']

export interface Query {
  readonly start: number
  readonly end: number
  readonly limit: number
  readonly metrics: readonly string[]
  /** Dimensions named without a value: they must be in the output. */
  readonly forced: readonly string[]
  readonly filters: readonly Filter[]
  readonly admits: (cell: Cell) => boolean
}

interface Filter {
  readonly dim: string
  readonly not: boolean
  readonly values: readonly string[]
}

const wrong = (text: string): never => {
  throw new Fault('query_wrong', { text })
}

export function readQuery(turn: Turn, path: readonly string[]): Query {
  const { query, now } = turn
  const end = moment(query.get('end'), 'end') ?? now
  const start = moment(query.get('start'), 'start') ?? defaultStart(path, now)
  if (end <= start) wrong('end is not after start')
  const filters = filtersIn(query)
  return {
    start,
    end,
    limit: limitIn(query.get('limit')),
    metrics: metricsIn(query.getAll('metrics'), metricsOf(path)),
    forced: filters.filter(({ values }) => values.includes('')).map(({ dim }) => dim),
    filters,
    admits: (cell) => filters.every((filter) => admitted(cell, filter)),
  }
}

function admitted(cell: Cell, { dim, not, values }: Filter): boolean {
  const wanted = values.filter((value) => value !== '')
  const value = cell[dim]
  if (wanted.length === 0 || value === undefined) return true
  return wanted.includes(value) !== not
}

/** `dim=v`, `dim!=v` (the `!` belongs to the name), each more than once if wanted. */
function filtersIn(query: URLSearchParams): readonly Filter[] {
  const names = [...new Set(query.keys())].filter((name) => !reserved.includes(name))
  return names.map((name) => {
    const dim = name.replace(/!$/, '')
    if (dateDimensions.includes(dim)) wrong(`${dim} is a date dimension: use start and end`)
    if (!dimensions.includes(dim)) wrong(`Unknown dimension: ${dim}`)
    return { dim, not: name !== dim, values: query.getAll(name) }
  })
}

function limitIn(text: string | null): number {
  if (text === null) return 1000
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : wrong(`limit is not a number: ${text}`)
}

/** A comma list, or the name again and again as the server's own links have it. */
function metricsIn(given: readonly string[], known: readonly string[]): readonly string[] {
  const wanted = given.flatMap((one) => one.split(',')).filter((one) => one !== '')
  const stranger = wanted.find((one) => !known.includes(one))
  if (stranger !== undefined) wrong(`Unknown metric: ${stranger}`)
  return wanted.length === 0 ? known : known.filter((one) => wanted.includes(one))
}

const ISO =
  /^(?<year>\d{4})(?:-(?<month>\d\d)(?:-(?<day>\d\d)(?:T(?<hour>\d\d)(?::(?<minute>\d\d)(?::(?<second>\d\d))?)?)?)?)?Z?$/

/** ISO 8601, where a beginning is completed: 2012 is 2012-01-01T00:00:00. Milliseconds too. */
function moment(text: string | null, name: string): number | undefined {
  if (text === null || text === '') return undefined
  if (/^\d{10,14}$/.test(text)) return Number(text)
  const groups = ISO.exec(text)?.groups
  if (groups === undefined) return wrong(`${name} is not an ISO 8601 date: ${text}`)
  const { year = '', month = '01', day = '01' } = groups
  const { hour = '00', minute = '00', second = '00' } = groups
  const whole = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const at = Date.parse(`${whole}Z`)
  // A date that does not exist either cannot be read or comes out as another one.
  return Number.isFinite(at) && isoOf(at) === whole
    ? at
    : wrong(`${name} is not an ISO 8601 date: ${text}`)
}

export const isoOf = (at: number): string => new Date(at).toISOString().slice(0, 19)

/** By the finest date in the path [A]. */
function defaultStart(path: readonly string[], now: number): number {
  const today = new Date(now)
  const [year, month, day] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()]
  if (path.includes('minute')) return now - 3_600_000
  if (path.includes('hour')) return Date.UTC(year, month, day)
  if (path.includes('day')) return Date.UTC(year, month, 1)
  if (path.includes('month')) return Date.UTC(year, 0, 1)
  return Date.UTC(year - 5, 0, 1)
}
