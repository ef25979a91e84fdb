/** Paging and searching in Arm's API: page numbers, and a JSON object in a parameter. */
import { Fault, type Turn } from '../../core/simulation.ts'

const LIMIT = 10
const MOST = 100

const wrong = (text: string): Fault => new Fault('parameter_wrong', { text })

/** One page of what fits the search, in Arm's envelope. */
export function pageOf(turn: Turn, found: readonly object[], special: Special = {}): object {
  const limit = wholeNumber(turn, 'limit', LIMIT, MOST)
  // A page number, counted from 1 [D A-1].
  const offset = wholeNumber(turn, 'offset', 1, Number.MAX_SAFE_INTEGER)
  const wanted = searched(turn)
  const fitting = found.filter((item) =>
    wanted.every(([path, value]) => special[path]?.(item, value) ?? same(at(item, path), value)),
  )
  const start = (offset - 1) * limit
  return { totalNumberOfItems: fitting.length, items: fitting.slice(start, start + limit) }
}

/** Names in a search that are no path into an item. */
type Special = Readonly<Record<string, (item: object, value: unknown) => boolean>>

function wholeNumber(turn: Turn, name: string, otherwise: number, most: number): number {
  const text = turn.query.get(name)
  if (text === null) return otherwise
  const value = /^\d{1,15}$/.test(text) ? Number(text) : 0
  if (value < 1 || value > most) throw wrong(`${name} must be a whole number from 1 to ${most}`)
  return value
}

function searched(turn: Turn): readonly [string, unknown][] {
  const text = turn.query.get('search')
  if (text === null) return []
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return Object.entries(value)
  } catch {
    // Told below, like any other text that is no object.
  }
  throw wrong('search must be a JSON object')
}

/** `product.id` leads into the item. */
function at(item: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
          ? (inner as Readonly<Record<string, unknown>>)[name]
          : undefined,
      item,
    )
}

const same = (found: unknown, wanted: unknown): boolean => found === wanted

/** Times in ISO form sort as text does. */
export const since =
  (path: string) =>
  (item: object, value: unknown): boolean => {
    const found = at(item, path)
    return typeof found === 'string' && typeof value === 'string' && found >= value
  }
