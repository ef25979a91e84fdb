/** The report API: a path of dimensions in, a report with links out. GET only. */
import { type Check, Fault, type Turn } from '../../core/simulation.ts'
import type { Route } from '../../core/simulator.ts'
import { appOf } from './sandbox-apps.ts'
import { effort, type Row, rowsOf, tenants, type View } from './sandbox-figures.ts'
import { type Format, formatOf, pathOf, write } from './sandbox-formats.ts'
import { isoOf, type Query, readQuery } from './sandbox-query.ts'
import { childrenOf } from './sandbox-tree.ts'

export interface Link {
  readonly href: string
  readonly name?: string
}

export interface Report {
  readonly self: string
  readonly rollUp?: Link
  readonly drillDown: readonly Link[]
  readonly dims: readonly string[]
  readonly metrics: readonly string[]
  readonly rows: readonly Row[]
  readonly fileName: string
}

const ROOT = '/cmu/v2'

/** More than this is "too much data" [A]. */
const MOST_EFFORT = 150_000

const tenantsOf = (turn: Turn): readonly string[] =>
  appOf(turn.client?.facts?.['software_id'])?.tenants ?? []

export const cmuAllowed: Check = {
  name: 'cmu_allowed',
  source: 'vendor notes, 2.3 [A]: 403 for an application that is not enabled for CMU',
  run(turn) {
    if (turn.setting('cmu_enabled') !== true) throw new Fault('tenant_forbidden')
    return undefined
  },
}

const report: Route = {
  parameters: ['query'],
  run(turn) {
    const { path, extension } = pathOf(turn.captured['*'] ?? '')
    const children = childrenOf(path)
    const byMinute = turn.setting('minute') === true
    if (children === undefined || (path.includes('minute') && !byMinute))
      throw new Fault('not_found')
    const format: Format = formatOf(turn, extension)
    const links = children.filter((dim) => dim !== 'minute' || byMinute)
    return write(turn, format, made(turn, path, links))
  },
}

export const reportRoutes = { [`GET ${ROOT}`]: report, [`GET ${ROOT}/*`]: report } as const

function made(turn: Turn, path: readonly string[], children: readonly string[]): Report {
  const query = readQuery(turn, path)
  const own = tenantsOf(turn)
  checkTenants(query, own)
  const view: View = {
    ...query,
    dims: [...path, ...query.forced.filter((dim) => !path.includes(dim))],
    now: turn.now,
    admits: (cell) => own.includes(cell['tenant'] ?? '') && query.admits(cell),
  }
  if (effort(view) > MOST_EFFORT)
    throw new Fault('query_wrong', { text: 'Too much data: narrow start and end' })
  const here = [ROOT, ...path].join('/')
  const last = path.at(-2)
  return {
    self: selfOf(here, query),
    ...(path.length === 0
      ? {}
      : {
          rollUp: {
            href: [ROOT, ...path.slice(0, -1)].join('/'),
            ...(last === undefined ? {} : { name: last }),
          },
        }),
    drillDown: children.map((name) => ({ href: `${here}/${name}`, name })),
    dims: view.dims,
    metrics: query.metrics,
    rows: rowsOf(view).slice(0, query.limit),
    fileName: fileNameOf(query),
  }
}

/** Asked for by name, a tenant of somebody else is forbidden; unasked, it is left out. */
function checkTenants({ filters }: Query, own: readonly string[]): void {
  const asked = filters
    .filter(({ dim, not }) => dim === 'tenant' && !not)
    .flatMap(({ values }) => values)
  if (asked.some((tenant) => tenants.includes(tenant) && !own.includes(tenant)))
    throw new Fault('tenant_forbidden')
}

/** Every parameter that was in force, the implicit ones too. */
function selfOf(here: string, query: Query): string {
  const filters = query.filters.flatMap(({ dim, not, values }) =>
    values.map((value) => {
      const name = `${dim}${not ? '!' : ''}`
      return value === '' ? name : `${name}=${encodeURIComponent(value)}`
    }),
  )
  const rest = [`start=${isoOf(query.start)}`, `end=${isoOf(query.end)}`, `limit=${query.limit}`]
  const metrics = query.metrics.map((metric) => `metrics=${metric}`)
  return `${here}?${[...filters, ...rest, ...metrics].join('&')}`
}

/** `report__<start>_<end>_<filter values>_<limit>.csv` [D C-5]. */
function fileNameOf({ start, end, filters, limit }: Query): string {
  const values = filters.flatMap((filter) => filter.values).filter((value) => value !== '')
  const parts = [isoOf(start).slice(0, 10), isoOf(end).slice(0, 10), ...values, limit]
  return `report__${parts.join('_').replace(/[^\w.-]/g, '-')}.csv`
}
