/** Finds walks by what is typed, and puts them in order; the list of thousands stands still while one types. */
import type { Summary } from '../../client/summary.ts'
import { folded, type Kind, readQuery, type Term } from './search-query.ts'

/** How a vendor is called. */
export type VendorName = (id: string) => string

type Fields = Readonly<Record<Kind | 'any', string>>

/** Folding costs more than searching, and a summary never changes: a changed walk gets a new one. */
const known = new WeakMap<Summary, Fields>()

function fieldsOf(summary: Summary, vendorName: VendorName): Fields {
  const before = known.get(summary)
  if (before !== undefined) return before
  const line = (parts: readonly (string | number | undefined)[]) =>
    folded(parts.filter((part) => part !== undefined).join('\n'))
  const one: Readonly<Record<Kind, string>> = {
    name: line([summary.name]),
    vendor: line([summary.vendor, vendorName(summary.vendor)]),
    flow: line([summary.flow, summary.flow.replaceAll('_', ' ')]),
    host: line(summary.hosts ?? []),
    status: line([...(summary.statuses ?? []), summary.last]),
    error: line([summary.problems]),
    tag: line(summary.tags ?? []),
    note: line([summary.note]),
    target: line([summary.target]),
    is: line([
      summary.pinned && 'pinned',
      summary.state === undefined ? undefined : 'waiting',
      summary.exchanges === 0 ? 'untouched' : undefined,
    ]),
  }
  const fields = { ...one, any: Object.values(one).join('\n') }
  known.set(summary, fields)
  return fields
}

/** `status:4xx` is any of them. Tags, targets and the like are whole words; all else may be a part of one. */
function holds({ kind, text }: Term, fields: Fields): boolean {
  if (kind === undefined) return fields.any.includes(text)
  const field = fields[kind]
  const lines = field.split('\n')
  if (kind === 'status') {
    const family = /^([1-5])xx$/.exec(text)?.[1]
    return lines.some((one) =>
      family === undefined ? one === text : /^\d{3}$/.test(one) && one.startsWith(family),
    )
  }
  return kind === 'tag' || kind === 'is' || kind === 'target'
    ? lines.includes(text)
    : field.includes(text)
}

export function found(
  summaries: readonly Summary[],
  query: string,
  vendorName: VendorName,
): readonly Summary[] {
  const terms = readQuery(query)
  if (terms.length === 0) return summaries
  return summaries.filter((summary) => {
    const fields = fieldsOf(summary, vendorName)
    return terms.every((term) => holds(term, fields) !== (term.not === true))
  })
}

export type Order = 'newest' | 'oldest' | 'name' | 'vendor'

/** One for all comparisons: making it anew for each costs seconds with thousands of names. */
const letters = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** What is pinned stays on top, whatever the order. */
export function sorted(
  summaries: readonly Summary[],
  order: Order,
  vendorName: VendorName,
): readonly Summary[] {
  const newest = (one: Summary, other: Summary) => other.updatedAt - one.updatedAt
  const orders: Readonly<Record<Order, (one: Summary, other: Summary) => number>> = {
    newest,
    oldest: (one, other) => newest(other, one),
    name: (one, other) => letters.compare(one.name, other.name) || newest(one, other),
    vendor: (one, other) =>
      letters.compare(vendorName(one.vendor), vendorName(other.vendor)) || newest(one, other),
  }
  const pinnedFirst = (one: Summary, other: Summary) =>
    Number(other.pinned === true) - Number(one.pinned === true)
  return summaries.toSorted((one, other) => pinnedFirst(one, other) || orders[order](one, other))
}

/** Those used most, first; each with how many walks have it. */
export function tagsOf(summaries: readonly Summary[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>()
  for (const tag of summaries.flatMap(({ tags = [] }) => tags))
    counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].sort((one, other) => other[1] - one[1] || letters.compare(one[0], other[0]))
}
