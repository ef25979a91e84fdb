/** Which report paths exist: the tree of dimensions of vendor notes, 2.2.6 [D C-1, C-8, C-9]. */

export const dateDimensions: readonly string[] = ['year', 'month', 'day', 'hour', 'minute']

export const dimensions: readonly string[] = [
  'tenant',
  'application',
  'application-id',
  'channel',
  'mvpd',
  'platform',
  'concurrency-level',
  'activity-level',
]

const DAY = 'year/month/day'
const HOUR = `${DAY}/hour`

const through = ['channel', 'mvpd'].map((dim) => `${dim}/platform/application-id/application`)
const under = (roots: readonly string[], tails: readonly string[]): readonly string[] =>
  roots.flatMap((root) => tails.map((tail) => `${root}/${tail}`))

/** The longest paths; every beginning of one exists too. The order is that of the links. */
const longest: readonly string[] = [
  ...under([`tenant/${DAY}`], through),
  `tenant/${DAY}/mvpd/hour`,
  ...under(
    ['tenant/year/month', `tenant/${DAY}`, `tenant/${HOUR}`, `tenant/${HOUR}/minute`],
    [...through, 'application-id/application'],
  ),
  ...under([DAY, HOUR], ['tenant']),
  ...under(under([DAY, HOUR], ['tenant']), [...through, 'platform/application-id/application']),
  `${HOUR}/tenant/application-id/application/platform`,
  ...under(['year/month', DAY, HOUR], ['mvpd/tenant/application-id/application/platform']),
  ...under(['year/month', DAY], ['concurrency-level/tenant/mvpd', 'activity-level/tenant/mvpd']),
  ...under(['mvpd/year/month', `mvpd/${DAY}`, `mvpd/${HOUR}`], ['tenant']),
]

interface Branch {
  readonly children: Map<string, Branch>
}

const root: Branch = { children: new Map() }
for (const path of longest) {
  let at = root
  for (const dim of path.split('/')) {
    const next = at.children.get(dim) ?? { children: new Map<string, Branch>() }
    at.children.set(dim, next)
    at = next
  }
}

/** What may follow a path; `undefined` when there is no such path. */
export function childrenOf(path: readonly string[]): readonly string[] | undefined {
  let at: Branch | undefined = root
  for (const dim of path) at = at?.children.get(dim)
  return at === undefined ? undefined : [...at.children.keys()]
}
