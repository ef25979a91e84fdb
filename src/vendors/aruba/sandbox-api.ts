/** The API behind the simulated gateway: the calls of vendor notes, 5.4, with their limits and cursors. */
import type { Turn } from '../../core/simulation.ts'
import type { Route } from '../../core/simulator.ts'
import { customerWith } from './sandbox-accounts.ts'
import { service, serviceRefusal } from './sandbox-answers.ts'
import { customerOf } from './sandbox-kong.ts'
import * as network from './sandbox-network.ts'

interface Page {
  readonly limit: number
  readonly offset: number
}

/** A page within its bounds, or the service's refusal. Bounds are told per call; the codes are assumed [A]. */
function paged(
  { most, name, initial = most }: { most: number; name: string; initial?: number },
  run: (turn: Turn, page: Page) => unknown,
): Route {
  return {
    parameters: ['query'],
    run(turn) {
      const limit = Number(turn.parameters.get('limit') ?? initial)
      const offset = Number(turn.parameters.get('offset') ?? 0)
      const fits = Number.isInteger(limit) && limit >= 1 && limit <= most
      if (!fits) return serviceRefusal(turn, '0001', `limit must be 1 to ${most}`, name)
      if (!Number.isInteger(offset) || offset < 0)
        return serviceRefusal(turn, '0001', 'offset must not be negative', name)
      // A bare + means a blank in a query, and no field is called like that.
      if (turn.parameters.get('sort')?.startsWith(' ') === true)
        return serviceRefusal(turn, '0001', 'Invalid sort: encode + as %2B', name)
      const answer = run(turn, { limit, offset })
      return answer instanceof Response ? answer : service(turn, 200, answer)
    },
  }
}

const cut = <T>(rows: readonly T[], { limit, offset }: Page): readonly T[] =>
  rows.slice(offset, offset + limit)

/** An MSP has no network of its own; its tenants have. */
const hasNetwork = (turn: Turn): boolean => customerWith(customerOf(turn))?.tenants === undefined

const wanted = (turn: Turn, name: string, value: string): boolean =>
  (turn.parameters.get(name) ?? value).toLowerCase() === value.toLowerCase()

const total = (turn: Turn, count: number): { total?: number } =>
  turn.parameters.get('calculate_total') === 'true' ? { total: count } : {}

const monitoring = { most: 1000, initial: 100, name: 'Monitoring' }

const aps = paged(monitoring, (turn, page) => {
  const rows = cut(hasNetwork(turn) ? [network.accessPoint] : [], page)
  return { aps: rows, count: rows.length }
})

const apsV2 = paged(monitoring, (turn, page) => {
  const row = network.accessPointV2
  const fits =
    wanted(turn, 'status', row.status) &&
    wanted(turn, 'group', row.group_name) &&
    wanted(turn, 'serial', row.serial)
  const all = hasNetwork(turn) && fits ? [row] : []
  const rows = cut(all, page)
  return { aps: rows, count: rows.length, ...total(turn, all.length) }
})

const clients = paged(monitoring, (turn, { limit, offset }) => {
  if (offset !== 0)
    return serviceRefusal(turn, '0001', 'offset is 0; page with last_client_mac', 'Monitoring')
  const all = hasNetwork(turn) && wanted(turn, 'client_type', 'WIRELESS') ? network.wireless : []
  const last = turn.parameters.get('last_client_mac')
  const from = last === undefined ? 0 : all.findIndex(({ macaddr }) => macaddr === last) + 1
  const rows = all.slice(from, from + limit)
  const end = rows.at(-1)?.macaddr
  const cursor = end === undefined ? {} : { last_client_mac: end }
  return { clients: rows, count: rows.length, ...total(turn, all.length), ...cursor }
})

const oldClients = paged(monitoring, (turn, page) => {
  const rows = cut(hasNetwork(turn) ? network.wireless : [], page)
  return { clients: rows, count: rows.length }
})

const groups = paged({ most: 20, name: 'Configuration' }, (_turn, page) => ({
  data: cut(network.groups, page).map((name) => [name]),
  total: network.groups.length,
}))

const devices = paged({ most: 50, name: 'Inventory' }, (turn, page) => {
  const sku_type = turn.parameters.get('sku_type') ?? ''
  if (!network.skuTypes.includes(sku_type))
    return serviceRefusal(
      turn,
      '0001',
      `sku_type must be ${network.skuTypes.join(', ')}`,
      'Inventory',
    )
  const customer = customerWith(customerOf(turn))
  const { customer_id = '', customer_name = '' } = customer ?? {}
  const all = hasNetwork(turn) ? network.devices(sku_type, customer_id, customer_name) : []
  return { devices: cut(all, page), total: all.length }
})

const audit = paged({ most: 100, name: 'AuditLogs' }, (turn, page) => {
  const { ts, ...event } = network.auditEvent
  const from = Number(turn.parameters.get('start_time') ?? 0)
  const to = Number(turn.parameters.get('end_time') ?? turn.now / 1000)
  const factor = turn.setting('audit_milliseconds') === true ? 1000 : 1
  const all = from <= ts && ts <= to ? [{ ts: ts * factor, ...event }] : []
  return { events: cut(all, page), total: all.length, remaining_records: false }
})

const sites = paged({ most: 1000, initial: 20, name: 'Central' }, (turn, page) => {
  const all = hasNetwork(turn) ? [network.site, ...addedSites(turn)] : []
  const rows = cut(all, page)
  return { count: rows.length, sites: rows, total: all.length }
})

const addedKey = (turn: Turn): string => `sites ${customerOf(turn) ?? ''}`

function addedSites(turn: Turn): readonly object[] {
  const kept: unknown = turn.world.own.get(addedKey(turn))
  return Array.isArray(kept) ? (kept as readonly object[]) : []
}

/** The answer is assumed [A]. */
const newSite: Route = {
  parameters: ['json'],
  run(turn) {
    const site_name = turn.parameters.get('site_name')
    if (site_name === undefined)
      return serviceRefusal(turn, '0001', 'site_name is required', 'Central')
    const added = addedSites(turn)
    const empty = { address: '', city: '', country: '', latitude: '', longitude: '', state: '' }
    const made = { ...empty, associated_device_count: 0, site_id: added.length + 2, site_name }
    turn.world.own.set(addedKey(turn), [...added, made])
    return service(turn, 200, { site_id: made.site_id, site_name })
  },
}

/** 50 at most; above it the whole call is refused [S]. */
const customers: Route = {
  parameters: ['query'],
  run(turn) {
    const limit = Number(turn.parameters.get('limit') ?? 10)
    const offset = Number(turn.parameters.get('offset') ?? 0)
    if (limit > 50) return serviceRefusal(turn, '0000', 'LIMIT_REQUEST_EXCEEDED', 'msp_api')
    const tenants = customerWith(turn.client?.facts?.['customer'])?.tenants
    if (tenants === undefined)
      return service(turn, 403, { message: "You don't have permission to access this resource" })
    const rows = cut(tenants.map(network.tenant), { limit, offset })
    return service(turn, 200, { customers: rows, total: tenants.length })
  },
}

export const apiRoutes: Readonly<Record<`${string} /${string}`, Route>> = {
  'GET /monitoring/v1/aps': aps,
  'GET /monitoring/v2/aps': apsV2,
  'GET /monitoring/v2/networks': {
    run: (turn) => service(turn, 200, { count: 0, networks: [] }),
  },
  'GET /monitoring/v2/clients': clients,
  'GET /monitoring/v1/clients/wireless': oldClients,
  'GET /central/v2/sites': sites,
  'POST /central/v2/sites': newSite,
  'GET /configuration/v2/groups': groups,
  'GET /platform/device_inventory/v1/devices': devices,
  'GET /auditlogs/v1/events': audit,
  'GET /msp_api/v1/customers': customers,
}
