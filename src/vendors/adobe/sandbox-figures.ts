/** Thirteen months of invented use. The same question always has the same answer, and parts add up. */
import { dateDimensions } from './sandbox-tree.ts'

const general = [
  ['active-users', 0.48],
  ['active-sessions', 1.03],
  ['started-sessions', 1],
  ['completed-sessions', 0.9975],
  ['failed-attempts', 0.0031],
  ['dismissed-sessions', 0.0004],
  ['killed-sessions', 0.0006],
] as const

const durations = [
  ['duration_0-15', 0.31],
  ['duration_15-30', 0.22],
  ['duration_30-60', 0.2],
  ['duration_60-120', 0.14],
  ['duration_2h-4h', 0.08],
  ['duration_4h-8h', 0.03],
  ['duration_8h-16h', 0.012],
  ['duration_16h-1d', 0.004],
  ['duration_1d-3d', 0.001],
  ['duration_3d-7d', 0.0004],
  ['duration_1w-1m', 0.0001],
  ['duration_over-1m', 0],
] as const

/** Shares of a day's users by level: how many at once, how often in the day. */
const levels: Readonly<Record<string, readonly number[]>> = {
  'concurrency-level': [0.38, 0.07, 0.02, 0.01],
  'activity-level': [0.24, 0.13, 0.07, 0.04],
}

const levelIn = (dims: readonly string[]): string | undefined =>
  dims.find((dim) => Object.hasOwn(levels, dim))

/** Paths that begin with the year carry seven metrics, the others the durations too; levels count users. */
export function metricsOf(path: readonly string[]): readonly string[] {
  if (levelIn(path) !== undefined) return ['users']
  const long = path[0] === 'tenant' || path[0] === 'mvpd'
  return [...general, ...(long ? durations : [])].map(([name]) => name)
}

const rates = new Map<string, number>([...general, ...durations])

export type Cell = Readonly<Record<string, string>>

const channels: Readonly<Record<string, readonly string[]>> = {
  ESPN: ['ESPN', 'ESPN2'],
  TBS: ['TBS', 'TNT'],
}
const programs = [
  ['player', 'Player'],
  ['live', 'Live'],
] as const

export const tenants: readonly string[] = Object.keys(channels)

const cells: readonly Cell[] = tenants.flatMap((tenant) =>
  ['Cablevision', 'Dish'].flatMap((mvpd) =>
    ['Android', 'iOS', 'tvOS'].flatMap((platform) =>
      (channels[tenant] ?? []).flatMap((channel) =>
        programs.map(([id, name]) => ({
          tenant,
          mvpd,
          platform,
          channel,
          'application-id': `${tenant.toLowerCase()}-${id}`,
          application: `${tenant} ${name}`,
        })),
      ),
    ),
  ),
)

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How much of a day has gone by at each full hour: little at night, most in the evening. */
const gone = [
  0, 2, 3, 4, 5, 6, 8, 11, 15, 18, 21, 25, 30, 35, 40, 45, 50, 56, 63, 71, 80, 88, 94, 98, 100,
]

function goneBy(milliseconds: number): number {
  const hour = Math.min(23, Math.floor(milliseconds / HOUR))
  const [from = 0, to = 100] = gone.slice(hour, hour + 2)
  return (from + (to - from) * (milliseconds / HOUR - hour)) / 100
}

/** FNV-1a, as a number from 0 to 1. */
function chance(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash / 0xffffffff
}

const sessionsOn = (cell: Cell, day: number): number => {
  const key = Object.values(cell).join()
  const weekend = [0, 6].includes(new Date(day).getUTCDay()) ? 1.35 : 1
  return 240 * (0.5 + chance(key)) * weekend * (0.9 + 0.2 * chance(`${key} ${day}`))
}

export interface View {
  readonly dims: readonly string[]
  readonly metrics: readonly string[]
  /** Unix milliseconds; `end` is not included. */
  readonly start: number
  readonly end: number
  readonly now: number
  readonly admits: (cell: Cell) => boolean
}

export interface Row {
  readonly dims: readonly string[]
  readonly sums: number[]
}

/** Thirteen months: this one and the twelve before it. */
export function firstDay(now: number): number {
  const today = new Date(now)
  return Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 12, 1)
}

const bucketOf = ({ dims }: View): number =>
  dims.includes('minute') ? 60_000 : dims.includes('hour') ? HOUR : DAY

/** Cells and moments that would have to be added up. */
export const effort = (view: View): number =>
  (Math.max(0, Math.min(view.end, view.now) - Math.max(view.start, firstDay(view.now))) /
    bucketOf(view)) *
  cells.length

export function rowsOf(view: View): readonly Row[] {
  const rows = new Map<string, Row>()
  const end = Math.min(view.end, view.now)
  const length = bucketOf(view)
  const from = Math.max(view.start, firstDay(view.now))
  for (let at = from - (from % length); at < end; at += length)
    for (const cell of cells.filter(view.admits)) {
      const part = [Math.max(at, from), Math.min(at + length, end)] as const
      for (const [level, share] of levelsIn(view)) add(rows, view, cell, part, level, share)
    }
  return [...rows.values()].sort((a, b) => compare(a.dims, b.dims))
}

function levelsIn({ dims }: View): readonly (readonly [string, number])[] {
  const level = levelIn(dims)
  if (level === undefined) return [['', 1]]
  return (levels[level] ?? []).map((share, index) => [String(index + 1), share])
}

function add(
  rows: Map<string, Row>,
  { dims, metrics }: View,
  cell: Cell,
  [from, to]: readonly [number, number],
  level: string,
  share: number,
): void {
  const values = dims.map((dim) => cell[dim] ?? datePart(dim, from) ?? level)
  const key = values.join()
  const row = rows.get(key) ?? { dims: values, sums: metrics.map(() => 0) }
  rows.set(key, row)
  const day = from - (from % DAY)
  const sessions = sessionsOn(cell, day) * share
  for (const [index, metric] of metrics.entries()) {
    const exact = sessions * (rates.get(metric) ?? 1)
    // What is rare happens on some days only, and not never.
    const total = Math.floor(exact + (exact < 3 ? chance(`${metric} ${sessions}`) : 0.5))
    // Both ends rounded down, so that the hours of a day add up to the day.
    const until = Math.floor(total * goneBy(to - day))
    row.sums[index] = (row.sums[index] ?? 0) + until - Math.floor(total * goneBy(from - day))
  }
}

function datePart(dim: string, at: number): string | undefined {
  const date = new Date(at)
  const parts = [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
  ]
  const index = dateDimensions.indexOf(dim)
  return index < 0 ? undefined : String(parts[index])
}

function compare(a: readonly string[], b: readonly string[]): number {
  for (const [index, one] of a.entries()) {
    const other = b[index] ?? ''
    if (one === other) continue
    const numbers = [Number(one), Number(other)] as const
    if (numbers.every(Number.isFinite)) return numbers[0] - numbers[1]
    return one < other ? -1 : 1
  }
  return 0
}
